"""Mutants of rules: rows, cells and results of tables, and lines of “if … then”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from engine.analysis.mutations.mutant import Edit, Mutant, mutant
from engine.analysis.mutations.spots import MutationSpot
from engine.analysis.mutations.variants import of_test
from engine.analysis.mutations.vocabulary import Vocabulary
from engine.base.dataclass import dataclass

_POLICIES: Final = {
    "first": "collect", "collect": "first", "unique": "first", "any": "first", "priority": "first",
}  # fmt: skip
_CELL: Final = re.compile(r"\|(?P<cell>(?:\\\||[^|\n])*)(?=\|)")
_AUTHORS: Final = ("because", "source", "valid")
RETARGET: Final = "give another result"


@dataclass(frozen=True, slots=True)
class _TableCell:
    start: int
    words: str

    def replaced(self, words: str) -> Edit:
        return Edit(self.start, self.start + len(self.words), words)


@dataclass(frozen=True, slots=True)
class _TableLine:
    start: int
    end: int
    cells: tuple[_TableCell, ...]


def of_rules(found: Sequence[MutationSpot], names: Vocabulary) -> Iterator[Mutant]:
    """Every mutant of one file of rules that is not one of its conditions."""
    for spot in found:
        if spot.path == ("hit",):
            edit = spot.replaced(_POLICIES[spot.value])
            yield mutant("change the hit policy", spot.file, spot.text, edit)
        elif spot.path == ("table",):
            yield from _of_table(spot, names)
        elif len(spot.path) == 2 and spot.path[0] == "lines":
            yield from _whole_line(spot)
        elif len(spot.path) == 4 and spot.path[2] == "then":
            yield from _results(spot, spot.key, spot.value, names)
    lines = [spot for spot in found if len(spot.path) == 2 and spot.path[0] == "lines"]
    for one, other in pairwise(lines):
        yield mutant("swap two rows", one.file, one.text, *one.swapped(other))


def _whole_line(spot: MutationSpot) -> Iterator[Mutant]:
    for mutator, edit in (("drop a row", spot.removed()), ("duplicate a row", spot.doubled())):
        if edit is not None:
            yield mutant(mutator, spot.file, spot.text, edit)


def _of_table(spot: MutationSpot, names: Vocabulary) -> Iterator[Mutant]:
    lines = [*_lines(spot)]
    heads = [cell.words.strip() for cell in lines[0].cells]
    rows = lines[1:]
    for row in rows:
        yield from _of_row(spot, heads, row, names)
        cut = Edit(row.start, row.end)
        yield mutant("drop a row", spot.file, spot.text, cut)
        twice = Edit(row.end, row.end, spot.text[row.start : row.end])
        yield mutant("duplicate a row", spot.file, spot.text, twice)
    for one, other in pairwise(rows):
        words = spot.text[other.start : other.end] + spot.text[one.start : one.end]
        yield mutant("swap two rows", spot.file, spot.text, Edit(one.start, other.end, words))


def _lines(spot: MutationSpot) -> Iterator[_TableLine]:
    text, start = spot.text, spot.text.find("\n", spot.node.start) + 1
    while start < spot.node.end:
        end = text.find("\n", start) + 1 or len(text)
        cells = [
            _TableCell(found.start("cell") + _indent(found["cell"]), found["cell"].strip())
            for found in _CELL.finditer(text, start, end)
        ]
        if cells:
            yield _TableLine(start, end, tuple(cells))
        start = end


def _indent(cell: str) -> int:
    return len(cell) - len(cell.lstrip()) if cell.strip() else 0


def _of_row(
    spot: MutationSpot, heads: Sequence[str], row: _TableLine, names: Vocabulary
) -> Iterator[Mutant]:
    bar = heads.index("")
    for place, (head, cell) in enumerate(zip(heads, row.cells, strict=False)):
        if place < bar:
            for mutator, words in of_test(cell.words, names.codes.get(head, ())):
                yield mutant(mutator, spot.file, spot.text, cell.replaced(words))
            if cell.words != "-":
                yield mutant("widen a test", spot.file, spot.text, cell.replaced("-"))
        elif head and head not in _AUTHORS:
            for mutator, words in _other_results(cell.words, names.codes.get(head, ())):
                yield mutant(mutator, spot.file, spot.text, cell.replaced(words))


def _results(spot: MutationSpot, name: str, words: str, names: Vocabulary) -> Iterator[Mutant]:
    for mutator, other in _other_results(words, names.codes.get(name, ())):
        yield mutant(mutator, spot.file, spot.text, spot.replaced(other))


def _other_results(words: str, codes: Iterable[str]) -> Iterator[tuple[str, str]]:
    given = [word.strip() for word in words.split(",")]
    others = [code for code in codes if code not in given]
    for place in range(len(given)):
        rest = [*given[:place], *given[place + 1 :]]
        if rest:
            yield "drop a result", ", ".join(rest)
        if others:
            other = others[place % len(others)]
            yield RETARGET, ", ".join([*given[:place], other, *given[place + 1 :]])

"""Places of a definition file that may be changed, and how to cut and replace exactly there."""

from __future__ import annotations

import json
from collections.abc import Iterator

from engine.analysis.mutations.mutant import Edit
from engine.base.dataclass import dataclass
from engine.definitions.reading.extents import BLOCK_STYLES, Extent, extents


@dataclass(frozen=True, slots=True)
class MutationSpot:
    """A value in a file: the keys that lead to it (numbers in lists), and what it stands in.

    ``place`` is its number among the values of ``parent``.
    """

    file: str
    text: str
    path: tuple[str, ...]
    node: Extent
    parent: Extent
    place: int

    @property
    def key(self) -> str:
        """The last word of the path."""
        return self.path[-1] if self.path else ""

    @property
    def room(self) -> str:
        """The folder of the definitions."""
        return self.file.partition("/")[0]

    @property
    def value(self) -> str:
        """The text of a scalar."""
        return self.node.value if self.node.kind == "scalar" else ""

    @property
    def in_list(self) -> bool:
        """Whether it is an item of a list."""
        return self.parent.kind == "list"

    def replaced(self, words: str) -> Edit:
        """Another text in the same quotes; one of several lines in quotes that can hold them."""
        if "\n" in words:
            written = self.text[self.node.start : self.node.end]
            end = written[len(written.rstrip()) :]
            return Edit(self.node.start, self.node.end, json.dumps(words, ensure_ascii=False) + end)
        quoted = f'"{words}"' if self.node.style == '"' else words
        quoted = f"'{words}'" if self.node.style == "'" else quoted
        return Edit(self.node.start, self.node.end, quoted)

    def removed(self) -> Edit | None:
        """Key and value gone; None where that cannot be done without touching more."""
        start, end = self._start(self.place), self.node.end
        siblings = len(self.parent.children)
        if self.parent.in_flow:
            if self.place + 1 < siblings:
                return Edit(start, self._start(self.place + 1))
            before = self.parent.children[self.place - 1].end if self.place else start
            return Edit(before, end)
        line = self.text.rfind("\n", 0, start) + 1
        if self.text[line:start].strip(" -"):
            return None
        if "-" in self.text[line:start] and not self.in_list:
            # The first key of a list's item: the dash must stay for the next key.
            return Edit(start, self._start(1)) if siblings > 1 and self.place == 0 else None
        if siblings == 1:
            return None
        return Edit(line, self._line_end(end))

    def doubled(self) -> Edit | None:
        """The lines of a value in a block, twice."""
        cut = None if self.parent.in_flow else self.removed()
        if cut is None or self.text[cut.start : cut.end].count("\n") == 0:
            return None
        return Edit(cut.end, cut.end, self.text[cut.start : cut.end])

    def renamed(self, word: str) -> Edit:
        """Another key before the same value."""
        key = self.parent.keys[self.place]
        return Edit(key.start, key.end, word)

    def exchanged(self, other: MutationSpot) -> Edit | None:
        """The lines of two neighbours in a block in each other's place."""
        one, two = self.removed(), other.removed()
        if one is None or two is None or self.parent.in_flow:
            return None
        text = self.text
        between = text[one.end : two.start]
        words = text[two.start : two.end] + between + text[one.start : one.end]
        return Edit(one.start, two.end, words)

    def swapped(self, other: MutationSpot) -> tuple[Edit, Edit]:
        """This value and another one in each other's place."""
        return (
            Edit(self.node.start, self.node.end, self.text[other.node.start : other.node.end]),
            Edit(other.node.start, other.node.end, self.text[self.node.start : self.node.end]),
        )

    def _start(self, place: int) -> int:
        return (self.parent.keys or self.parent.children)[place].start

    def _line_end(self, end: int) -> int:
        if self.text[end - 1 : end] == "\n" and self.node.style in BLOCK_STYLES:
            return end
        found = self.text.find("\n", end)
        return len(self.text) if found < 0 else found + 1


def spots(file: str, text: str) -> tuple[MutationSpot, ...]:
    """Every value of a file, the outer ones first, in the order of the text."""
    root = extents(text)
    return () if root is None else tuple(_below(file, text, (), root))


def _below(file: str, text: str, path: tuple[str, ...], node: Extent) -> Iterator[MutationSpot]:
    for place, child in enumerate(node.children):
        name = node.keys[place].value if node.keys else str(place)
        yield MutationSpot(file, text, (*path, name), child, node, place)
        yield from _below(file, text, (*path, name), child)

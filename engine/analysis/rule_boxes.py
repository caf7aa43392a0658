"""Large tables: rows compared as boxes of classes first, then every suspicion tried on real cases.

What boxes suspect may never happen together in a case; a suspicion counts only when a case that
can be submitted shows it. Where looking for one is given up, the rule set is called bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import Final

from engine.analysis.boxes import Box, Boxes, bits
from engine.analysis.cases import TooMany, filled, leaves
from engine.analysis.given import Assignment
from engine.analysis.rule_cases import Judge, JudgedCase, RowVerdict
from engine.analysis.rule_columns import ColumnTable
from engine.analysis.rules import Tally
from engine.analysis.space import Space
from engine.base.dataclass import dataclass
from engine.base.values import Value
from engine.definitions.model.conditions import Subject, Test
from engine.meaning.scope import Scope
from engine.meaning.situation import Situation
from engine.meaning.tests import Judged, compile_test

SEARCH_LIMIT: Final = 400
"""Cases tried for one suspicion."""

BOX_LIMIT: Final = 200
"""Suspicions followed up of each kind."""


@dataclass(slots=True)
class BoxColumns:
    """The classes of every column: values that no cell of it tells apart."""

    table: ColumnTable
    values: Mapping[str, tuple[Value, ...]]
    _tests: dict[str, dict[str, Judged]] = field(default_factory=dict)
    _classes: dict[str, dict[tuple[object, ...], int]] = field(default_factory=dict)
    _numbers: dict[tuple[str, Value], int] = field(default_factory=dict)

    def prepare(self, scope: Scope) -> None:
        """Number the classes that the known values fall into."""
        for path in self.table.columns:
            tests = {repr(t): t for cell in self.table.cells for t in cell.get(path, ())}
            self._tests[path] = {name: compile_test(test) for name, test in tests.items()}
            self._classes[path] = {}
            for value in self.values[path]:
                self._numbers[path, value] = self.number(path, value, scope)

    def number(self, path: str, value: Value, scope: Scope) -> int:
        """The class of a value."""
        truths = tuple(judge(value, scope) for judge in self._tests[path].values())
        return self._classes[path].setdefault(truths, len(self._classes[path]))

    def boxes(self) -> Boxes:
        """Every row as a box of the classes in which its cells are surely true."""
        sizes = tuple(max(1, len(self._classes[path])) for path in self.table.columns)
        return Boxes(sizes, [self._row(cell) for cell in self.table.cells])

    def said(self, box: Box) -> SaidOfBox:
        """A box by column; columns of which it takes everything are left out."""
        return tuple(
            (path, tuple(value for value, one in self._known(path) if mask >> one & 1))
            for path, mask in zip(self.table.columns, box, strict=True)
            if mask.bit_count() < len(self._classes[path])
        )

    def _known(self, path: str) -> Iterator[tuple[Value, int]]:
        return ((value, self._numbers[path, value]) for value in self.values[path])

    def _row(self, cell: Mapping[str, tuple[Test, ...]]) -> Box:
        return tuple(self._mask(path, cell.get(path, ())) for path in self.table.columns)

    def _mask(self, path: str, tests: tuple[Test, ...]) -> int:
        names = list(self._tests[path])
        places = [names.index(repr(test)) for test in tests]
        found = 0
        for truths, number in self._classes[path].items():
            if all(truths[place] is True for place in places):
                found |= 1 << number
        return found


@dataclass(slots=True)
class RowSearch:
    """Looks for cases whose values stand in a box."""

    space: Space
    judge: Judge
    columns: BoxColumns
    has_given_up: bool = False

    def case_in(self, box: Box, wanted: Callable[[RowVerdict], bool]) -> JudgedCase | None:
        """A case that can be submitted, stands in ``box`` and has a ``wanted`` verdict."""

        def probe(decided: Assignment) -> RowVerdict | None:
            case = self.space.case(decided)
            return self.judge.verdict(case) if self._stands_in(case, box) else None

        try:
            for leaf in leaves(self.space, probe, limit=SEARCH_LIMIT, deep=True):
                verdict = leaf.result
                if verdict is None or not wanted(verdict):
                    continue
                if filled(self.space, leaf.decided) is not None:
                    return JudgedCase(leaf.decided, leaf.weight, leaf.cost, verdict, ())
        except TooMany:
            self.has_given_up = True
        return None

    def _stands_in(self, case: Situation, box: Box) -> bool:
        return all(
            mask >> self.columns.number(path, case.value(Subject(path)), case) & 1
            for path, mask in zip(self.columns.table.columns, box, strict=True)
        )


SaidOfBox = tuple[tuple[str, tuple[Value, ...]], ...]


def compare(search: RowSearch, tally: Tally) -> Iterator[tuple[JudgedCase, SaidOfBox]]:
    """Fill a tally with cases that show what the boxes suspect; gives the gaps with their boxes."""
    boxes = search.columns.boxes()
    if tally.rules.hit != "collect":
        yield from _gaps(search, boxes)
    if tally.rules.hit in ("unique", "any"):
        for one, other in _few(boxes.overlaps()):
            if tally.rules.hit == "unique" or tally.differ(one, other):
                _clash(search, boxes, (one, other), tally)
    for place in range(len(boxes.rows)):
        _fires(search, boxes, place, tally)


def _clash(search: RowSearch, boxes: Boxes, rows: tuple[int, int], tally: Tally) -> None:
    one, other = rows
    both = _within(boxes.rows[one], boxes.rows[other])
    case = search.case_in(both, lambda verdict: bool(verdict.rows[one] and verdict.rows[other]))
    if case is not None:
        tally.add(case)


def _fires(search: RowSearch, boxes: Boxes, place: int, tally: Tally) -> None:
    """Note whether a row fits, and whether it ever decides."""
    if place in tally.fires or not all(boxes.rows[place]):
        return
    earlier = (1 << place) - 1 if tally.rules.hit == "first" else 0
    rest = Boxes(boxes.sizes, [boxes.rows[number] for number in bits(earlier)], boxes.node_limit)
    for _ in range(BOX_LIMIT):
        point = rest.gap(boxes.rows[place])
        if point is None:
            break
        box = _within(rest.widened(point), boxes.rows[place])
        case = search.case_in(box, lambda verdict: tally.decides(place, verdict))
        if case is not None:
            tally.add(case)
            return
        rest.add(box)
    if search.case_in(boxes.rows[place], lambda verdict: bool(verdict.rows[place])) is not None:
        tally.fits.add(place)


def _gaps(search: RowSearch, boxes: Boxes) -> Iterator[tuple[JudgedCase, SaidOfBox]]:
    """Cases that no row fits, each from another box."""
    rest = Boxes(boxes.sizes, list(boxes.rows), boxes.node_limit)
    for _ in range(BOX_LIMIT):
        point = rest.gap()
        if point is None:
            return
        box = rest.widened(point)
        case = search.case_in(box, lambda verdict: not {True, None} & set(verdict.rows))
        if case is not None:
            yield case, search.columns.said(box)
        rest.add(box)


def _few(pairs: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for pair, _ in zip(pairs, range(BOX_LIMIT), strict=False):
        yield pair


def _within(box: Box, outer: Box) -> Box:
    return tuple(a & b for a, b in zip(box, outer, strict=True))

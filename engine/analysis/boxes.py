"""Boxes of classes: where rows of a table meet, and which combinations none of them covers.

Every column is cut into numbered classes; a row is one bitmask of classes per column. Rows meet in
O(rows × columns) operations on big integers; gaps are found by a memoised recursion over the
columns, which gives up after a number of nodes and leaves the rest to a SAT solver. The method
follows Calvanese et al., Semantics and Analysis of DMN Decision Tables (BPM 2016).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from functools import reduce
from operator import and_, or_
from typing import Final

from engine.analysis import boxes_sat
from engine.base.dataclass import dataclass

NODE_LIMIT: Final = 200_000

Box = tuple[int, ...]
"""One bitmask of classes per column."""

Point = tuple[int, ...]
"""One class per column."""


def bits(mask: int) -> Iterator[int]:
    """The numbers of the set bits, in order."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


class _TooManyNodes(Exception):
    """The recursion is not worth going on with."""


@dataclass(slots=True)
class Boxes:
    """Rows over columns of ``sizes`` classes each; ``add`` only ever takes room away."""

    sizes: tuple[int, ...]
    rows: list[Box] = field(default_factory=list)
    node_limit: int = NODE_LIMIT
    holders_of: list[list[int]] = field(init=False, repr=False)
    """By column and class: which rows hold the class, as a bitmask of rows."""

    def __post_init__(self) -> None:
        given, self.rows = self.rows, []
        self.holders_of = [[0] * size for size in self.sizes]
        for row in given:
            self.add(row)

    @property
    def whole(self) -> Box:
        """The box of everything."""
        return tuple((1 << size) - 1 for size in self.sizes)

    def add(self, row: Box) -> None:
        """One more row."""
        mark = 1 << len(self.rows)
        self.rows.append(row)
        for holders, mask in zip(self.holders_of, row, strict=True):
            for number in bits(mask):
                holders[number] |= mark

    def meeting(self, box: Box) -> int:
        """The rows that share a combination with ``box``, as a bitmask of rows."""
        found = (1 << len(self.rows)) - 1
        for holders, mask in zip(self.holders_of, box, strict=True):
            found &= reduce(or_, (holders[number] for number in bits(mask)), 0)
            if not found:
                break
        return found

    def overlaps(self) -> Iterator[tuple[int, int]]:
        """All pairs of rows that meet, the earlier row first."""
        seen: list[dict[int, int]] = [{} for _ in self.sizes]
        for number, row in enumerate(self.rows):
            later = -1 << (number + 1) & ((1 << len(self.rows)) - 1)
            for column, mask in enumerate(row):
                if mask not in seen[column]:
                    holders = self.holders_of[column]
                    seen[column][mask] = reduce(or_, (holders[one] for one in bits(mask)), 0)
                later &= seen[column][mask]
                if not later:
                    break
            for other in bits(later):
                yield number, other

    def gap(self, within: Box | None = None, rows: int | None = None) -> Point | None:
        """A combination in ``within`` that none of ``rows`` (a bitmask) covers, or None."""
        box = self.whole if within is None else within
        if not all(box):
            return None
        active = self.meeting(box) if rows is None else self.meeting(box) & rows
        try:
            found = _BoxSearch(self, box).gap(0, active)
        except _TooManyNodes:
            return boxes_sat.gap(box, [self.rows[number] for number in bits(active)])
        return None if found is None else tuple(found[column] for column in range(len(box)))

    def widened(self, point: Point) -> Box:
        """A largest box around ``point`` that meets no row."""
        box = [1 << number for number in point]
        for column, size in enumerate(self.sizes):
            others = self.meeting((*box[:column], (1 << size) - 1, *box[column + 1 :]))
            holders = self.holders_of[column]
            box[column] |= reduce(
                or_, (1 << one for one in range(size) if not holders[one] & others), 0
            )
        return tuple(box)

    def gaps(self, limit: int) -> tuple[Box, ...]:
        """Up to ``limit`` largest boxes that no row covers; together they are all gaps if fewer."""
        rest = Boxes(self.sizes, list(self.rows), self.node_limit)
        found: list[Box] = []
        while len(found) < limit and (point := rest.gap()) is not None:
            box = rest.widened(point)
            rest.add(box)
            found.append(box)
        return tuple(found)

    def covered(self, number: int, rows: int) -> bool:
        """Whether ``rows`` (a bitmask) leave nothing to the row of this number."""
        return self.gap(self.rows[number], rows) is None

    def uncovered_by_earlier(self) -> Iterator[int]:
        """Numbers of the rows to which the rows above leave something."""
        for number in range(len(self.rows)):
            if not self.covered(number, (1 << number) - 1):
                yield number


@dataclass(slots=True)
class _BoxSearch:
    """Depth first over the columns, with rows that ask nothing more cutting the way short."""

    boxes: Boxes
    within: Box
    nodes: int = 0
    _order: list[int] = field(init=False)
    """Columns that most rows test come first: they leave the fewest rows."""
    _idle: list[int] = field(init=False)
    """By place in the order: the rows that hold all classes of ``within`` from there on."""
    _closed: set[tuple[int, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        full = [self._full(column) for column in range(len(self.within))]
        self._order = sorted(
            range(len(self.within)),
            key=lambda column: (full[column].bit_count(), self.within[column].bit_count()),
        )
        self._idle = [(1 << len(self.boxes.rows)) - 1]
        for column in reversed(self._order):
            self._idle.insert(0, self._idle[0] & full[column])

    def _full(self, column: int) -> int:
        """The rows that hold every class of a column."""
        holders = self.boxes.holders_of[column]
        return reduce(and_, (holders[number] for number in bits(self.within[column])), -1)

    def gap(self, place: int, active: int) -> dict[int, int] | None:
        """A class by column that none of the ``active`` rows covers, from a place in the order."""
        if not active:
            return {column: next(bits(self.within[column])) for column in self._order[place:]}
        if active & self._idle[place] or (place, active) in self._closed:
            return None
        self.nodes += 1
        if self.nodes > self.boxes.node_limit:
            raise _TooManyNodes
        for holders, number in self._ways(self._order[place], active):
            found = self.gap(place + 1, active & holders)
            if found is not None:
                found[self._order[place]] = number
                return found
        self._closed.add((place, active))
        return None

    def _ways(self, column: int, active: int) -> Iterable[tuple[int, int]]:
        """Classes that leave different rows, those that leave few rows first."""
        holders = self.boxes.holders_of[column]
        ways: dict[int, int] = {}
        for number in bits(self.within[column]):
            ways.setdefault(holders[number] & active, number)
        return sorted(ways.items(), key=lambda way: (way[0].bit_count(), way[1]))

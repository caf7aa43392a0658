"""Columns of a table: how a cell below a heading becomes a condition."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from engine.definitions.faults import Faults
from engine.definitions.model.conditions import (
    Anything,
    Compare,
    Condition,
    OverRows,
    Subject,
)
from engine.definitions.reading.condition_parser import ConditionParser
from engine.definitions.reading.names import (
    CASE,
    NameScope,
    Symbol,
    find,
)
from engine.definitions.reading.words import Word

OVER_ROWS: Final = re.compile(r"(\S+) (any|all|none) (.+)")

Column = Callable[[Word], Condition | None]
"""Reads a cell; None after a fault."""


class Columns:
    """Reads the columns left of the double bar."""

    def __init__(self, conditions: ConditionParser, faults: Faults) -> None:
        self.conditions = conditions
        self.faults = faults

    def column(self, head: Word) -> Column | None:
        """How to read a cell of the column with this heading; None after a fault."""
        if match := OVER_ROWS.fullmatch(head.text):
            return self._rows_column(head, match)
        found = find(head.text, CASE, self.conditions.names)
        if found is None:
            self.conditions.unknown(head)
            return None
        subject, symbol = found
        return lambda cell: self._cell(cell, subject, symbol, CASE)

    def _rows_column(self, head: Word, match: re.Match[str]) -> Column | None:
        group = self.conditions.group(head.part(0, match.end(1)), or_item=True)
        if group is None:
            return None
        place = CASE.within(group)
        found = find(match[3], place, self.conditions.names)
        if found is None:
            self.conditions.unknown(head.part(match.start(3)), place)
            return None
        subject, symbol = found
        quantifier = match[2]

        def cell_over_rows(cell: Word) -> Condition | None:
            if cell.text == "-":
                return Compare(Subject(group), Anything(), "-", cell.span)
            part = self._cell(cell, subject, symbol, place)
            if part is None:
                return None
            if quantifier == "any":
                return OverRows(group, "any", part, cell.span)
            return OverRows(group, "all" if quantifier == "all" else "none", part, cell.span)

        return cell_over_rows

    def _cell(
        self, cell: Word, subject: Subject, symbol: Symbol, place: NameScope
    ) -> Compare | None:
        if not cell.text:
            self.faults.add("A505", cell.span, "the cell is empty.", "Write “-” for anything.")
            return None
        test = self.conditions.tests.parse(cell, symbol, place, in_table=True)
        return None if test is None else Compare(subject, test, cell.text, cell.span)

"""Rows of rules: what a row gives, why, by which source, and when it is valid."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from engine.base.values import Span, Text
from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.conditions import Condition
from engine.definitions.model.rules import (
    RuleRow,
)
from engine.definitions.reading.map_reader import text_context
from engine.definitions.reading.rule_heads import RulesDraft
from engine.definitions.reading.words import Word

NOTES: Final = frozenset({"because", "source", "valid"})
VALID: Final = re.compile(r"([0-9-]{10})?\.\.([0-9-]{10})?")


class Rows:
    """Builds the rows of one rule file."""

    def __init__(self, draft: RulesDraft, faults: Faults) -> None:
        self.draft = draft
        self.faults = faults
        self.given = {output.name: output.codes for output in draft.outputs}
        self.several = draft.hit == "collect"

    def row(
        self, number: int, condition: Condition, results: Mapping[str, Word], span: Span
    ) -> RuleRow:
        """One row; ``results`` are the cells by what they give, notes among them."""
        gives = {
            name: self._codes(name, cell) for name, cell in results.items() if name not in NOTES
        }
        because, source = results.get("because"), results.get("source")
        first, last = self._valid(results.get("valid"))
        return RuleRow(
            number, condition, MappingProxyType(gives), span,
            because=_text(because), source=source.text if source else "",
            valid_from=first, valid_to=last,
        )  # fmt: skip

    def _codes(self, name: str, cell: Word) -> tuple[str, ...]:
        codes = self.given.get(name, ())
        found = []
        for part in cell.split(","):
            if part.text in codes:
                found.append(part.text)
            elif codes and (part.text != "-" or not self.several):
                self.faults.add(
                    "A508", part.span, f"“{part.text}” is not a value of “{name}”.",
                    did_you_mean(part.text, codes),
                )  # fmt: skip
        if len(found) > 1 and not self.several:
            message = f"“{name}” takes one value; only “hit: collect” gives several."
            self.faults.add("A509", cell.span, message, "Keep one of them.")
        return tuple(found)

    def _valid(self, cell: Word | None) -> tuple[date | None, date | None]:
        if cell is None or not cell.text or cell.text == "-":
            return None, None
        match = VALID.fullmatch(cell.text)
        first = _date(match[1]) if match else None
        last = _date(match[2]) if match else None
        if match is None or (match[1] and not first) or (match[2] and not last):
            message = f"“{cell.text}” is no range of dates."
            self.faults.add("A302", cell.span, message, "Write it as 2026-07-01.. .")
        elif first and last and first > last:
            message = f"the range {cell.text} is empty."
            self.faults.add("A306", cell.span, message, "Write the earlier date first.")
        return first, last


def _text(cell: Word | None) -> Text | None:
    if cell is None or not cell.text or cell.text == "-":
        return None
    return Text(cell.text, text_context(cell.span.file), cell.span)


def _date(text: str | None) -> date | None:
    if not text:
        return None
    try:
        found = FIELD_TYPES["date"].literal(text)
    except ValueError:
        return None
    return found if isinstance(found, date) else None

"""Rules and named conditions as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Literal

from engine.base.dataclass import dataclass
from engine.base.values import NOTHING, Span, Text
from engine.definitions.model.conditions import Condition


@dataclass(frozen=True, slots=True)
class Output:
    """What a rule gives: a fact and the codes it may take, with captions where people see them."""

    name: str
    codes: tuple[str, ...]
    captions: Mapping[str, Text] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One row of a table, or one if/then line. ``gives`` maps outputs to the codes given."""

    number: int
    condition: Condition
    gives: Mapping[str, tuple[str, ...]]
    span: Span
    because: Text | None = None
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


HitPolicy = Literal["first", "unique", "any", "collect", "priority"]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A decision table or a list of if/then lines; both are rows here."""

    name: str
    hit: HitPolicy
    outputs: tuple[Output, ...]
    rows: tuple[RuleRow, ...]
    span: Span
    title: Text | None = None
    source: str = ""
    as_of: str = "today"
    """The date question or value that ``valid`` of a row speaks of; ``today`` unless said."""

    def given(self, output: str) -> frozenset[str]:
        """The codes that some row gives to an output."""
        return frozenset(code for row in self.rows for code in row.gives.get(output, ()))


@dataclass(frozen=True, slots=True)
class NamedCondition:
    name: str
    condition: Condition
    span: Span

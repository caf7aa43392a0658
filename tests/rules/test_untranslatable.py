"""What the second engine cannot judge is told when definitions are checked."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from engine.base.values import Span
from engine.definitions.loader import load
from engine.definitions.model.conditions import (
    Between,
    Compare,
    OneOf,
    Subject,
)
from engine.rules.untranslatable import untranslatable

BANK = load(Path(__file__).parents[2] / "definitions").programmes["magnetiq"]


def test_every_rule_of_the_bank_can_be_judged_twice() -> None:
    assert list(untranslatable([BANK])) == []


def test_a_row_with_too_fine_a_number_is_told_at_its_place() -> None:
    place = Span("rules/magnetiq/fee.yaml", 9, 3)
    fine = OneOf((Between(Decimal("0.00000001"), None),))
    condition = Compare(Subject("owned"), fine, "0.00000001..", place)
    rules = BANK.rules[0]
    row = replace(rules.rows[0], condition=condition, span=place)
    broken = replace(BANK, rules=(replace(rules, rows=(row,)),))
    (fault,) = untranslatable([broken])
    assert (fault.code, fault.severity, str(fault.span)) == ("A906", "warning", str(place))

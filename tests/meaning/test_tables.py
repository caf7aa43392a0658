"""Five hit policies, for rows that fit, do not fit, or are not known yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest

from engine.base.values import (
    BLANK,
    NOT_APPLICABLE,
    Absence,
    Span,
    Value,
)
from engine.definitions.model.conditions import (
    Compare,
    Equals,
    OneOf,
    Subject,
)
from engine.definitions.model.rules import (
    HitPolicy,
    Output,
    RuleRow,
    RuleSet,
)
from engine.meaning.scope import Scope
from engine.meaning.tables import Decision, compile_rules, decide

SPAN = Span("rules/club/fee.yaml", 5, 1)
AS_OF = date(2026, 11, 22)


@dataclass(frozen=True)
class Answers:
    """A scope of yes/no questions."""

    given: Mapping[str, Value] = field(default_factory=dict)

    def value(self, subject: Subject) -> Value:
        return self.given[subject.path]

    def rows(self, _group: str) -> Sequence[Scope] | Absence:
        return ()

    def needed(self, subject: Subject) -> tuple[str, ...]:
        return (subject.path,)


def row(
    number: int,
    *codes: str,
    fact: str = "fee",
    valid: tuple[date | None, date | None] = (None, None),
) -> RuleRow:
    subject = Subject(f"q{number}")
    condition = Compare(subject, OneOf((Equals(True),)), "yes", SPAN)
    return RuleRow(number, condition, {fact: codes}, SPAN, valid_from=valid[0], valid_to=valid[1])


def rules(hit: HitPolicy, rows: Sequence[RuleRow]) -> RuleSet:
    output = Output("fee", ("high", "low", "none"))
    return RuleSet("fee", hit, (output,), tuple(rows), SPAN)


def decision(hit: HitPolicy, fits: str, gives: str, as_of: Value = AS_OF) -> Decision:
    """``fits`` has Y, N or ? per row, ``gives`` the codes of the rows."""
    states: dict[str, Value] = {"Y": True, "N": False, "?": BLANK}
    rows = [row(number, code) for number, code in enumerate(gives.split(), 1)]
    scope = Answers({f"q{number}": states[one] for number, one in enumerate(fits, 1)})
    return decide(compile_rules(rules(hit, rows)), scope, as_of)


def outcome(found: Decision) -> str:
    """The fact as the tables below write it: codes, n/a, or ? with the answers needed."""
    value = found.facts["fee"]
    if value is BLANK:
        return " ".join(["?", *found.missing])
    if value is NOT_APPLICABLE:
        return "n/a"
    return " ".join(value) if isinstance(value, tuple) else str(value)


@pytest.mark.parametrize(
    ("hit", "fits", "gives", "expected"),
    [
        ("first", "YY", "high low", "high"),
        ("first", "NY", "high low", "low"),
        ("first", "?Y", "high none", "? q1"),
        ("first", "N?Y", "high low none", "? q2"),
        ("first", "Y?", "high low", "high"),
        ("first", "NN", "high low", "?"),
        ("unique", "YN", "high low", "high"),
        ("unique", "YY", "high low", "?"),
        ("unique", "YY", "high high", "?"),
        ("unique", "Y?", "high low", "? q2"),
        ("unique", "?N", "high low", "? q1"),
        ("unique", "NN", "high low", "?"),
        ("any", "YY", "high high", "high"),
        ("any", "YY", "high low", "?"),
        ("any", "Y?", "high high", "high"),
        ("any", "Y?", "high low", "? q2"),
        ("any", "N?", "high low", "? q2"),
        ("any", "NN", "high low", "?"),
        ("priority", "YY", "low high", "high"),
        ("priority", "YN", "low high", "low"),
        ("priority", "Y?", "low high", "? q2"),
        ("priority", "?Y", "low high", "high"),
        ("priority", "Y?", "none low", "? q2"),
        ("priority", "Y?", "high high", "high"),
        ("priority", "NN", "low high", "?"),
        ("collect", "YYN", "high low none", "high low"),
        ("collect", "YY", "high high", "high"),
        ("collect", "NN", "high low", "n/a"),
        ("collect", "Y?", "high low", "? q2"),
        ("collect", "??", "high low", "? q1 q2"),
    ],
)
def test_policies(hit: HitPolicy, fits: str, gives: str, expected: str) -> None:
    assert outcome(decision(hit, fits, gives)) == expected


def test_first_stops_at_a_row_it_cannot_judge_and_fires_nothing() -> None:
    found = decision("first", "N?Y", "high low none")
    assert found.fired == ()
    assert [one.number for one in found.waiting] == [2]
    assert found.gives("fee", "none") is None


@pytest.mark.parametrize(
    ("fits", "code", "expected"),
    [("Y?", "high", True), ("Y?", "low", None), ("Y?", "none", False), ("N?", "high", False)],
)
def test_what_is_collected_already_is_known(fits: str, code: str, expected: bool | None) -> None:
    assert decision("collect", fits, "high low").gives("fee", code) is expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2026, 6, 30), "old"),
        (date(2026, 7, 1), "new"),
        (date(2026, 12, 31), "new"),
        (date(2027, 1, 1), "later"),
    ],
)
def test_rows_are_valid_from_and_to_their_days_inclusive(as_of: date, expected: str) -> None:
    rows = (
        row(1, "old", valid=(None, date(2026, 6, 30))),
        row(2, "new", valid=(date(2026, 7, 1), date(2026, 12, 31))),
        row(3, "later", valid=(date(2027, 1, 1), None)),
    )
    scope = Answers({"q1": True, "q2": True, "q3": True})
    for hit in ("first", "unique", "collect"):
        found = decide(compile_rules(rules(hit, rows)), scope, as_of)
        assert outcome(found) == expected


def test_without_its_date_a_dated_row_is_not_known() -> None:
    compiled = compile_rules(rules("first", (row(1, "new", valid=(AS_OF, None)), row(2, "none"))))
    scope = Answers({"q1": True, "q2": True})
    assert decide(compiled, scope, BLANK).undecided
    assert outcome(decide(compiled, scope, NOT_APPLICABLE)) == "none"
    assert outcome(decide(compiled, Answers({"q1": False, "q2": True}), BLANK)) == "none"


def test_a_row_may_leave_a_fact_out() -> None:
    compiled = compile_rules(rules("first", (row(1),)))
    assert decide(compiled, Answers({"q1": True}), AS_OF).facts["fee"] is NOT_APPLICABLE


def test_a_fact_holds_several_codes_if_one_row_gives_several() -> None:
    compiled = compile_rules(rules("first", (row(1, "high", "low"), row(2, "none"))))
    assert decide(compiled, Answers({"q1": True, "q2": True}), AS_OF).facts["fee"] == (
        "high",
        "low",
    )
    assert decide(compiled, Answers({"q1": False, "q2": True}), AS_OF).facts["fee"] == ("none",)

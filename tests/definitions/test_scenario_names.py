"""Scenarios are held against the programme: nothing is answered that nobody asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.definitions.checks.scenario_names import report_scenario_names
from engine.definitions.faults import Faults
from tests.definitions.folders import VALID, definitions

DEFINITIONS = definitions(VALID)


def told(text: str, file: str = "scenarios/corner/x.yaml") -> list[str]:
    faults = Faults()
    report_scenario_names({file: text}, DEFINITIONS.programmes, faults)
    return [f"{one.span.line}:{one.span.column} {one.code} {one.suggestion}" for one in
            faults.in_order()]  # fmt: skip


def given(answers: str) -> list[str]:
    return told(f"Somebody:\n  given: {answers}\n  expect: {{fee: none}}\n")


@pytest.mark.parametrize(
    "answers",
    [
        "{client_type: legal, services: [account], account.email: a@example.org}",
        "{person: {full_name: Anna, country: LV}, income: 5}",
        "{owners: [{full_name: Anna, share: 50}, {share: 50}]}",
        '{owners.0.share: 50, "owners[1].share": 50, owners.2: {share: 1}}',
        "{owners: []}",
        "{passport: [scan.pdf, other.pdf]}",
    ],
)
def test_what_is_asked_may_be_given(answers: str) -> None:
    assert given(answers) == []


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ("{client_tpe: legal}", "2:11 A201 Did you mean “client_type”?"),
        ("{person: {fullname: A}}", "2:20 A201 Did you mean “person.full_name”?"),
        ("{owners: [{share: 5}, {shre: 5}]}", "2:33 A201 Did you mean “owners.share”?"),
        ("{owners.0.shre: 5}", "2:11 A201 Did you mean “owners.share”?"),
    ],
)
def test_what_nobody_asks_is_told_at_its_place(answers: str, fault: str) -> None:
    assert given(answers) == [fault]


def test_a_scenario_without_expectations_proves_nothing() -> None:
    assert told("Somebody:\n  given: {client_type: legal}\n") == ["1:1 A102 Add “expect: …”."]


def test_scenarios_of_a_bank_without_a_flow() -> None:
    assert told("A: {expect: {}}", "scenarios/corners/x.yaml") == [
        "1:1 A219 Did you mean “corner”?"
    ]


def test_the_scenarios_of_the_example_are_told_nothing() -> None:
    folder = Path(__file__).parents[2] / "docs" / "example"
    found, faults = definitions(folder), Faults()
    report_scenario_names(found.sources, found.programmes, faults)
    assert faults.in_order() == ()

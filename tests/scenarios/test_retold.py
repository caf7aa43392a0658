"""A case retold as a scenario: it does the same, and nobody in it is real."""

from __future__ import annotations

from datetime import date

import pytest

from engine.definitions.faults import Faults
from engine.definitions.reading.scenarios import read_scenarios
from engine.scenarios.from_case.scenario import StoredLife, scenario_from
from engine.scenarios.from_case.typed import typed_of
from engine.scenarios.run import run
from tests.scenarios.library import AGREED, ENGINES, GIVEN, PAID, SENT, SHOWN, library, trial

BEGAN = date(2026, 11, 23)
REAL = ("Anna Paraugs", "anna@example.org", "2005-05-05", "LV-17", "Somebody wrote this")
SEEN = "{paper.number: LV-17, paper.valid_until: 2020-01-01}"
LATER = f"""\
{SENT}    - do: {{wait: 3 days}}
    - do: {{document: scanner fails}}
    - refused: {{rules: applicant agrees}}
    - do: {{document: librarian sees it, with: {SEEN}}}
    - do: {{document: librarian accepts, with: {{reason: Somebody wrote this}}}}
    - do: {{document: director returns, with: {{comment: Somebody wrote this}}}}
"""
STRUCK = f"""\
{PAID}    - do: {{invoice: cashier strikes out a payment}}
    - do: {{wait: 2 hours}}
    - do: {{case: applicant withdraws}}
"""


def retold(steps: str, given: str = GIVEN) -> str:
    moved = trial(steps, given)
    typed = typed_of(moved.ready, moved.state.world.answers)
    life = StoredLife(typed, tuple(moved.events), BEGAN)
    return scenario_from(life, moved.ready, "Retold")


@pytest.mark.parametrize("steps", [SENT, SHOWN, AGREED, PAID, LATER, STRUCK])
def test_what_is_retold_runs_green(steps: str) -> None:
    text, faults = retold(steps), Faults()
    (scenario,) = read_scenarios({"scenarios/library/retold.yaml": text}, faults)
    assert faults.in_order() == ()
    assert scenario.steps
    assert run(scenario, library(), ENGINES, silent=True).failures == ()
    assert "cannot be done again" not in text


@pytest.mark.parametrize("steps", [PAID, LATER])
def test_nobody_in_it_is_real(steps: str) -> None:
    text = retold(steps)
    assert [word for word in REAL if word in text] == []


def test_what_was_done_is_told_in_its_order() -> None:
    lines = [line.strip() for line in retold(LATER).splitlines() if line.startswith("    - ")]
    assert [line.partition(", with")[0].rstrip("}") for line in lines[:6]] == [
        "- do: {application: applicant sends",
        "- do: {wait: 86 hours",
        "- do: {document: scanner fails, of: reader",
        "- do: {document: librarian sees it, of: reader",
        "- do: {document: librarian accepts, of: reader",
        "- do: {document: director returns, of: reader",
    ]
    assert lines[6].startswith("- then: {stage: ")
    assert "document: {reader: unclear}" in lines[6]

"""The library of tests/flow as scenarios see it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from engine.bundles.library import Library
from engine.case.judgement import RuleEngines
from engine.definitions.faults import Faults
from engine.definitions.loader import load
from engine.definitions.reading.scenario_steps import Act, Wait
from engine.definitions.reading.scenarios import Scenario, read_scenarios
from engine.language.catalogs import Catalogs
from engine.rules.straight import Straight
from engine.scenarios.run import run
from engine.scenarios.trial import Trial

FOLDER = Path(__file__).parents[1] / "flow" / "library"
ENGINES = RuleEngines(Straight(), Straight())
GIVEN = """
Tried:
  today: 2026-11-23
  given:
    reader: {full_name: Anna Paraugs, birth_date: 2005-05-05, email: anna@example.org, pass: year}
    reader.interests: [music]
    children: []
"""
SENT = """\
    - do: {application: applicant sends}
"""
SHOWN = f"""\
{SENT}    - do: {{document: scanner passes, of: all}}
"""
AGREED = f"""\
{SHOWN}    - do: {{application: librarian accepts}}
    - do: {{rules: applicant agrees}}
"""
PAID = f"""\
{AGREED}    - do: {{invoice: cashier issues, with: {{bill.amount: 30}}}}
    - do: {{invoice: cashier records a payment, with: {{amount: 30, paid_on: 2026-11-20}}}}
"""


@cache
def library() -> Library:
    return Library(load(FOLDER), Catalogs({}))


def scenario(rest: str, given: str = GIVEN) -> Scenario:
    faults = Faults()
    (found,) = read_scenarios({"scenarios/library/tried.yaml": given + rest}, faults)
    assert faults.in_order() == ()
    return found


def failures(rest: str, given: str = GIVEN) -> list[tuple[str, str, str]]:
    """Subject, expected and got of everything that is not as the scenario says."""
    ran = run(scenario(rest, given), library(), ENGINES, silent=True)
    return [(one.subject, one.expected, one.got) for one in ran.failures]


def after(steps: str, then: str, given: str = GIVEN) -> list[tuple[str, str, str]]:
    """What fails of one more step or expectation after some steps that must not."""
    assert failures(f"  steps:\n{steps}", given) == []
    return failures(f"  steps:\n{steps}    - {then}\n", given)


def trial(steps: str, given: str = GIVEN) -> Trial:
    """A case after some steps."""
    found = scenario(f"  steps:\n{steps}", given)
    moved = Trial(library().today("library"), found.given, found.today, ENGINES)
    for step in found.steps:
        if isinstance(step, Act):
            refused = moved.acts(step)
            assert (refused is not None) is step.refused, refused
        elif isinstance(step, Wait):
            moved.waits(step.duration)
    return moved

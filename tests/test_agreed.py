"""What scenarios may expect of the definitions themselves and of documents."""

from __future__ import annotations

from functools import cache

import pytest

from engine.bundles.library import Library
from engine.case.judgement import RuleEngines
from engine.definitions.faults import Faults
from engine.definitions.loader import load
from engine.definitions.reading.scenarios import read_scenarios
from engine.language.catalogs import Catalogs
from engine.rules.straight import Straight
from engine.scenarios.run import run
from tests.house.tree import ROOT

GIVEN = """
Tried:
  today: 2026-11-22
  given:
    reader: {full_name: Anna Paraugs, birth_date: 2005-05-05, pass: year}
    account.email: anna@example.org
    account.phone: "20000000"
    account.password: Paraugs-2026
    account.repeat: Paraugs-2026
"""
SUBMITTED = "- do: submit\n    - do: {stage: showing, outcome: seen}\n    "


@cache
def library() -> Library:
    return Library(load(ROOT / "docs" / "example"), Catalogs({}))


def failures(rest: str) -> list[tuple[str, str, str]]:
    """Subject, expected and got of everything that is not as the scenario says."""
    faults = Faults()
    (scenario,) = read_scenarios({"scenarios/library/tried.yaml": GIVEN + rest}, faults)
    assert faults.in_order() == ()
    ran = run(scenario, library(), RuleEngines(Straight(), Straight()), silent=True)
    return [(one.subject, one.expected, one.got) for one in ran.failures]


@pytest.mark.parametrize(
    ("subject", "got"),
    [
        ("options reader.pass", "year, day"),
        ("options reader.interests", "novels, maps, music"),
        ("options reader.full_name", "none"),
        ("options nothing", "none"),
        ("limits reader.full_name", "max 120, looks like person_name"),
        ("limits reader.birth_date", "must be ..today"),
        ("limits children", "0..8 rows"),
        ("limits reader.pass", "none"),
        ("limits nothing", "none"),
        ("actor showing", "librarian"),
        ("actor nothing", "none"),
        ("outcomes paying", "paid, not paid in 14 days"),
        ("outcomes showing reader", "seen, unreadable, wrong answers, not seen in 30 days"),
        ("notice card ready", "card becomes ready, applicant, cabinet, email"),
        ("notice nothing", "none"),
        ("paper card", "paying, ordered"),
        ("flow", "asking, showing, paying, talk"),
        ("sensitive", "reader.birth_date, children[].birth_date"),
        ("account problems", "none"),
        ("document card", "none"),
        ("fee", "full"),
    ],
)
def test_what_may_be_expected(subject: str, got: str) -> None:
    assert failures(f'  expect: {{{subject}: "{got}"}}\n') == []
    assert failures(f"  expect: {{{subject}: something else}}\n") == [
        (subject, "something else", got)
    ]


def test_a_name_that_nothing_bears_is_answered_with_the_nearest() -> None:
    ((_, _, got),) = failures("  expect: {reader.pas: required}\n")
    assert got == "there is no such question, stage or fact. Did you mean “reader.pass”?"


def test_the_account_is_judged_as_at_registration() -> None:
    other = GIVEN.replace("account.repeat: Paraugs-2026", "account.repeat: Paraugs-2027")
    faults = Faults()
    text = other + "  expect: {account problems: account.repeat E-14}\n"
    (scenario,) = read_scenarios({"scenarios/library/tried.yaml": text}, faults)
    assert run(scenario, library(), RuleEngines(Straight(), Straight()), silent=True).failures == ()


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("- then: {document card: none}", []),
        (SUBMITTED + "- then: {document card: ordered}", []),
        (
            SUBMITTED + "- do: {document: card, step: librarian prints}\n"
            '    - then: {document card: "ready, version 1", notices: [card ready]}',
            [],
        ),
        (
            SUBMITTED + "- do: {document: card, step: applicant prints}",
            [("document card", "applicant prints", "librarian prints")],
        ),
        (
            "- do: {document: card, step: librarian prints}",
            [("document card", "librarian prints", "no such document now")],
        ),
        (
            SUBMITTED + "- do: {document: card, step: librarian prints}\n"
            "    - do: {document: card, step: librarian prints}",
            [("document card", "librarian prints", "nothing can be done with it")],
        ),
    ],
)
def test_documents_go_their_way(steps: str, expected: list[tuple[str, str, str]]) -> None:
    assert failures(f"  steps:\n    {steps}\n") == expected


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (
            SUBMITTED + "- do: {stage: talk, outcome: demanded}\n"
            "    - then: {current: [paying, talk]}\n"
            "    - do: {stage: talk, outcome: held}\n"
            "    - then: {current: [paying]}",
            [],
        ),
        (
            SUBMITTED + "- do: {stage: paying, outcome: demanded}",
            [("paying", "demanded", "paid, not paid in 14 days")],
        ),
    ],
)
def test_stages_on_demand_are_demanded(steps: str, expected: list[tuple[str, str, str]]) -> None:
    assert failures(f"  steps:\n    {steps}\n") == expected


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        ("{reader.birth_date: none}", []),
        ("{reader.birth_date: E-22}", [("problems reader.birth_date", "E-22", "none")]),
        ("{reader.pass: [none]}", []),
    ],
)
def test_problems_at_a_place_are_exactly_those(
    problems: str, expected: list[tuple[str, str, str]]
) -> None:
    assert failures(f"  expect: {{problems: {problems}}}\n") == expected


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("{stage: showing, outcome: seen, of: reader}", []),
        (
            "{stage: showing, outcome: seen, of: children.0}",
            [("showing of", "children.0", "reader")],
        ),
        ("{stage: paying, outcome: paid, of: reader}", [("paying of", "reader", "nobody")]),
    ],
)
def test_a_stage_is_taken_by_those_it_is_for(
    step: str, expected: list[tuple[str, str, str]]
) -> None:
    before = "- do: submit\n    " if "showing" in step else SUBMITTED
    assert failures(f"  steps:\n    {before}- do: {step}\n") == expected

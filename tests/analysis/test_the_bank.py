"""The bank's own programme is proved, in time, and in any order of its files and rows."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest

from engine.analysis.coverage import coverage
from engine.analysis.findings import Report
from engine.analysis.order import in_fixed_order
from engine.analysis.space import world
from engine.analysis.verify import verify
from engine.analysis.wording import wording_findings
from engine.definitions.loader import load
from engine.definitions.model.programme import (
    Programme,
)
from engine.definitions.model.rules import (
    RuleSet,
)
from engine.language.catalogs import Catalogs
from engine.meaning.programme import compile_programme
from tests.meaning.definitions import TODAY

ROOT = Path(__file__).parents[2]
MOST_STATES = 80_000


PROGRAMMES = load(ROOT / "definitions").programmes


@pytest.fixture(scope="module")
def bank() -> Programme:
    return PROGRAMMES["magnetiq"]


@cache
def proof(name: str) -> Report:
    return verify(PROGRAMMES[name], lambda _lang, text: text.source, TODAY, time.process_time)


@pytest.fixture(scope="module")
def proved() -> Report:
    return proof("magnetiq")


@pytest.mark.parametrize("name", PROGRAMMES)
def test_nothing_is_to_be_objected_to(name: str) -> None:
    assert [(one.code, one.about, one.lines) for one in proof(name).findings] == []


@pytest.mark.parametrize("name", PROGRAMMES)
def test_every_text_is_there_in_every_language(name: str) -> None:
    catalogs = Catalogs.load([ROOT / "translations"])
    assert [one.about for one in wording_findings(PROGRAMMES[name], catalogs.known)] == []


def test_it_is_proved_over_all_that_can_be_answered_and_happen(proved: Report) -> None:
    assert proved.combinations > 1_000
    assert proved.states > 1_000
    assert len(proved.proved) == 5
    # Only rows of groups, the numbers of a sum and forms that are sent again are bounded.
    assert [one.bound.message.partition(" ")[0] for one in proved.bounded if one.bound] == [
        "Of",
        "Totals",
        "Answers",
    ]


def test_it_takes_no_more_states_than_it_needs(proved: Report) -> None:
    """Work is counted, not seconds: the machine may be busy."""
    assert proved.states < MOST_STATES


def test_the_order_of_files_and_rows_changes_nothing(bank: Programme) -> None:
    """What is proved is proved of this order; test_order tries whole proofs of small programmes."""
    assert shuffled(bank, 1) != bank
    assert in_fixed_order(shuffled(bank, 1)) == in_fixed_order(bank)


def test_every_choice_of_services_is_covered(bank: Programme) -> None:
    matrix = coverage(world(compile_programme(bank), TODAY))
    assert len(matrix.axes) == 2
    assert len(matrix.lines) == 7 + 31
    assert all(value is not None for line in matrix.lines for name, value in line.facts[:1])


def shuffled(programme: Programme, seed: int) -> Programme:
    """The same programme, read from other files in another order."""
    rng = Random(seed)  # noqa: S311 - repeatable on purpose
    return replace(
        programme,
        forms=tuple(rng.sample(programme.forms, len(programme.forms))),
        rules=tuple(
            mixed(rules, rng) for rules in rng.sample(programme.rules, len(programme.rules))
        ),
        conditions=tuple(rng.sample(programme.conditions, len(programme.conditions))),
    )


def mixed(rules: RuleSet, rng: Random) -> RuleSet:
    """Rows in another order, where that has no meaning."""
    if rules.hit == "first":
        return rules
    return replace(rules, rows=tuple(rng.sample(rules.rows, len(rules.rows))))


def said(report: Report) -> object:
    """A report without places in files and without the time it took."""
    findings = tuple(replace(one, lines=()) for one in report.findings)
    return findings, report.combinations, report.states, report.proved, report.bounded

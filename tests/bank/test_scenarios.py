"""The bank's own scenarios, each through the corridor, by both engines, in every language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.bundles.library import Library
from engine.case.judgement import RuleEngines
from engine.definitions.reading.scenarios import Scenario
from engine.rules.durable import Durable
from engine.rules.straight import Straight
from engine.scenarios.run import run
from tests.bank.applications import LIBRARY, SCENARIOS

ROUTES = [f"n{number}" for number in range(1, 8)] + [f"l{number}" for number in range(1, 32)]


@pytest.fixture(scope="module")
def engines() -> Iterator[RuleEngines]:
    durable = Durable()
    yield RuleEngines(Straight(), durable)
    durable.close()


@pytest.fixture(scope="module")
def library() -> Library:
    return LIBRARY


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=lambda one: one.title)
def test_scenario(scenario: Scenario, library: Library, engines: RuleEngines) -> None:
    failures = run(scenario, library, engines).failures
    assert not failures, "\n".join(
        f"{one.span} {one.subject}: expected {one.expected}, got {one.got}" for one in failures
    )


def test_every_choice_of_services_has_its_scenario() -> None:
    assert [
        route for route in ROUTES if route not in {title.split()[0] for title in SCENARIOS}
    ] == []

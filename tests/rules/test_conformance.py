"""The published suite, judged by durable-rules: it agrees wherever a case can be expressed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.meaning.truth import letter
from engine.rules.durable import Durable
from engine.rules.host import Verdict
from engine.rules.keeper import Keeper
from tests.conformance.suite import Suite, loaded, suites
from tests.rules.club import row, rule_set, with_rules

NOT_EXPRESSIBLE = {
    # A constant with more than six decimals cannot become a whole number of millionths.
    "one_value": {"decimals are exact"},
}


@pytest.fixture(scope="module")
def durable() -> Iterator[Durable]:
    engine = Durable(Keeper(judging=30, loading=30))
    yield engine
    engine.close()


@pytest.mark.parametrize("suite", suites(), ids=lambda suite: suite.name)
def test_every_expressible_case_comes_out_as_published(
    suite: Suite, durable: Durable, tmp_path: Path
) -> None:
    ready = loaded(suite, tmp_path)
    refused, wrong = set(), {}
    for case, condition in zip(suite.cases, ready.conditions, strict=True):
        programme = with_rules(ready.meaning, rule_set("fact_1", row(1, condition, "red")))
        verdict = durable.judge(replace(ready.situation(case), meaning=programme))
        if not isinstance(verdict, Verdict):
            refused.add(case.name)
        elif (said := letter(verdict.rows["fact_1"][0])) != case.expected:
            wrong[case.name] = f"{said} instead of {case.expected}"
    assert wrong == {}
    assert refused == NOT_EXPRESSIBLE.get(suite.name, set())

"""Only two engines that say the same leave a decision to the machine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from engine.definitions.model.conditions import Equals, OneOf
from engine.meaning.situation import Situation
from engine.rules.agreement import opinion
from engine.rules.host import Absent, Failed, Verdict
from engine.rules.straight import Straight
from tests.meaning.definitions import TODAY
from tests.rules.club import club, compare, row, rule_set, with_rules


@dataclass(frozen=True)
class Says:
    """An engine with a fixed opinion."""

    said: Verdict | Failed | Absent

    def judge(self, _situation: Situation) -> Verdict | Failed | Absent:
        return self.said


@pytest.fixture
def case(tmp_path: Path) -> Situation:
    yes = compare("yesno", OneOf((Equals(True),)))
    no = compare("yesno", OneOf((Equals(False),)))
    rules = rule_set("fact_1", row(1, yes, "red"), row(2, no, "blue"), hit="first")
    ready = with_rules(club(tmp_path), rules)
    return Situation(ready, {"gate_yesno": True, "yesno": True}, TODAY)


SAID = {"fact_1": {"rows": "YN", "facts": {"fact_1": "red"}}}


def test_the_same_twice(case: Situation) -> None:
    found = opinion(case, Straight(), Straight())
    assert (found.engines, found.held, found.reason) == ("agree", False, "")
    assert found.first == found.second == SAID


def test_another_row_is_a_difference_though_the_facts_are_the_same(case: Situation) -> None:
    verdict = Straight().judge(case)
    other = replace(verdict, rows={"fact_1": (True, None)})
    found = opinion(case, Straight(), Says(other))
    assert (found.engines, found.held, found.reason) == ("differ", True, "result")
    assert (found.first, found.second["fact_1"]["rows"]) == (SAID, "Y?")


def test_another_fact_is_a_difference_though_the_rows_are_the_same(case: Situation) -> None:
    verdict = Straight().judge(case)
    decision = replace(verdict.decisions["fact_1"], facts={"fact_1": "blue"})
    found = opinion(case, Straight(), Says(replace(verdict, decisions={"fact_1": decision})))
    assert (found.engines, found.held, found.reason) == ("differ", True, "result")
    assert found.second["fact_1"]["facts"] == {"fact_1": "blue"}


def test_a_rule_set_that_is_missing_is_a_difference(case: Situation) -> None:
    found = opinion(case, Straight(), Says(Verdict({}, {})))
    assert (found.engines, found.held, found.second) == ("differ", True, {})


@pytest.mark.parametrize("how", ["crash", "hang", "corrupt", "refused"])
def test_a_failure_is_a_difference_with_its_reason(how: str, case: Situation) -> None:
    failed = Failed(how, "why")  # type: ignore[arg-type]
    found = opinion(case, Straight(), Says(failed))
    assert (found.engines, found.held, found.reason) == ("differ", True, how)
    assert (found.first, found.second) == (SAID, {"failed": how, "detail": "why"})


def test_one_engine_alone_decides_nothing(case: Situation) -> None:
    found = opinion(case, Straight(), Says(Absent()))
    assert (found.engines, found.held, found.reason) == ("single", True, "absent")
    assert (found.first, dict(found.second)) == (SAID, {})


def test_the_verdict_is_that_of_the_first(case: Situation) -> None:
    for other in (Straight(), Says(Verdict({}, {})), Says(Absent())):
        found = opinion(case, Straight(), other)
        assert found.verdict.decisions["fact_1"].facts == {"fact_1": "red"}


def test_the_first_has_to_have_an_opinion(case: Situation) -> None:
    with pytest.raises(TypeError):
        opinion(case, Says(Absent()), Straight())

"""Both engines say the same of every row and every fact, whatever the rules and the case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.base.values import Answers
from engine.definitions.model.calendars import Calendar
from engine.definitions.model.conditions import (
    AllOf,
    AnyOf,
    Anything,
    AtWork,
    Between,
    Condition,
    Equals,
    Every,
    OneOf,
    Only,
    OverRows,
    Presence,
    SameAs,
    Statuses,
    Subject,
)
from engine.definitions.model.rules import (
    HitPolicy,
    RuleSet,
)
from engine.meaning.programme import Meaning
from engine.meaning.situation import Situation
from engine.meaning.truth import letter
from engine.rules.agreement import Opinion, opinion
from engine.rules.durable import Durable, programs_of
from engine.rules.keeper import Keeper
from engine.rules.program import Program
from engine.rules.straight import Straight
from tests.meaning.definitions import TODAY
from tests.rules.club import CODES, POLICIES, SPAN, Chance, club, compare, row, rule_set, with_rules

YES, NO = OneOf((Equals(True),)), OneOf((Equals(False),))
FIVE = Decimal(5)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Meaning:
    return club(tmp_path_factory.mktemp("club"))


@pytest.fixture(scope="module")
def durable() -> Iterator[Durable]:
    # A busy machine is no hanging child.
    engine = Durable(Keeper(judging=30, loading=30))
    assert engine.available
    yield engine
    engine.close()


def judged(durable: Durable, ready: Meaning, answers: Answers, *rules: RuleSet) -> Opinion:
    return opinion(Situation(with_rules(ready, *rules), answers, TODAY), Straight(), durable)


def test_random_rules_of_random_cases(ready: Meaning, durable: Durable) -> None:
    chance = Chance(Random(20261122))  # noqa: S311 - repeatable
    seen: Counter[str] = Counter()
    for _ in range(300):
        rules = chance.rules()
        programme = with_rules(ready, *rules)
        seen.update(one.hit for one in rules)
        for _ in range(2):
            found = opinion(chance.case(programme), Straight(), durable)
            assert (found.engines, found.first) == ("agree", found.second)
            for decision in found.verdict.decisions.values():
                seen["undecided" if decision.undecided else "decided"] += 1
            for rows in found.verdict.rows.values():
                seen.update(map(letter, rows))
    assert {*POLICIES, "Y", "N", "?", "decided", "undecided"} == set(seen)
    assert min(seen.values()) > 40


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_any_rules_of_any_case(ready: Meaning, durable: Durable, random: Random) -> None:
    chance = Chance(random)
    programme = with_rules(ready, *chance.rules())
    found = opinion(chance.case(programme), Straight(), durable)
    assert (found.engines, found.first) == ("agree", found.second)


BETWEEN_OTHERS = OneOf((Between(Subject("least"), Subject("number")),))
SAME = OneOf((SameAs(Subject("other")),))

WORKING_DAY = OneOf((AtWork(Calendar("LV")),))

TESTS: dict[str, tuple[Condition, Answers, str]] = {
    "= other, which is n/a": (
        compare("choice", SAME),
        {"gate_choice": True, "choice": "red", "gate_other": False},
        "N",
    ),
    "= other, which is blank": (
        compare("choice", SAME),
        {"gate_choice": True, "choice": "red", "gate_other": True},
        "?",
    ),
    "n/a = other, which is blank": (
        compare("choice", SAME),
        {"gate_choice": False, "gate_other": True},
        "N",
    ),
    "blank = other, which is n/a": (
        compare("choice", SAME),
        {"gate_choice": True, "gate_other": False},
        "?",
    ),
    "a code or = other, which is blank": (
        compare("choice", OneOf((Equals("red"), *SAME.alternatives))),
        {"gate_choice": True, "choice": "red", "gate_other": True},
        "Y",
    ),
    "not = other, both n/a": (
        compare("choice", replace(SAME, negated=True)),
        {"gate_choice": False, "gate_other": False},
        "Y",
    ),
    "a working day, on Christmas Eve": (
        compare("day", WORKING_DAY),
        {"gate_day": True, "day": date(2026, 12, 24)},
        "N",
    ),
    "a working day, the day before": (
        compare("day", WORKING_DAY),
        {"gate_day": True, "day": date(2026, 12, 23)},
        "Y",
    ),
    "not a working day, n/a": (
        compare("day", replace(WORKING_DAY, negated=True)),
        {"gate_day": False},
        "Y",
    ),
    "within working hours, the day is blank": (
        compare("text", OneOf((AtWork(Calendar("LV"), Subject("day")),))),
        {"gate_text": True, "text": "10:00", "gate_day": True},
        "?",
    ),
    "up to today, today": (
        compare("day", OneOf((Between(None, Subject("today")),))),
        {"gate_day": True, "day": TODAY},
        "Y",
    ),
    "before today, today": (
        compare("day", OneOf((Between(None, Subject("today"), high_open=True),))),
        {"gate_day": True, "day": TODAY},
        "N",
    ),
    "not up to today, n/a": (
        compare("day", OneOf((Between(None, Subject("today")),), negated=True)),
        {"gate_day": False},
        "Y",
    ),
    "above a blank bound but not below the other": (
        compare("age", BETWEEN_OTHERS),
        {
            "gate_since": True,
            "since": date(2000, 1, 1),
            "gate_day": True,
            "day": TODAY,
            "gate_number": True,
            "number": FIVE,
            "gate_least": True,
        },
        "N",
    ),
    "between bounds of which one is n/a": (
        compare("chosen", BETWEEN_OTHERS),
        {"gate_choices": True, "choices": ("red",), "gate_number": True, "number": FIVE},
        "?",
    ),
    "blank between bounds that are n/a": (
        compare("chosen", BETWEEN_OTHERS),
        {"gate_choices": True, "gate_number": False, "gate_least": False},
        "?",
    ),
    "a number or a range": (
        compare("number", OneOf((Equals(Decimal(0)), Between(FIVE, None)))),
        {"gate_number": True, "number": Decimal("0.00")},
        "Y",
    ),
    "neither the number nor the range": (
        compare("number", OneOf((Equals(Decimal(0)), Between(FIVE, None)))),
        {"gate_number": True, "number": Decimal(-1)},
        "N",
    ),
    "only these, some chosen": (
        compare("choices", Only(("red", "green"))),
        {"gate_choices": True, "choices": ("green",)},
        "Y",
    ),
    "only these, n/a": (compare("choices", Only(("red",))), {"gate_choices": False}, "N"),
    "all of these, one missing": (
        compare("choices", Every(("red", "green"))),
        {"gate_choices": True, "choices": ("green", "blue")},
        "N",
    ),
    "all of these, n/a": (compare("choices", Every(("red",))), {"gate_choices": False}, "N"),
    "a code among several": (
        compare("choices", OneOf((Equals("red"),))),
        {"gate_choices": True, "choices": ("green", "red")},
        "Y",
    ),
    "a yes/no question is no text": (
        compare("yesno", OneOf((Equals("true"),))),
        {"gate_yesno": True, "yesno": True},
        "N",
    ),
    "an unticked tick is no": (compare("tick", NO), {"gate_tick": True}, "Y"),
    "an item of a stage that is not needed": (
        compare("talk", Statuses(("good",))),
        {"gate_tick": True},
        "N",
    ),
    "a group without rows": (
        compare("people", Presence("blank")),
        {"gate_people": True, "people": ()},
        "Y",
    ),
    "anything": (compare("people", Anything()), {"gate_people": False}, "Y"),
}


@pytest.mark.parametrize("name", TESTS)
def test_meaning(name: str, ready: Meaning, durable: Durable) -> None:
    condition, answers, expected = TESTS[name]
    found = judged(durable, ready, answers, rule_set("fact_1", row(1, condition, "red")))
    assert (found.first["fact_1"]["rows"], found.second["fact_1"]["rows"]) == (expected, expected)


PEOPLE = ({"gate_number": True, "number": FIVE}, {"gate_number": True})


@pytest.mark.parametrize(
    ("quantifier", "answers", "expected"),
    [
        ("any", {"gate_people": True, "people": PEOPLE}, "Y"),
        ("all", {"gate_people": True, "people": PEOPLE}, "?"),
        ("none", {"gate_people": True, "people": PEOPLE}, "N"),
        ("none", {"gate_people": True, "people": PEOPLE[1:]}, "?"),
        ("any", {"gate_people": True, "people": ()}, "N"),
        ("all", {"gate_people": True, "people": ()}, "N"),
        ("none", {"gate_people": True, "people": ()}, "Y"),
        ("any", {"gate_people": True}, "?"),
        ("none", {"gate_people": True}, "?"),
        ("any", {"gate_people": False, "people": PEOPLE}, "N"),
        ("none", {"gate_people": False, "people": PEOPLE}, "Y"),
        ("none", {}, "?"),
    ],
)
def test_groups(
    quantifier: str, answers: Answers, expected: str, ready: Meaning, durable: Durable
) -> None:
    five = compare("number", OneOf((Equals(FIVE),)), in_row=True)
    over_rows = OverRows("people", quantifier, five, SPAN)  # type: ignore[arg-type]
    found = judged(durable, ready, answers, rule_set("fact_1", row(1, over_rows, "red")))
    assert (found.first["fact_1"]["rows"], found.second["fact_1"]["rows"]) == (expected, expected)


def test_the_number_of_a_row(ready: Meaning, durable: Durable) -> None:
    second = OverRows("people", "any", compare("row", OneOf((Equals("2"),)), in_row=True), SPAN)
    rules = rule_set("fact_1", row(1, second, "red"))
    for people, expected in ((PEOPLE, "Y"), (PEOPLE[:1], "N")):
        found = judged(durable, ready, {"gate_people": True, "people": people}, rules)
        assert (found.engines, found.second["fact_1"]["rows"]) == ("agree", expected)


@pytest.mark.parametrize("hit", POLICIES)
def test_dates_of_validity(hit: HitPolicy, ready: Meaning, durable: Durable) -> None:
    yes = compare("yesno", YES)
    rules = rule_set(
        "fact_1",
        row(1, yes, "red", valid_to=date(2026, 6, 30)),
        row(2, yes, "blue", valid_from=date(2026, 7, 1)),
        hit=hit,
        as_of="day",
    )
    given: Answers = {"gate_yesno": True, "yesno": True, "gate_day": True}
    for day, expected in ((date(2026, 6, 30), "red"), (date(2026, 7, 1), "blue"), (None, "blank")):
        answers = given if day is None else {**given, "day": day}
        found = judged(durable, ready, answers, rules)
        fact = found.second["fact_1"]["facts"]["fact_1"]
        assert found.engines == "agree"
        assert fact == ([expected] if hit == "collect" and day else expected)


class Contrary(Keeper):
    """Names exactly the rules that did not fire."""

    def fired(
        self, program: Program, records: Sequence[Mapping[str, int]]
    ) -> tuple[frozenset[int], ...]:
        everything = frozenset(range(len(program.rules)))
        return tuple(everything - one for one in super().fired(program, records))


def test_facts_that_it_reads_are_its_own(ready: Meaning) -> None:
    red = compare("fact_1", OneOf((Equals("red"),)))
    in_rows = OverRows("people", "any", red, SPAN)
    first = rule_set("fact_1", row(1, compare("yesno", YES), "red"))
    second = rule_set("fact_2", row(1, red, "blue", fact="fact_2"), row(2, in_rows, fact="fact_2"))
    answers: Answers = {"gate_yesno": True, "yesno": True, "gate_people": True, "people": PEOPLE}
    durable = Durable(Contrary(judging=30, loading=30))

    found = judged(durable, ready, answers, second, first)

    durable.close()
    assert {name: said["rows"] for name, said in found.first.items()} == {
        "fact_1": "Y",
        "fact_2": "YY",
    }
    # Not red for itself: its rows say of that the contrary, and those of people once more.
    assert {name: said["rows"] for name, said in found.second.items()} == {
        "fact_1": "N",
        "fact_2": "YN",
    }


def test_hundreds_of_conditions_on_one_question(ready: Meaning, durable: Durable) -> None:
    """The library hangs beyond 511 on one node, and fails where more than 64 of them fit."""
    many = [
        row(number, compare("number", OneOf((Between(Decimal(number), None),))), CODES[number % 4])
        for number in range(1, 601)
    ]
    rules = rule_set("fact_1", *many, hit="first")
    for number, rows in ((0, "N" * 600), (300, "Y" * 300 + "N" * 300), (600, "Y" * 600)):
        found = judged(durable, ready, {"gate_number": True, "number": Decimal(number)}, rules)
        assert (found.engines, found.second["fact_1"]["rows"]) == ("agree", rows)


def test_hundreds_of_questions_in_one_rule_set(ready: Meaning, durable: Durable) -> None:
    """The library refuses a fact of more than about 250 properties."""
    many = [
        row(number, compare("text", OneOf((Equals(f"word {number}"),))), "red")
        for number in range(1, 401)
    ]
    answers: Answers = {"gate_text": True, "text": "word 400"}
    found = judged(durable, ready, answers, rule_set("fact_1", *many))
    assert (found.engines, found.second["fact_1"]["rows"]) == ("agree", "N" * 399 + "Y")


def test_hundreds_of_rows_with_the_same_condition(ready: Meaning, durable: Durable) -> None:
    """The library refuses 260 rules that are alike."""
    many = [row(number, compare("yesno", YES), "red") for number in range(1, 401)]
    found = judged(durable, ready, {"gate_yesno": True}, rule_set("fact_1", *many))
    assert (found.engines, found.second["fact_1"]["rows"]) == ("agree", "?" * 400)


def _pairs(number: int) -> Condition:
    """An *all* of as many *any* of two, which has two to that power alternatives."""
    pairs = (
        AnyOf((compare("choice", Only((f"{n}",))), compare("other", Only((f"{n}",)))), SPAN)
        for n in range(number)
    )
    return AllOf(tuple(pairs), SPAN)


REFUSED: dict[str, tuple[tuple[RuleSet, ...], str]] = {
    "too many alternatives": (
        (rule_set("fact_1", row(1, _pairs(10), "red")),),
        "a condition with more than 1000 alternatives",
    ),
    "too many comparisons in a row": (
        (
            rule_set(
                "fact_1",
                row(
                    1,
                    AllOf(tuple(compare("text", Only((f"{n}",))) for n in range(201)), SPAN),
                    "red",
                ),
            ),
        ),
        "a condition with more than 200 comparisons in a row",
    ),
    "too many rows": (
        (
            rule_set(
                "fact_1",
                *(row(n, compare("choices", Only((f"{n}",))), "red") for n in range(1, 1002)),
            ),
        ),
        "a rule set with more than 2000 alternatives or properties",
    ),
    "a constant with too many digits": (
        (rule_set("fact_1", row(1, compare("number", OneOf((Equals(Decimal("1e-7")),))), "red")),),
        "a number with too many digits",
    ),
    "rule sets that wait for each other": (
        (
            rule_set("fact_1", row(1, compare("fact_2", Presence("blank")), "red")),
            rule_set("fact_2", row(1, compare("fact_1", Presence("blank")), "red", fact="fact_2")),
        ),
        "cycle",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_rules_that_it_cannot_be_trusted_with_hold_the_case(
    name: str, ready: Meaning, durable: Durable
) -> None:
    rules, reason = REFUSED[name]
    found = judged(durable, ready, {}, *rules)
    assert (found.engines, found.held, found.reason) == ("differ", True, "refused")
    assert found.second["failed"] == "refused"
    assert reason in found.second["detail"]
    assert found.first.keys() == {one.name for one in rules}


def test_an_answer_that_it_cannot_be_given_exactly_holds_the_case(
    ready: Meaning, durable: Durable
) -> None:
    rules = rule_set("fact_1", row(1, compare("number", OneOf((Between(FIVE, None),))), "red"))
    for number, engines in (("5.000001", "agree"), ("5.0000001", "differ"), ("1e13", "differ")):
        found = judged(durable, ready, {"gate_number": True, "number": Decimal(number)}, rules)
        assert (found.engines, found.first["fact_1"]["rows"]) == (engines, "Y")


def test_translated_rules_are_remembered_for_a_programme(ready: Meaning) -> None:
    one = with_rules(ready, rule_set("fact_1", row(1, compare("yesno", YES), "red")))
    other = with_rules(ready, rule_set("fact_1", row(1, compare("yesno", Presence("n/a")), "red")))
    assert programs_of(one) is programs_of(one)
    assert programs_of(one)["fact_1"].name != programs_of(other)["fact_1"].name

"""What must hold for every programme and every answer, tried on many."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.base.values import (
    BLANK,
    NOT_APPLICABLE,
    Span,
    Text,
)
from engine.definitions.model.conditions import (
    AllOf,
    AnyOf,
    Between,
    Compare,
    Condition,
    Equals,
    Every,
    Negation,
    OneOf,
    Only,
    Presence,
    SameAs,
    Subject,
    Test,
)
from engine.definitions.model.forms import (
    Field,
    Form,
    Section,
)
from engine.definitions.model.programme import (
    Programme,
    Registration,
)
from engine.definitions.model.route import CaseLife, End, Flow
from engine.definitions.model.rules import (
    HitPolicy,
    Output,
    RuleRow,
    RuleSet,
)
from engine.language.reader import Reader
from engine.meaning.functions import FUNCTIONS
from engine.meaning.programme import compile_programme
from engine.meaning.situation import Situation
from engine.meaning.tests import compile_test
from engine.meaning.words.captions import Captions
from engine.meaning.words.summary import facts_in_words

SPAN = Span("forms/club/questions.yaml", 1, 1)
TODAY = date(2026, 11, 22)
READER = Reader("en", lambda _context, source: source)
NAMES = ("a", "b", "c", "d")
CODES = st.sampled_from(["x", "y", "z"])
FLOW = Flow((), (), (), (), CaseLife((End("completed", Text("Completed"), SPAN),)))

positive = st.one_of(
    st.lists(CODES, min_size=1, max_size=2).map(lambda codes: OneOf(tuple(map(Equals, codes)))),
    st.just(OneOf((SameAs(Subject("a")),))),
)
tests = st.one_of(
    positive,
    positive.map(lambda test: replace(test, negated=True)),
    st.lists(CODES, min_size=1).map(lambda codes: Only(tuple(codes))),
    st.lists(CODES, min_size=1).map(lambda codes: Every(tuple(codes))),
)
presences = st.sampled_from(["answered", "blank", "n/a"]).map(Presence)


def conditions(names: Sequence[str], of: st.SearchStrategy[Test]) -> st.SearchStrategy[Condition]:
    """Conditions on the questions in ``names``."""
    cells = st.builds(
        lambda name, test: Compare(Subject(name), test, "test", SPAN), st.sampled_from(names), of
    )
    return st.recursive(
        cells,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts), SPAN)),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts), SPAN)),
            inner.map(lambda part: Negation(part, SPAN)),
        ),
        max_leaves=4,
    )


@st.composite
def fields(draw: st.DrawFn) -> tuple[Field, ...]:
    """Questions that depend on earlier ones."""
    found = [Field("a", "a", "choice", Text("A"), SPAN)]
    for place, name in enumerate(NAMES[1:], 1):
        earlier = conditions(NAMES[:place], st.one_of(tests, presences))
        found.append(
            Field(
                name,
                name,
                "choice",
                Text(name.upper()),
                SPAN,
                when=draw(st.one_of(st.none(), earlier)),
                required=draw(st.one_of(st.booleans(), earlier)),
            )
        )
    return tuple(found)


def programme(questions: Sequence[Field], rules: Sequence[RuleSet] = ()) -> Programme:
    form = Form("questions", Text("Q"), (Section(None, tuple(questions), SPAN),), SPAN)
    return Programme(
        name="club",
        title=Text("Club"),
        bank=Text("Club"),
        registration=Registration((), "", "", "", "", "", SPAN),
        forms=(form,),
        rules=tuple(rules),
        conditions=(),
        persons=(),
        flow=FLOW,
        span=SPAN,
    )


def situation(questions: Sequence[Field], answers: Any, rules: Sequence[RuleSet] = ()) -> Situation:
    given = {name: one for name, one in answers.items() if one is not None}
    return Situation(compile_programme(programme(questions, rules)), given, TODAY)


@settings(max_examples=40)
@given(fields())
def test_hidden_never_means_required_in_any_combination(questions: tuple[Field, ...]) -> None:
    meaning = compile_programme(programme(questions))
    for chosen in itertools.product(("x", "y", None), repeat=len(NAMES)):
        given_ = {name: one for name, one in zip(NAMES, chosen, strict=True) if one}
        case = Situation(meaning, given_, TODAY)
        for name in NAMES:
            asked, required = case.asked(name), case.required(name)
            assert required is not True or asked is True
            assert asked is not False or required is False
            assert asked is True or case.value(Subject(name)) in (BLANK, NOT_APPLICABLE)


@given(tests)
def test_a_blank_makes_no_test_true_or_false(test: Test) -> None:
    assert compile_test(test)(BLANK, situation((), {})) is None


@given(tests)
def test_what_does_not_apply_fits_exactly_the_negative_tests(test: Test) -> None:
    is_negative = isinstance(test, OneOf) and test.negated
    assert compile_test(test)(NOT_APPLICABLE, situation((), {})) is is_negative


@given(conditions(NAMES, tests), st.data())
def test_an_answer_more_never_turns_what_was_known(
    condition: Condition, data: st.DataObject
) -> None:
    questions = [Field(name, name, "choice", Text(name), SPAN) for name in NAMES]
    before = {name: data.draw(st.one_of(st.none(), CODES)) for name in NAMES}
    after = {name: one or data.draw(CODES) for name, one in before.items()}
    known = situation(questions, before).holds(condition)
    assert known is None or situation(questions, after).holds(condition) is known


@given(conditions(NAMES, tests), st.data())
def test_what_is_missing_is_what_would_decide(condition: Condition, data: st.DataObject) -> None:
    questions = [Field(name, name, "choice", Text(name), SPAN) for name in NAMES]
    rule = rule_set("collect", [RuleRow(1, condition, {"fact": ("x",)}, SPAN)])
    answers: dict[str, Any] = {name: data.draw(st.one_of(st.none(), CODES)) for name in NAMES}
    found = situation(questions, answers, [rule]).decision("rule")
    assert found.undecided == bool(found.missing)
    assert all(answers[name] is None for name in found.missing)
    filled = {**answers, **{name: data.draw(CODES) for name in found.missing}}
    assert not situation(questions, filled, [rule]).decision("rule").undecided


def rule_set(hit: HitPolicy, rows: Sequence[RuleRow]) -> RuleSet:
    return RuleSet("rule", hit, (Output("fact", ("x", "y", "z")),), tuple(rows), SPAN)


@st.composite
def rows(draw: st.DrawFn) -> list[RuleRow]:
    many = draw(st.lists(st.tuples(conditions(NAMES, tests), CODES), min_size=1, max_size=5))
    return [
        RuleRow(number, condition, MappingProxyType({"fact": (code,)}), SPAN)
        for number, (condition, code) in enumerate(many, 1)
    ]


answered = st.fixed_dictionaries({name: st.one_of(st.none(), CODES) for name in NAMES})


@pytest.mark.parametrize("hit", ["unique", "any", "priority", "collect"])
@given(rows=rows(), answers=answered, data=st.data())
def test_the_order_of_rows_decides_nothing(
    hit: HitPolicy, rows: list[RuleRow], answers: dict[str, str | None], data: st.DataObject
) -> None:
    questions = [Field(name, name, "choice", Text(name), SPAN) for name in NAMES]
    mixed = data.draw(st.permutations(rows))
    one = situation(questions, answers, [rule_set(hit, rows)]).decision("rule")
    other = situation(questions, answers, [rule_set(hit, mixed)]).decision("rule")
    assert as_set(one.facts["fact"]) == as_set(other.facts["fact"])
    assert one.undecided == other.undecided
    assert set(one.missing) == set(other.missing)


def as_set(value: Any) -> Any:
    return set(value) if isinstance(value, tuple) else value


@given(rows(), answered)
def test_first_never_looks_past_a_row_it_cannot_judge(
    rows: list[RuleRow], answers: dict[str, str | None]
) -> None:
    questions = [Field(name, name, "choice", Text(name), SPAN) for name in NAMES]
    case = situation(questions, answers, [rule_set("first", rows)])
    fits = [case.holds(row.condition) for row in rows]
    found = case.decision("rule")
    deciding = next((place for place, fit in enumerate(fits) if fit is not False), None)
    if deciding is None or fits[deciding] is None:
        assert found.undecided
        assert found.fired == ()
    else:
        assert found.fired == (rows[deciding],)


@settings(max_examples=40)
@given(fields(), rows(), answered)
def test_facts_in_words_are_a_function_of_its_inputs(
    questions: tuple[Field, ...], rows: list[RuleRow], answers: dict[str, str | None]
) -> None:
    rules = [rule_set("collect", rows)]
    found = []
    for given_ in (answers, dict(reversed(answers.items()))):
        case = situation(questions, given_, rules)
        found.append(facts_in_words(case, Captions(case.meaning, READER)))
    assert found[0] == found[1]


numbers = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-1000, max_value=1000, places=2
)
dates = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))
absent = st.sampled_from([BLANK, NOT_APPLICABLE])


ARGUMENTS = {
    "date": dates,
    "number": numbers,
    "text": st.sampled_from(["150685-11230", "320000-00000", "310299-11230", "nonsense"]),
    "number or column of number": st.one_of(numbers, st.lists(numbers, max_size=4).map(tuple)),
    "item": st.lists(st.sampled_from(["", "sent", "sent proposed"]), max_size=3).map(tuple),
    "status": st.sampled_from(["sent", "proposed", "paid"]),
    "group or choices": st.lists(st.sampled_from(["r.0", "r.1"]), max_size=3).map(tuple),
}


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
@given(data=st.data())
def test_a_function_keeps_to_its_range(name: str, data: st.DataObject) -> None:
    function = FUNCTIONS[name]
    found: Any = function.apply([data.draw(ARGUMENTS[kind]) for kind in function.takes], TODAY)
    if found is NOT_APPLICABLE:
        assert function.range.may_be_inapplicable
        return
    assert isinstance(found, Decimal if function.gives == "number" else date)
    assert not function.range.whole or found == found.to_integral_value()
    assert function.range.least is None or found >= function.range.least


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
@given(data=st.data())
def test_a_function_of_something_absent_is_absent(name: str, data: st.DataObject) -> None:
    function = FUNCTIONS[name]
    arguments: list[Any] = [data.draw(ARGUMENTS[kind]) for kind in function.takes]
    arguments[data.draw(st.integers(0, len(arguments) - 1))] = data.draw(absent)
    assert function.apply(arguments, TODAY) in (BLANK, NOT_APPLICABLE)


@given(st.decimals(allow_nan=False, allow_infinity=False), numbers, numbers)
def test_a_range_is_its_two_ends(answer: Decimal, low: Decimal, high: Decimal) -> None:
    scope = situation((), {})
    whole = compile_test(OneOf((Between(low, high),)))(answer, scope)
    assert whole is (low <= answer <= high)
    half = compile_test(OneOf((Between(low, high, low_open=True, high_open=True),)))(answer, scope)
    assert half is (low < answer < high)

"""The index of a table says of every row what its condition says by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.values import BLANK, NOT_APPLICABLE, Absence, Span, Value
from engine.definitions.model.conditions import (
    AllOf,
    AnyOf,
    Anything,
    Between,
    Compare,
    Condition,
    Equals,
    Every,
    Named,
    Negation,
    OneOf,
    Only,
    OverRows,
    Presence,
    SameAs,
    Statuses,
    Subject,
    Test,
)
from engine.meaning import columns
from engine.meaning.columns import RowIndex, as_rows, as_truths, numbers
from engine.meaning.conditions import compile_condition
from engine.meaning.scope import Scope

SPAN = Span("rules/club/fee.yaml")
NAMES = ("one", "two", "three")


@dataclass(frozen=True)
class Given:
    """A scope of a few values, with one row of a group."""

    values: Mapping[str, Value]

    def value(self, subject: Subject) -> Value:
        return self.values[subject.path]

    def rows(self, _group: str) -> Sequence[Scope] | Absence:
        return (self,)

    def needed(self, subject: Subject) -> tuple[str, ...]:
        return (subject.path,)


texts = st.sampled_from(["a", "b", "c", " a ", "A", "e\u0301", "\u00e9", "paid proposed", ""])
amounts = st.sampled_from([Decimal(one) for one in ("0", "1", "1.0", "2.5", "7", "-3")])
days = st.dates(date(2026, 1, 1), date(2026, 1, 9))
literals = texts | st.booleans() | days | amounts
values: st.SearchStrategy[Value] = (
    st.sampled_from([BLANK, NOT_APPLICABLE])
    | texts
    | st.booleans()
    | amounts
    | days
    | st.lists(texts, max_size=3).map(tuple)
    | st.just(datetime(2026, 1, 3))  # noqa: DTZ001 - a date of another type
)
subjects = st.sampled_from(NAMES).map(Subject)
bounds = st.none() | amounts | days
alternatives = (
    literals.map(Equals)
    | st.builds(Between, bounds, bounds, st.booleans(), st.booleans())
    | subjects.map(SameAs)
)
several = st.lists(literals, min_size=1, max_size=3).map(tuple)
tests: st.SearchStrategy[Test] = (
    st.builds(OneOf, st.lists(alternatives, min_size=1, max_size=3).map(tuple), st.booleans())
    | several.map(Only)
    | several.map(Every)
    | st.sampled_from(["answered", "blank", "n/a"]).map(Presence)
    | st.just(Anything())
    | st.builds(
        Statuses,
        st.sampled_from([("a",), ("paid",), ("proposed", "b")]),
        st.sampled_from(["", "any", "all", "none"]),
        st.booleans(),
        st.booleans(),
    )
)
compares: st.SearchStrategy[Condition] = st.builds(
    Compare, subjects, tests, st.just(""), st.just(SPAN)
)


def combined(part: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    parts = st.lists(part, max_size=3).map(tuple)
    return (
        st.builds(AllOf, parts, st.just(SPAN))
        | st.builds(AnyOf, parts, st.just(SPAN))
        | st.builds(Negation, part, st.just(SPAN))
        | st.builds(Named, st.just("known"), part, st.just(SPAN))
        | st.builds(
            OverRows, st.just("rows"), st.sampled_from(["any", "all", "none"]), part, st.just(SPAN)
        )
    )


conditions = st.recursive(compares, combined, max_leaves=6)
scopes = st.builds(Given, st.fixed_dictionaries(dict.fromkeys(NAMES, values)))


@given(st.lists(conditions, min_size=1, max_size=9), st.lists(scopes, min_size=1, max_size=6))
def test_the_index_says_what_every_row_says_by_itself(
    rows: list[Condition], cases: list[Given]
) -> None:
    index = RowIndex.of(rows)
    for case in cases:
        expected = tuple(compile_condition(row)(case) for row in rows)
        assert as_truths(index.rows(case), index.count) == expected


@given(st.lists(compares, min_size=1, max_size=9), st.lists(scopes, min_size=2, max_size=6))
def test_a_value_whose_class_was_met_is_judged_the_same(
    rows: list[Condition], cases: list[Given]
) -> None:
    index = RowIndex.of(rows)
    for case in (*cases, *cases):
        expected = tuple(compile_condition(row)(case) for row in rows)
        assert as_truths(index.rows(case), index.count) == expected


def test_one_and_yes_are_different_tests() -> None:
    rows = [Compare(Subject("one"), OneOf((Equals(one),)), "", SPAN) for one in (True, Decimal(1))]
    index = RowIndex.of(rows)
    assert as_truths(index.rows(Given({"one": True})), 2) == (True, False)
    assert as_truths(index.rows(Given({"one": Decimal(1)})), 2) == (False, True)


def test_no_text_that_no_test_names_is_kept() -> None:
    rows = [Compare(Subject("one"), OneOf((Equals("a"), Equals("b"))), "", SPAN)]
    index = RowIndex.of(rows)
    for text in ("a", "somebody's name", "another name", " a "):
        index.rows(Given({"one": text}))
        index.rows(Given({"one": (text, "b")}))
    (column,) = index.columns
    kept = str([known for _, known in column.classes.values()])
    assert "name" not in kept
    assert sum(len(known) for _, known in column.classes.values()) == 4


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "MOST_KEPT", 30)
    bounds = [Decimal(one) for one in range(10)]
    rows = [Compare(Subject("one"), OneOf((Between(one, None),)), "", SPAN) for one in bounds]
    index = RowIndex.of(rows)
    found = [index.rows(Given({"one": one}))[0].bit_count() for one in bounds]
    (column,) = index.columns
    assert found == list(range(1, 11))
    assert max(len(known) for _, known in column.classes.values()) == 3


def test_no_subject_is_read_that_no_possible_row_asks() -> None:
    def test_of(path: str) -> Compare:
        return Compare(Subject(path), OneOf((Equals("a"),)), "", SPAN)

    index = RowIndex.of([AllOf((test_of("one"), test_of("not there")), SPAN), test_of("two")])
    scope = Given({"one": "b", "two": "a"})
    assert as_truths(index.rows(scope), 2) == (False, True)


@given(st.lists(st.sampled_from([True, False, None]), max_size=80))
def test_sets_and_truths_are_one(truths: list[bool | None]) -> None:
    rows = as_rows(truths)
    assert as_truths(rows, len(truths)) == tuple(truths)
    assert list(numbers(rows[0])) == [place for place, one in enumerate(truths) if one]

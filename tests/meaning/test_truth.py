"""Three truth values obey Kleene's laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.meaning.truth import (
    Truth,
    both,
    either,
    letter,
    opposite,
)

truths = st.sampled_from([True, False, None])
many = st.lists(truths, max_size=5)


@pytest.mark.parametrize(
    ("parts", "conjunction", "disjunction"),
    [
        ("", "Y", "N"),
        ("Y", "Y", "Y"),
        ("?", "?", "?"),
        ("YN", "N", "Y"),
        ("Y?", "?", "Y"),
        ("N?", "N", "?"),
        ("?NY", "N", "Y"),
    ],
)
def test_tables(parts: str, conjunction: str, disjunction: str) -> None:
    found = [{"Y": True, "N": False, "?": None}[part] for part in parts]
    assert (letter(both(found)), letter(either(found))) == (conjunction, disjunction)


@given(many, st.randoms())
def test_order_means_nothing(parts: list[Truth], chance: object) -> None:
    mixed = sorted(parts, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert both(mixed) is both(parts)
    assert either(mixed) is either(parts)


@given(many, many)
def test_groups_mean_nothing(one: list[Truth], other: list[Truth]) -> None:
    assert both([both(one), both(other)]) is both([*one, *other])
    assert either([either(one), either(other)]) is either([*one, *other])


@given(many)
def test_de_morgan(parts: list[Truth]) -> None:
    assert opposite(both(parts)) is either(opposite(part) for part in parts)
    assert opposite(either(parts)) is both(opposite(part) for part in parts)


@given(truths)
def test_two_negations_are_none(part: Truth) -> None:
    assert opposite(opposite(part)) is part


@given(truths, truths, truths)
def test_distribution(a: Truth, b: Truth, c: Truth) -> None:
    assert both([a, either([b, c])]) is either([both([a, b]), both([a, c])])


@given(many, truths)
def test_knowing_more_never_turns_what_was_known(parts: list[Truth], learned: Truth) -> None:
    later = [learned if part is None else part for part in parts]
    for combine in (both, either):
        known = combine(parts)
        assert known is None or combine(later) is known

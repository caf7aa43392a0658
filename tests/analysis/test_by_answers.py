"""What is remembered by the answers that were read says what judging anew would say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis.by_answers import ByAnswers
from engine.analysis.given import Assignment, Undecided
from engine.base.values import BLANK

NAMES = ("client", "owners", "owners.0.share", "agreed")
GIVEN = (BLANK, "LV", True, 1, 2)

Tree = Any
"""A result, or a name with what is asked next for each answer."""


def trees() -> st.SearchStrategy[Tree]:
    return st.recursive(
        st.integers(0, 3),
        lambda inner: st.tuples(
            st.sampled_from(NAMES), st.lists(inner, min_size=len(GIVEN), max_size=len(GIVEN))
        ),
        max_leaves=12,
    )


def judged(tree: Tree, decided: Assignment) -> int:
    while isinstance(tree, tuple):
        name, then = tree
        if name not in decided:
            raise Undecided(name)
        here = decided[name]
        tree = next(one for one, each in zip(then, GIVEN, strict=True) if each is here)
    return int(tree)


def outcome(ask: Any, decided: Assignment) -> object:
    try:
        return ask(decided)
    except Undecided as undecided:
        return undecided.name


@given(
    trees(),
    st.lists(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(GIVEN)), max_size=30),
)
def test_it_says_what_is_judged_anew(tree: Tree, cases: list[dict[str, Any]]) -> None:
    remembered = ByAnswers(lambda decided: judged(tree, decided))
    for decided in cases:
        fresh = outcome(lambda answers: judged(tree, answers), decided)
        assert outcome(remembered, decided) == fresh


def test_it_is_judged_once_for_what_it_reads() -> None:
    asked: list[str] = []

    def judge(decided: Assignment) -> bool:
        asked.append("asked")
        return "client" in decided and decided["client"] == "LV"

    remembered = ByAnswers(judge)
    assert [remembered({"client": "LV", "owners": count}) for count in (0, 1, 2)] == [True] * 3
    assert remembered({"client": BLANK}) is False
    assert len(asked) == 2


def test_a_tick_is_no_number_of_rows() -> None:
    remembered = ByAnswers(lambda decided: type(decided["agreed"]))
    assert [remembered({"agreed": each}) for each in (True, 1)] == [bool, int]


def test_nobody_asks_what_else_is_decided() -> None:
    with pytest.raises(TypeError):
        ByAnswers(len)({"client": "LV"})
    with pytest.raises(TypeError):
        ByAnswers(list)({"client": "LV"})

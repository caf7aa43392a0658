"""One child is kept, given each rule set once, and replaced before it has become too large."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.definitions.model.conditions import Between, Equals, OneOf
from engine.rules.keeper import Keeper
from engine.rules.program import Program
from engine.rules.translation import translated
from tests.rules.club import NUMBERS, compare


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    kept = Keeper(judging=30, loading=30, most_loaded=5)
    yield kept
    kept.stop()


def program(number: int) -> Program:
    """A program of two rules, another one for each number."""
    return translated([compare("number", OneOf((Between(NUMBERS[number], None),)))])


def pid(keeper: Keeper) -> int:
    assert keeper.child is not None
    return keeper.child.pid


def test_one_child_judges_all_rule_sets(keeper: Keeper) -> None:
    for number in (0, 1, 0, 1):
        fired = keeper.fired(program(number), [{"p0": 10**9}, {"p0": -(10**9)}, {}])
        assert fired == (frozenset({0}), frozenset({1}), frozenset())
        assert pid(keeper) == keeper.child.pid  # type: ignore[union-attr]


def test_a_child_that_was_given_much_is_replaced(keeper: Keeper) -> None:
    children = []
    for number in (0, 1, 0, 1, 2, 2, 3, 4):
        keeper.fired(program(number), [{}])
        children.append(pid(keeper))
    first, second, third = children[0], children[4], children[7]
    assert children == [first] * 4 + [second] * 3 + [third]
    assert len({first, second, third}) == 3


def test_a_rule_set_that_is_too_much_for_one_child_has_it_for_itself(keeper: Keeper) -> None:
    large = translated(
        [compare("number", OneOf((Equals(number), Between(number, None)))) for number in NUMBERS]
    )
    assert len(large.rules) > keeper.most_loaded
    assert keeper.fired(large, [{}]) == (frozenset(),)
    assert keeper.fired(large, [{}]) == (frozenset(),)


def test_without_records_nobody_is_asked(keeper: Keeper) -> None:
    assert keeper.fired(program(0), []) == ()
    assert keeper.child is None

"""Everything is found out once, in circles nothing is, and depth does not matter."""

from __future__ import annotations

import pytest

from engine.meaning.memory import DEEPEST, Mark, Memory


def mark(number: int) -> Mark:
    return ("value", f"q{number}", -1)


def test_a_result_is_computed_once() -> None:
    memory, calls = Memory(), []
    for _ in range(3):
        assert memory.recall(mark(1), lambda: calls.append(1) or len(calls), 0) == 1
    assert calls == [1]


@pytest.mark.parametrize("length", [1, 2, DEEPEST - 1, DEEPEST, DEEPEST + 1, 5 * DEEPEST])
def test_a_circle_ends(length: int) -> None:
    memory = Memory()

    def ask(number: int) -> str:
        following = (number + 1) % length
        return memory.recall(mark(number), lambda: ask(following), "circle")

    assert ask(0) == "circle"


@pytest.mark.parametrize("length", [DEEPEST, DEEPEST + 1, 3 * DEEPEST, 2000])
def test_a_chain_may_be_longer_than_the_stack(length: int) -> None:
    memory = Memory()

    def ask(number: int) -> int:
        if number == length:
            return 0
        return memory.recall(mark(number), lambda: 1 + ask(number + 1), -1)

    assert ask(0) == length


def test_after_an_error_the_same_may_be_asked_again() -> None:
    memory = Memory()

    def fails() -> int:
        message = "no such name"
        raise LookupError(message)

    with pytest.raises(LookupError):
        memory.recall(mark(1), fails, 0)
    assert memory.recall(mark(1), lambda: 5, 0) == 5

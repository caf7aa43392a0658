"""What can be reached in a graph of states, forwards and backwards."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Final, Protocol

FAR: Final = 1 << 30
"""The distance of what cannot be reached."""


class Arrow(Protocol):
    """What leads from a state to another; ``step`` is empty unless it is one of the case."""

    @property
    def to(self) -> int: ...
    @property
    def step(self) -> str: ...


def distances(
    onward: Sequence[Iterable[Arrow]], goals: Iterable[int], *, by_case: bool = True
) -> list[int]:
    """How many arrows lead from each state to the nearest goal; of the case only if ``by_case``."""
    back: list[list[int]] = [[] for _ in onward]
    for number, arrows in enumerate(onward):
        for arrow in arrows:
            if by_case or not arrow.step:
                back[arrow.to].append(number)
    found = [FAR] * len(back)
    waiting = deque(goals)
    for goal in waiting:
        found[goal] = 0
    while waiting:
        number = waiting.popleft()
        for before in back[number]:
            if found[before] == FAR:
                found[before] = found[number] + 1
                waiting.append(before)
    return found


def from_start(onward: Sequence[Iterable[Arrow]]) -> list[int]:
    """How many arrows lead from the first state to each."""
    found = [FAR] * len(onward)
    if not found:
        return found
    found[0] = 0
    waiting = deque([0])
    while waiting:
        number = waiting.popleft()
        for arrow in onward[number]:
            if found[arrow.to] == FAR:
                found[arrow.to] = found[number] + 1
                waiting.append(arrow.to)
    return found

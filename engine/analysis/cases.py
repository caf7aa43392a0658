"""Walking a space: the evaluator asks, every class of the answer is tried, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from heapq import heappop, heappush
from typing import Final, Generic, TypeVar

from engine.analysis.classes import GivenChoice
from engine.analysis.given import Assignment, Given, Undecided
from engine.analysis.space import Space
from engine.base.dataclass import dataclass
from engine.base.values import BLANK

LEAF_LIMIT: Final = 20_000
"""Combinations of one space above which a proof is given up and called bounded."""

FILL_LIMIT: Final = 600
"""Tries to fill in the rest of a case before it is taken as possible without proof."""

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Found]):
    """Answers that decide a result, how many combinations they stand for, and the result."""

    decided: Assignment
    weight: int
    cost: int
    result: Found


@dataclass(frozen=True, slots=True)
class _Node:
    decided: Mapping[str, Given]
    weight: int
    cost: int

    def with_choice(self, name: str, choice: GivenChoice) -> _Node:
        decided = {**self.decided, name: choice.given}
        return _Node(decided, self.weight * choice.weight, self.cost + choice.cost)


def leaves(
    space: Space,
    probe: Callable[[Assignment], Found],
    start: Assignment | None = None,
    limit: int = LEAF_LIMIT,
    *,
    deep: bool = False,
) -> Iterator[Leaf[Found]]:
    """The result of ``probe`` for every combination it can tell apart, cheap ones first.

    ``deep`` looks into one combination to the end before the next. Raises ``TooMany`` after
    ``limit`` leaves.
    """
    found = _walk(space, lambda node: probe(node.decided), start or {}, deep=deep)
    for count, (node, result) in enumerate(found):
        if count >= limit:
            raise TooMany
        yield Leaf(node.decided, node.weight, node.cost, result)


class TooMany(Exception):
    """There are more combinations than a proof may take."""


def _walk(
    space: Space, probe: Callable[[_Node], Found], start: Assignment, *, deep: bool = False
) -> Iterator[tuple[_Node, Found]]:
    waiting: list[tuple[int, int, _Node]] = [(0, 0, _Node(start, 1, 0))]
    made = 0
    while waiting:
        _, _, node = heappop(waiting)
        try:
            result = probe(node)
        except Undecided as undecided:
            name, choices = _branch(space, undecided.name, node.decided)
            for choice in choices:
                made += 1
                child = node.with_choice(name, choice)
                rank = -len(child.decided) if deep else child.cost
                heappush(waiting, (rank, made, child))
        else:
            yield node, result


def _branch(space: Space, name: str, decided: Assignment) -> tuple[str, tuple[GivenChoice, ...]]:
    """The answer to decide next: ``name``, or one that its choices depend on."""
    while True:
        try:
            return name, space.choices(name, decided)
        except Undecided as first:
            name = first.name


def filled(space: Space, decided: Assignment, without: str = "") -> Assignment | None:
    """``decided`` with what a submission needs besides, or None if there is no such case.

    Demands that speak of the question at ``without`` are passed over. Gives ``decided`` back after
    ``FILL_LIMIT`` tries.
    """
    tries = 0

    def is_submitted(node: _Node) -> bool:
        nonlocal tries
        tries += 1
        return tries > FILL_LIMIT or fulfils(space, node.decided, without)

    for node, fits in _walk(space, is_submitted, decided):
        if tries > FILL_LIMIT:
            space.bounded.update(map(space.world.path_of, decided))
            return decided
        if fits:
            return node.decided
    return None


def answerable(space: Space, decided: Assignment, name: str) -> bool:
    """Whether the question at ``name`` has an answer with which the case may be submitted."""
    tries = 0

    def is_answered(node: _Node) -> bool:
        nonlocal tries
        tries += 1
        if tries > FILL_LIMIT:
            return True
        if name not in node.decided:
            raise Undecided(name)
        return node.decided[name] is not BLANK and fulfils(space, node.decided)

    return any(fits for _, fits in _walk(space, is_answered, decided))


def fulfils(space: Space, decided: Assignment, without: str = "") -> bool:
    """Whether a case may be submitted as far as the decided answers are concerned."""
    paths = set()
    for name, given in decided.items():
        paths.add(space.world.path_of(name))
        if given is BLANK and space.required(name, decided) is not False:
            return False
    return not any(
        space.broken(demand, decided)
        for demand in space.world.demands
        if not demand.questions.isdisjoint(paths) and without not in demand.questions
    )

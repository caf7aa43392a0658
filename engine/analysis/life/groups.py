"""Cases whose clusters begin alike and whose stages are the same, composed once for all of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import field

from engine.analysis.life.composing import Composed, composed
from engine.analysis.life.exploring import Exploration, Placed
from engine.analysis.life.graphs import FAR, distances, from_start
from engine.analysis.life.refining import Classes
from engine.analysis.life.standing import ProofStanding
from engine.analysis.life.whereabouts import Where, Whereabouts
from engine.base.dataclass import dataclass


@dataclass(slots=True, eq=False)
class ProofGroup:
    """All states of some cases: those of the smallest of them, which stands for all."""

    cases: tuple[Placed, ...]
    standing: ProofStanding
    composed: Composed
    whereabouts: Whereabouts
    far: list[int] = field(default_factory=list)
    """How far each state is from the beginning."""
    _way_out: list[int] = field(default_factory=list)

    @property
    def weight(self) -> int:
        """How many combinations of answers these cases stand for."""
        return sum(each.case.weight for each in self.cases)

    def at(self, number: int) -> Where:
        """Where the case is in a state."""
        return self.whereabouts.at(self.composed.states[number])

    def nearest(self) -> Iterator[int]:
        """The states, those that are reached first before others."""
        order = sorted(range(len(self.composed.states)), key=lambda number: self.far[number])
        return iter(order)

    def is_trap(self, number: int) -> bool:
        """Whether no end can be reached any more without a step of the case (rule 46)."""
        is_closed = self.composed.states[number][-1] != 0
        return not is_closed and self._way_out[number] == FAR

    def look_around(self) -> None:
        """Find out what can be reached from where."""
        onward, states = self.composed.onward, self.composed.states
        ends = self.standing.placed.case.world.route.flow.case.ends
        by_itself = {end.name for end in ends[1:] if end.when is not None} | {ends[0].name}
        goals = [number for number in range(len(states)) if self.at(number).end in by_itself]
        self.far = from_start(onward)
        # Where it was not looked on there may be a way out.
        self._way_out = distances(onward, [*goals, *self.composed.open], by_case=False)


def groups(
    exploration: Exploration, classes: tuple[Classes, ...], limit: int, kept: int
) -> Iterator[ProofGroup]:
    """The groups of all cases, composed up to a limit of states each and ``kept`` together."""
    by_kind: dict[Hashable, list[Placed]] = {}
    for placed in exploration.placed:
        start = (of.number(alone, 0) for of, alone in zip(classes, placed.alone, strict=True))
        signature = placed.case.signature
        by_kind.setdefault((signature.needs, signature.truths, *start), []).append(placed)
    for cases in by_kind.values():
        standing = ProofStanding(exploration, classes, cases[0])
        found = composed(standing, min(limit, kept))
        group = ProofGroup(tuple(cases), standing, found, Whereabouts(standing))
        group.look_around()
        yield group
        kept = max(kept - len(found.states), 0)

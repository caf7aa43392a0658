"""The shortest run of one case to a state: searched on the machine, led by the states."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field, replace
from heapq import heappop, heappush
from typing import Final

from engine.analysis.life.composing import Composed
from engine.analysis.life.entries import Entries
from engine.analysis.life.graphs import FAR, distances
from engine.analysis.life.judging import State
from engine.analysis.life.replaying import Replay, replayed
from engine.analysis.life.standing import ProofStanding
from engine.analysis.life.walk import following
from engine.base.dataclass import dataclass
from engine.base.events import CaseEvent
from engine.meaning.flow.decide import begin
from engine.meaning.picture import EMPTY, Picture, fold

TRIES: Final = ((1, 600), (4, 2_400))
"""How much the distance by states counts, and how many pictures are looked at with it: the first
gives the shortest run."""

IsThere = Callable[[Picture], bool]
"""Whether a picture is what a run shall lead to."""

Taken = tuple[Picture, CaseEvent]
"""A step and the picture it was taken in."""


@dataclass(frozen=True, slots=True)
class _Visit:
    picture: Picture
    before: _Visit | None = None
    event: CaseEvent | None = None

    def taken(self) -> list[Taken]:
        """All steps that led here, in order."""
        found: list[Taken] = []
        visit: _Visit | None = self
        while visit is not None and visit.before is not None and visit.event is not None:
            found.append((visit.before.picture, visit.event))
            visit = visit.before
        return found[::-1]


@dataclass(slots=True)
class Runs:
    """Finds runs in one case."""

    standing: ProofStanding
    composed: Composed
    entries: Entries
    _numbers: dict[State, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._numbers = {state: number for number, state in enumerate(self.composed.states)}

    def to(self, goals: set[int], is_there: IsThere) -> Replay | None:
        """The case after the shortest run to one of these states, done on the machine.

        ``is_there`` must hold of the picture too. None where no run was found.
        """
        far = distances(self.composed.onward, goals)
        for weight, limit in TRIES:
            for visit in self._visits(far, weight, limit):
                number = self._number(visit.picture)
                if number in goals and is_there(visit.picture):
                    replay = replayed(self.standing.placed.case.world, visit.taken())
                    return replay if replay and is_there(plain(replay.picture)) else None
        return None

    def round(self, goals: set[int]) -> Replay | None:
        """The case where a step goes round for ever, after the shortest run; the step is last."""
        far = distances(self.composed.onward, goals)
        for visit in self._visits(far, *TRIES[-1]):
            if self._number(visit.picture) not in goals:
                continue
            for event, after in self._following(visit.picture):
                replay = replayed(self.standing.placed.case.world, visit.taken())
                if after is None and replay is not None:
                    replay.add(visit.picture, event)
                    return replay
        return None

    def _visits(self, far: list[int], weight: int, limit: int) -> Iterator[_Visit]:
        """Pictures, those first from which the fewest steps are needed in all."""
        world = self.standing.placed.case.world
        first = _Visit(fold(begin(world, EMPTY)))
        waiting = [(0, 0, 0, first)]
        seen: set[object] = set()
        made = 0
        while waiting and made < limit:
            _, _, steps, visit = heappop(waiting)
            key = self._key(visit.picture)
            if key in seen:
                continue
            seen.add(key)
            yield visit
            for event, after in self._following(visit.picture):
                number = None if after is None else self._number(after)
                if after is None or number is None or far[number] == FAR:
                    continue
                made += 1
                rank = steps + 1 + weight * far[number]
                heappush(waiting, (rank, made, steps + 1, _Visit(after, visit, event)))

    def _following(self, picture: Picture) -> Iterator[tuple[CaseEvent, Picture | None]]:
        placed = self.standing.placed
        yield from following(placed.case.world, placed.seats, self.entries, picture)

    def _key(self, picture: Picture) -> object:
        return picture.end, *(seats.layout(picture) for seats in self.standing.placed.seats)

    def _number(self, picture: Picture) -> int | None:
        state = self.standing.state_of(picture)
        return None if state is None else self._numbers.get(state)


def plain(picture: Picture) -> Picture:
    """A picture without what stands proposed for the case itself."""
    return replace(picture, proposal=None)

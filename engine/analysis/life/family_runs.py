"""The shortest run through cases of a family: a form that is sent again may bring other persons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field, replace
from heapq import heappop, heappush
from typing import Final

from engine.analysis.findings import RunStep
from engine.analysis.life.entries import Entries
from engine.analysis.life.families import Family, Place, is_sent_again
from engine.analysis.life.graphs import FAR, distances
from engine.analysis.life.replaying import Replay
from engine.analysis.life.walk import following
from engine.analysis.life.world import CaseWorld
from engine.base.dataclass import dataclass
from engine.base.events import CaseEvent
from engine.meaning.flow.breath import GoesRoundError
from engine.meaning.flow.decide import begin, settle
from engine.meaning.picture import EMPTY, Key, Picture, fold

TRIES: Final = 1_500
"""Pictures that are looked at before a run is given up."""

IsThere = Callable[[CaseWorld, Picture], bool]
"""Whether a picture is what a run shall lead to."""


@dataclass(frozen=True, slots=True)
class _Visit:
    case: int
    picture: Picture
    before: _Visit | None = None
    event: CaseEvent | None = None
    replaced: frozenset[Key] = frozenset()

    def way(self) -> list[_Visit]:
        """All visits that led here, the first one at the beginning."""
        found: list[_Visit] = []
        visit: _Visit | None = self
        while visit is not None:
            found.append(visit)
            visit = visit.before
        return found[::-1]


@dataclass(slots=True)
class FamilyRuns:
    """Finds runs through the cases of a family, on the machine."""

    family: Family
    entries: Entries
    _far: list[int] = field(default_factory=list)

    def to(self, goals: set[int], is_there: IsThere) -> Replay | None:
        """The case after the shortest run to one of these places; None where none was found."""
        self._far = distances(self.family.onward, goals)
        for visit in self._visits():
            world = self._world(visit.case)
            if self._number(visit) in goals and is_there(world, visit.picture):
                replay = self._replayed(visit)
                if replay is not None and is_there(replay.world, replay.picture):
                    return replay
        return None

    def _world(self, case: int) -> CaseWorld:
        return self.family.courses[case].standing.placed.case.world

    def _number(self, visit: _Visit) -> int | None:
        state = self.family.courses[visit.case].standing.state_of(visit.picture)
        return None if state is None else self.family.number(Place(visit.case, state))

    def _visits(self) -> Iterator[_Visit]:
        """Pictures, those first from which the fewest steps are needed in all."""
        waiting: list[tuple[int, int, int, _Visit]] = []
        made, looked = 0, 0
        for case in range(len(self.family.courses)):
            first = _Visit(case, fold(begin(self._world(case), EMPTY)))
            waiting.append((0, -case, 0, first))
        seen: set[object] = set()
        while waiting and looked < TRIES:
            _, _, steps, visit = heappop(waiting)
            key = self._key(visit)
            if key in seen:
                continue
            seen.add(key)
            looked += 1
            yield visit
            for after in self._following(visit):
                number = self._number(after)
                if number is not None and self._far[number] != FAR:
                    made += 1
                    rank = steps + 1 + 2 * self._far[number]
                    heappush(waiting, (rank, made, steps + 1, after))

    def _key(self, visit: _Visit) -> object:
        placed = self.family.courses[visit.case].standing.placed
        layouts = (seats.layout(visit.picture) for seats in placed.seats)
        return visit.case, visit.picture.end, *layouts

    def _following(self, visit: _Visit) -> Iterator[_Visit]:
        placed = self.family.courses[visit.case].standing.placed
        for event, after in following(placed.case.world, placed.seats, self.entries, visit.picture):
            if after is not None:
                yield _Visit(visit.case, after, visit, event)
            if is_sent_again(placed.case.world.route, event):
                yield from self._changed(visit, event)

    def _changed(self, visit: _Visit, event: CaseEvent) -> Iterator[_Visit]:
        """The same step with other persons: of another case, or others in their place."""
        items = {
            item.name
            for cluster in self.family.courses[0].standing.exploration.clusters
            for item in cluster.items
            if item.each is not None and item.each.kind == "persons"
        }
        keys = [key for key in visit.picture.instances if key[0] in items]
        units = sorted({unit for _, unit in keys})
        chosen = [frozenset(key for key in keys if key[1] == unit) for unit in units]
        for case in range(len(self.family.courses)):
            for replaced in (frozenset[Key](), *chosen, frozenset(keys)):
                if case == visit.case and not replaced:
                    continue
                picture = fold((event,), visit.picture)
                try:
                    follows = settle(self._world(case), picture, (event,), replaced)
                except GoesRoundError:
                    continue
                yield _Visit(case, fold(follows, picture), visit, event, replaced)

    def _replayed(self, visit: _Visit) -> Replay | None:
        first, *rest = visit.way()
        replay = Replay(self._world(first.case))
        replay.begin()
        for each in rest:
            if each.before is None or each.event is None:
                return None
            replay.world = self._world(each.case)
            if not replay.take(each.before.picture, each.event, each.replaced):
                return None
            if each.before.case != each.case or each.replaced:
                replay.run[-1] = self._said(each, replay.run[-1])
        return replay

    def _said(self, visit: _Visit, step: RunStep) -> RunStep:
        """The step with the persons who are named now."""
        standing = self.family.courses[visit.case].standing
        persons = {
            unit
            for seats in standing.placed.seats
            if seats.cluster.is_of_persons
            for _, units in seats.groups
            for unit in units
        }
        replaced = {unit for _, unit in visit.replaced} & persons
        return replace(step, persons=tuple(sorted(persons)), replaced=tuple(sorted(replaced)))

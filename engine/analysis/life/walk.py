"""The plain walk: every picture that one case can come to, each once, by the machine itself.

For small flows, and for testing what is proved in a quicker way.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterator
from dataclasses import field
from types import MappingProxyType

from engine.analysis.life.entries import Entries
from engine.analysis.life.layouts import Seats
from engine.analysis.life.moves import events_open
from engine.analysis.life.world import CaseWorld
from engine.base.dataclass import dataclass
from engine.base.events import BY_ITSELF, CaseEvent
from engine.base.values import NOTHING
from engine.meaning.flow.breath import GoesRoundError
from engine.meaning.flow.decide import begin, settle
from engine.meaning.flow.steps import case_step, why_case_closed
from engine.meaning.picture import CASE, EMPTY, Instance, ItemState, Key, Picture, fold


@dataclass(frozen=True, slots=True)
class Edge:
    """A step from one picture to another, by its number; ``by_case``: a step of the case itself."""

    event: CaseEvent
    to: int
    by_case: bool = False


@dataclass(slots=True)
class Walked:
    """All pictures of one case, and what leads from each to which.

    ``circles`` are steps from which what follows by itself never comes to rest.
    """

    pictures: list[Picture] = field(default_factory=list)
    onward: list[list[Edge]] = field(default_factory=list)
    circles: list[tuple[int, CaseEvent]] = field(default_factory=list)
    is_whole: bool = True


@dataclass(slots=True)
class PlainWalk:
    """Walks every sequence of steps of one case; units with one profile are interchangeable."""

    world: CaseWorld
    seats: tuple[Seats, ...]
    entries: Entries
    limit: int
    _numbers: dict[Hashable, int] = field(default_factory=dict)
    _walked: Walked = field(default_factory=Walked)

    def walked(self) -> Walked:
        """Every picture that the case can come to, that of its beginning first."""
        try:
            self._number(fold(begin(self.world, EMPTY)))
        except GoesRoundError as circle:
            self._walked.circles.append((-1, CaseEvent("step", CASE, step=str(circle))))
            return self._walked
        waiting = deque([0])
        while waiting:
            number = waiting.popleft()
            for event, after in self._following(number, self._walked.pictures[number]):
                known = len(self._walked.pictures)
                if known >= self.limit:
                    self._walked.is_whole = False
                    return self._walked
                to = self._number(after)
                self._walked.onward[number].append(Edge(event, to, event.item == CASE))
                if to == known:
                    waiting.append(to)
        return self._walked

    def _following(self, number: int, picture: Picture) -> Iterator[tuple[CaseEvent, Picture]]:
        for event, after in following(self.world, self.seats, self.entries, picture):
            if after is None:
                self._walked.circles.append((number, event))
            else:
                yield event, after

    def _number(self, picture: Picture) -> int:
        layouts = tuple(seats.layout(picture) for seats in self.seats)
        key = (picture.end, *layouts)
        if key not in self._numbers:
            instances: dict[Key, Instance] = {}
            for seats, layout in zip(self.seats, layouts, strict=True):
                instances |= seats.instances(layout)
            self._numbers[key] = len(self._walked.pictures)
            self._walked.pictures.append(Picture(MappingProxyType(instances), picture.end))
            self._walked.onward.append([])
        return self._numbers[key]


def following(
    world: CaseWorld, seats: tuple[Seats, ...], entries: Entries, picture: Picture
) -> Iterator[tuple[CaseEvent, Picture | None]]:
    """Every step that may be taken, and the picture after all that follows; None: it goes round.

    Of instances that stand alike only one is moved.
    """
    for state in _different(seats, picture):
        for event in events_open(world, picture, state, entries):
            try:
                follows = settle(world, fold((event,), picture), (event,))
            except GoesRoundError:
                yield event, None
            else:
                yield event, fold((event, *follows), picture)
    for step in world.route.flow.case.steps:
        if not why_case_closed(world, picture, step):
            own = case_step(step, BY_ITSELF, NOTHING)
            yield own[0], fold((*own, *settle(world, fold(own, picture), own)), picture)


def _different(seats: tuple[Seats, ...], picture: Picture) -> Iterator[ItemState]:
    """One instance of those that stand alike."""
    for each in seats:
        for unit in each.units_apart(picture):
            for item in each.cluster.items:
                yield ItemState(item, unit, picture.instance(item.name, unit))

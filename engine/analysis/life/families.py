"""Families of cases that one composition proves at once, and what tells them apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import field
from itertools import chain, combinations, product

from engine.analysis.life.breathing import CircleError
from engine.analysis.life.composing import Course
from engine.analysis.life.exploring import Exploration, Placed
from engine.analysis.life.judging import State
from engine.analysis.life.layouts import Layout, UnitState
from engine.analysis.life.refining import Classes, Exit
from engine.analysis.life.standing import ProofStanding
from engine.base.dataclass import dataclass
from engine.base.events import CaseEvent
from engine.definitions.model.items import Item
from engine.definitions.reading.usual_life import SENDS
from engine.meaning.picture import CASE
from engine.meaning.route import Route


@dataclass(frozen=True, slots=True)
class Place:
    """A state of one of the cases of a family."""

    case: int
    state: State


@dataclass(frozen=True, slots=True)
class Way:
    """What leads from a place to another; ``changes``: by other persons in a form sent again."""

    to: int
    step: str = ""
    changes: bool = False


@dataclass(slots=True, eq=False)
class Family:
    """All places of cases that differ in their persons only, and what leads from each to which.

    Of the persons before, any may stay as they stand, all others begin anew; each cluster chooses
    for itself: so there is more here than can happen, and never less (rule 52).
    """

    courses: tuple[Course, ...]
    places: list[Place] = field(default_factory=list)
    onward: list[list[Way]] = field(default_factory=list)
    open: range = range(0)
    _numbers: dict[Place, int] = field(default_factory=dict)
    _known: dict[tuple[int, int, int], tuple[int, ...]] = field(default_factory=dict)
    _persons: tuple[int, ...] = ()
    _senders: tuple[int, ...] = ()

    @classmethod
    def of(cls, courses: tuple[Course, ...], limit: int) -> Family:
        """The family of these cases, up to a limit of places."""
        found = cls(courses)
        clusters = courses[0].standing.exploration.clusters
        found._persons = tuple(each.place for each in clusters if each.is_of_persons)
        found._senders = tuple(each.place for each in clusters if any(i.forms for i in each.items))
        for number, course in enumerate(courses):
            try:
                found._number(Place(number, course.start()))
            except CircleError:
                continue
        for number, place in enumerate(found.places):
            found.onward.append(list(found._ways(place)))
            if len(found.places) > limit:
                found.open = range(number + 1, len(found.places))
                found.onward += [[] for _ in found.open]
                break
        return found

    def _number(self, place: Place) -> int:
        if place not in self._numbers:
            self._numbers[place] = len(self.places)
            self.places.append(place)
        return self._numbers[place]

    def number(self, place: Place) -> int | None:
        """The number of a place that can be come to."""
        return self._numbers.get(place)

    def _ways(self, place: Place) -> Iterator[Way]:
        course = self.courses[place.case]
        for turn in course.turns(place.state):
            if turn.after is not None:
                yield Way(self._number(Place(place.case, turn.after)), turn.step)
        if place.state[-1]:
            return
        for sender in self._senders:
            for to, label, stage in set(_sent_again(course.standing, place.state, sender)):
                for case in range(len(self.courses)):
                    for after in self._changed(place, case, sender, (to, label, stage)):
                        yield Way(self._number(Place(case, after)), changes=True)

    def _changed(self, place: Place, case: int, sender: int, exit_: Exit) -> Iterator[State]:
        """The states of a case in which its persons may be after a form was sent again."""
        ways = [
            self._kept(place.case, case, at, number) if at in self._persons else (number,)
            for at, number in enumerate(place.state[:-1])
        ]
        ways[sender] = (exit_[0],)
        for chosen in product(*ways):
            try:
                yield self.courses[case].breath.settled((*chosen, 0), exit_[1], lambda: False)
            except CircleError:
                continue

    def _kept(self, before: int, after: int, at: int, number: int) -> tuple[int, ...]:
        """The classes that a cluster may come to where some persons stay and others are new."""
        old, new = (self.courses[case].standing.placed.alone[at] for case in (before, after))
        mark = (id(old), id(new), number)
        if mark not in self._known:
            of = self.courses[after].standing.classes[at]
            layouts = (n for n in range(len(old.layouts)) if of.number(old, n) == number)
            states = {tuple(sorted(chain(*old.layouts[layout]))) for layout in layouts}
            chosen = {each for state in states for each in _choices(state, new.seats.start)}
            numbers = (new.known(layout) for layout in chosen)
            self._known[mark] = tuple({of.number(new, n) for n in numbers if n is not None})
        return self._known[mark]


def families(
    exploration: Exploration, classes: tuple[Classes, ...], limit: int
) -> Iterator[Family]:
    """The families of all cases."""
    persons = {each.place for each in exploration.clusters if each.is_of_persons}
    by_rest: dict[Hashable, list[Placed]] = {}
    for placed in exploration.placed:
        rest = (id(each) for n, each in enumerate(placed.alone) if n not in persons)
        by_rest.setdefault((placed.case.signature.needs, *rest), []).append(placed)
    for cases in by_rest.values():
        courses = tuple(Course(ProofStanding(exploration, classes, each)) for each in cases)
        yield Family.of(courses, limit)


def _choices(states: tuple[UnitState, ...], start: Layout) -> Iterator[Layout]:
    """Every layout in which some units stand like these and all others have not begun."""
    groups: list[tuple[Layout, tuple[UnitState, ...]]] = [((), states)]
    for units in start:
        longer = []
        for before, rest in groups:
            for count in range(min(len(units), len(rest)) + 1):
                for kept in set(combinations(range(len(rest)), count)):
                    chosen = (rest[n] for n in kept)
                    group = tuple(sorted((*chosen, *units[count:])))
                    left = tuple(each for n, each in enumerate(rest) if n not in kept)
                    longer.append(((*before, group), left))
        groups = longer
    yield from (layout for layout, _ in groups)


def _sent_again(standing: ProofStanding, state: State, place: int) -> Iterator[Exit]:
    """How a cluster leaves its class when a form that was sent before is sent again."""
    for change, exit_ in standing.changes(state, place):
        event = change.event
        if event is not None and is_sent_again(standing.placed.case.world.route, event):
            yield exit_


def is_sent_again(route: Route, event: CaseEvent) -> bool:
    """Whether a step sends forms that were sent before."""
    if event.item == CASE or not route.items[event.item].forms:
        return False
    step = route.items[event.item].step(event.before, event.step)
    is_sent = step is not None and step.verb == SENDS
    return is_sent and event.before not in _unsent(route.items[event.item])


def _unsent(item: Item) -> frozenset[str]:
    """The statuses that an item can have before its forms were sent for the first time."""
    found: set[str] = set()
    waiting = [item.statuses[0].name, *(each.to for each in item.begins)]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        status = item.status(name)
        steps = (step for step in status.steps if step.verb != SENDS)
        waiting += [branch.to for step in steps for branch in step.to]
        waiting += [branch.to for timer in status.timers for branch in timer.to]
        waiting += [each.to for each in status.becomes]
    return frozenset(found)

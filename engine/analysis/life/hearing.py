"""What items wait for of each other: happenings, numbered, and the events that make them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from itertools import combinations

from engine.base.dataclass import dataclass
from engine.base.events import CaseEvent
from engine.definitions.model.items import Happening, Item
from engine.meaning.flow.breath import happens
from engine.meaning.flow.world import World
from engine.meaning.picture import NOT_BEGUN, ItemState, Picture
from engine.meaning.route import Route

Label = frozenset[int]
"""The numbers of happenings that were raised together."""

QUIET: Label = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Listener:
    """One happening that an item waits for."""

    number: int
    item: Item
    on: Happening


@dataclass(slots=True)
class Hearing:
    """Everything that items of a route wait for."""

    route: Route
    listeners: tuple[Listener, ...] = ()
    _labels: dict[tuple[str, str, str, str], Label] = field(default_factory=dict)
    _together: dict[tuple[Listener, ...], tuple[Label, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        numbers: dict[object, int] = {}
        found: list[Listener] = []
        for item in self.route.flow.items:
            for on in (on for status in item.statuses for b in status.becomes for on in b.on):
                mark = (on.kind, on.item, on.statuses, on.step)
                found.append(Listener(numbers.setdefault(mark, len(numbers)), item, on))
        self.listeners = tuple(found)

    def between(self, raising: frozenset[str], hearing: frozenset[str]) -> tuple[Listener, ...]:
        """What items of one set wait for of items of another."""
        return tuple(
            each for each in self.listeners if each.on.item in raising and each.item.name in hearing
        )

    def label(self, world: World, event: CaseEvent) -> Label:
        """The happenings that an event is for items of other clusters."""
        mark = (event.kind, event.item, event.step, event.after)
        if mark not in self._labels:
            of_item = (each for each in self.listeners if each.on.item == event.item)
            self._labels[mark] = frozenset(
                each.number
                for each in of_item
                if happens(world, ItemState(each.item, event.of, NOT_BEGUN), each.on, event)
            )
        return self._labels[mark]

    def sounds(self, listeners: Iterable[Listener], unit: str) -> tuple[CaseEvent, ...]:
        """The different events that are something to some of these, raised for a unit."""
        found: dict[tuple[str, str, str], CaseEvent] = {}
        for on in (each.on for each in listeners):
            for event in self._events(on, unit):
                found.setdefault((event.item, event.step, event.after), event)
        return tuple(found.values())

    def _events(self, on: Happening, unit: str) -> Iterator[CaseEvent]:
        if on.kind == "step":
            yield CaseEvent("step", on.item, unit, on.step)
        else:
            yield from (CaseEvent("followed", on.item, unit, after=name) for name in on.statuses)

    def labels(self, world: World, listeners: tuple[Listener, ...]) -> tuple[Label, ...]:
        """Every set of these happenings that can be raised together, the empty one first."""
        if listeners not in self._together:
            self._together[listeners] = tuple(self._sets(world, listeners))
        return self._together[listeners]

    def _sets(self, world: World, listeners: tuple[Listener, ...]) -> Iterator[Label]:
        numbers = frozenset(each.number for each in listeners)
        parts = {self.label(world, event) & numbers for event in self.sounds(listeners, "")}
        seen: dict[Label, None] = {}
        for count in range(len(parts) + 1):
            for chosen in combinations(sorted(parts, key=sorted), count):
                seen.setdefault(QUIET.union(*chosen))
        return iter(seen)

    def raised(
        self, world: World, listeners: tuple[Listener, ...], label: Label, unit: str = ""
    ) -> tuple[CaseEvent, ...]:
        """Events that are these happenings and no others, for a unit."""
        numbers = frozenset(each.number for each in listeners)
        events = self.sounds(listeners, unit)
        return tuple(event for event in events if self.label(world, event) & numbers <= label)


Heard = tuple[Label, Label]
"""What a unit of a cluster hears of the cluster itself: since the last round, and in this one."""


@dataclass(slots=True)
class Ear:
    """What the units of a cluster hear of the cluster itself; ``known`` numbers it."""

    own: tuple[Listener, ...]
    known: list[Heard]

    def hears(
        self, world: World, picture: Picture, events: tuple[CaseEvent, ...]
    ) -> dict[str, Label]:
        """What each unit hears of events."""
        found: dict[str, Label] = {}
        for listener in self.own:
            for unit in picture.of(listener.item.name):
                state = ItemState(listener.item, unit, NOT_BEGUN)
                if any(happens(world, state, listener.on, event) for event in events):
                    found[unit] = found.get(unit, QUIET) | {listener.number}
        return found

    def number(self, before: Label, now: Label) -> int:
        """The number of what a unit hears."""
        if (before, now) not in self.known:
            self.known.append((before, now))
        return self.known.index((before, now))

"""How the instances of a cluster stand in a case: units of one profile in no order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Final

from engine.analysis.life.instances import UNBEGUN, Instances
from engine.analysis.life.representatives import Life, Profile, Representative
from engine.base.dataclass import dataclass
from engine.base.values import NOTHING
from engine.definitions.model.items import Item
from engine.meaning.picture import Instance, Key, Picture

UnitState = tuple[int, ...]
"""For one unit: the number of the instance of each item of a cluster, and of what it hears."""

SILENCE: Final = 0
"""What a unit hears that hears nothing."""

Layout = tuple[tuple[UnitState, ...], ...]
"""For each profile how its units stand, in a fixed order."""


@dataclass(frozen=True, slots=True, eq=False)
class Cluster:
    """Items that are judged together, with the numbers of their instances."""

    place: int
    items: tuple[Item, ...]
    instances: tuple[Instances, ...] = field(repr=False)

    @property
    def is_of_persons(self) -> bool:
        """Whether one of its items is taken for each person."""
        return any(item.each is not None and item.each.kind == "persons" for item in self.items)

    @property
    def names(self) -> frozenset[str]:
        """The names of its items."""
        return frozenset(item.name for item in self.items)


def numbered(life: Life) -> tuple[Cluster, ...]:
    """The clusters of a flow, whose instances are numbered alike for all cases."""
    return tuple(
        Cluster(place, items, tuple(Instances(item) for item in items))
        for place, items in enumerate(life.clusters)
    )


@dataclass(frozen=True, slots=True, eq=False)
class Seats:
    """A cluster in one case: its units, and the way from pictures to layouts and back."""

    cluster: Cluster
    groups: tuple[tuple[Profile, tuple[str, ...]], ...]

    @property
    def start(self) -> Layout:
        """Nothing has begun."""
        nothing = (*(UNBEGUN for _ in self.cluster.items), SILENCE)
        return tuple((nothing,) * len(units) for _, units in self.groups)

    def layout(self, picture: Picture, heard: Mapping[str, int] = NOTHING) -> Layout:
        """How the instances of a picture stand; ``heard`` says what each unit hears."""
        return tuple(
            tuple(sorted(self.state(picture, unit, heard) for unit in units))
            for _, units in self.groups
        )

    def state(self, picture: Picture, unit: str, heard: Mapping[str, int]) -> UnitState:
        """How the instances for one unit stand."""
        of = zip(self.cluster.items, self.cluster.instances, strict=True)
        numbers = (known.number(picture.instance(item.name, unit)) for item, known in of)
        return (*numbers, heard.get(unit, SILENCE))

    def heard(self, layout: Layout) -> dict[str, int]:
        """What each unit hears."""
        return {
            unit: state[-1]
            for (_, units), states in zip(self.groups, layout, strict=True)
            for unit, state in zip(units, states, strict=True)
            if state[-1] != SILENCE
        }

    def instances(self, layout: Layout) -> dict[Key, Instance]:
        """The instances of a layout, each for a unit of its profile."""
        found: dict[Key, Instance] = {}
        for (_, units), states in zip(self.groups, layout, strict=True):
            for unit, state in zip(units, states, strict=True):
                for place, number in enumerate(state[:-1]):
                    if number != UNBEGUN:
                        item = self.cluster.items[place].name
                        found[item, unit] = self.cluster.instances[place].known[number]
        return found

    def moved(
        self, layout: Layout, profile: Profile, before: UnitState, after: UnitState
    ) -> Layout:
        """The layout in which one unit of a profile stands in another way."""
        groups = []
        for (own, _), states in zip(self.groups, layout, strict=True):
            if own == profile:
                rest = list(states)
                rest[rest.index(before)] = after
                groups.append(tuple(sorted(rest)))
            else:
                groups.append(states)
        return tuple(groups)

    def different(self, layout: Layout) -> Iterator[tuple[str, Profile, UnitState]]:
        """A unit for each profile and each way in which one of its units stands."""
        for (profile, units), states in zip(self.groups, layout, strict=True):
            seen: set[UnitState] = set()
            for unit, state in zip(units, states, strict=True):
                if state not in seen:
                    seen.add(state)
                    yield unit, profile, state

    def units_apart(self, picture: Picture) -> Iterator[str]:
        """One unit of a picture for each profile and each way in which one of its units stands."""
        for _, units in self.groups:
            seen: set[UnitState] = set()
            for unit in units:
                state = self.state(picture, unit, NOTHING)
                if state not in seen:
                    seen.add(state)
                    yield unit


def seats(clusters: tuple[Cluster, ...], case: Representative) -> tuple[Seats, ...]:
    """The clusters of a flow in one case."""
    return tuple(
        Seats(cluster, groups) for cluster, groups in zip(clusters, case.named, strict=True)
    )

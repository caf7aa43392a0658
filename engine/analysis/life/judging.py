"""What is asked of states: judged by the machine on a picture of the classes that it reads."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import field
from operator import itemgetter
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from engine.analysis.life.exploring import Exploration, Placed
from engine.analysis.life.refining import Classes
from engine.analysis.life.world import CaseWorld
from engine.base.dataclass import dataclass
from engine.definitions.model.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Negation,
    OverRows,
)
from engine.definitions.model.route import Stage
from engine.meaning.missing import parts as parts_of
from engine.meaning.picture import Instance, Key, Picture
from engine.meaning.truth import Truth, both, either, opposite

State = tuple[int, ...]
"""The class of each cluster, and last the number of the final end, 0 while there is none."""

Judged = TypeVar("Judged")


@dataclass(slots=True, eq=False)
class Members:
    """A layout of each class, as it stands in one case."""

    placed: Placed
    layouts: tuple[dict[int, int], ...] = ()
    _instances: list[dict[int, dict[Key, Instance]]] = field(default_factory=list)

    @classmethod
    def of(cls, placed: Placed, classes: tuple[Classes, ...]) -> Members:
        """The first layout of each class of each cluster."""
        found = cls(placed)
        layouts: list[dict[int, int]] = []
        for of_cluster, alone in zip(classes, placed.alone, strict=True):
            first: dict[int, int] = {}
            for layout in range(len(alone.layouts)):
                first.setdefault(of_cluster.number(alone, layout), layout)
            layouts.append(first)
        found.layouts = tuple(layouts)
        found._instances = [{} for _ in classes]
        return found

    def picture(self, state: State, places: Iterable[int]) -> Picture:
        """A picture of some clusters as they stand in a state."""
        instances: dict[Key, Instance] = {}
        for place in places:
            known = self._instances[place]
            number = state[place]
            if number not in known:
                alone = self.placed.alone[place]
                layout = alone.layouts[self.layouts[place][number]]
                known[number] = self.placed.seats[place].instances(layout)
            instances |= known[number]
        return Picture(MappingProxyType(instances))


@dataclass(slots=True, eq=False)
class ProofQuestion(Generic[Judged]):
    """Something asked of a case: judged once for each choice of classes that it reads."""

    members: Members
    places: tuple[int, ...]
    judge: Callable[[CaseWorld, Picture], Judged]
    _known: dict[Hashable, Judged] = field(default_factory=dict)
    mark: Callable[[State], Hashable] = field(init=False)
    """The classes that it reads of a state."""

    def __post_init__(self) -> None:
        # Asked a million times: what is picked out of a state is picked without a loop here.
        self.mark = itemgetter(*self.places) if self.places else lambda _state: ()

    def __call__(self, state: State) -> Judged:
        mark = self.mark(state)
        try:
            return self._known[mark]
        except KeyError:
            picture = self.members.picture(state, self.places)
            found = self.judge(self.members.placed.case.world, picture)
            self._known[mark] = found
            return found


@dataclass(slots=True, eq=False)
class _JoinedTruth:
    """A condition whose parts are judged apart; remembered by what all of them read."""

    join: Callable[[Iterable[Truth]], Truth]
    parts: tuple[Callable[[State], Truth], ...]
    mark: Callable[[State], Hashable]
    _known: dict[Hashable, Truth] = field(default_factory=dict)

    def __call__(self, state: State) -> Truth:
        mark = self.mark(state)
        if mark not in self._known:
            self._known[mark] = self.join(part(state) for part in self.parts)
        return self._known[mark]


@dataclass(slots=True, eq=False)
class Questions:
    """Makes questions about the states of one case."""

    exploration: Exploration
    members: Members

    def of(
        self, items: frozenset[str], judge: Callable[[CaseWorld, Picture], Judged]
    ) -> ProofQuestion[Judged]:
        """A question that reads these items, and what decides whom and what they are for."""
        wide = self.exploration.life.reads.with_units(items)
        places = (each.place for each in self.exploration.clusters if each.names & wide)
        return ProofQuestion(self.members, tuple(places), judge)

    def holds(self, condition: Condition) -> Callable[[State], Truth]:
        """The truth of a condition of the case: its parts judged apart where they read apart."""
        whole = self.of(
            self.exploration.life.reads.of(condition),
            lambda world, picture: world.holds(condition, picture),
        )
        if isinstance(condition, Compare | OverRows) or len(whole.places) < 2:
            return whole
        parts = tuple(self.holds(part) for part in parts_of(condition))
        match condition:
            case AllOf():
                return _JoinedTruth(both, parts, whole.mark)
            case AnyOf():
                return _JoinedTruth(either, parts, whole.mark)
            case Negation():
                return lambda state: opposite(parts[0](state))
            case _:
                return parts[0]

    def of_stage(
        self, stage: Stage, judge: Callable[[CaseWorld, Picture, Stage], Any]
    ) -> ProofQuestion[Any]:
        """A question about a stage, its items and what it asks."""
        reads = self.exploration.life.reads
        items = frozenset(stage.items)
        for condition in (stage.when, stage.done_when):
            items |= reads.of(condition) if condition is not None else frozenset()
        items |= reads.path(stage.given_by) if stage.given_by else frozenset()
        return self.of(items, lambda world, picture: judge(world, picture, stage))

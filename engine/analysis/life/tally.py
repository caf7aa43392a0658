"""What is wrong in the states of all cases: each thing once, in the smallest case and soonest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import Final

from engine.analysis.life.alive import Alive
from engine.analysis.life.groups import ProofGroup
from engine.analysis.life.refining import Classes
from engine.base.dataclass import dataclass
from engine.base.values import NOTHING, Span
from engine.definitions.model.route import Promise

TRAP: Final = "V202"


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """Something that does not hold in a state, where it was met first.

    ``code`` and ``about`` name it; ``goals`` are all states of its group in which it is so.
    """

    code: str
    about: str
    group: ProofGroup
    goals: frozenset[int]
    params: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    lines: tuple[Span, ...] = ()
    promise: Promise | None = None


@dataclass(slots=True)
class Tally:
    """What was met in all cases."""

    classes: tuple[Classes, ...]
    alive: Alive = field(default_factory=Alive)
    stages: set[str] = field(default_factory=set)
    ends: set[str] = field(default_factory=set)
    sightings: dict[tuple[str, str], Sighting] = field(default_factory=dict)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    combinations: int = 0
    states: int = 0

    def add(self, group: ProofGroup) -> None:
        """What is to be seen in one group of cases."""
        self.combinations += group.weight
        self.states += len(group.composed.states)
        for placed in group.cases:
            self.alive.add(placed, self.classes, group.composed)
        goals: dict[tuple[str, str], tuple[Sighting, set[int]]] = {}
        for number in group.nearest():
            where = group.at(number)
            self.stages.update(where.stages)
            self.ends.add(where.end)
            for sighting in _sightings(group, number):
                mark = sighting.code, sighting.about
                goals.setdefault(mark, (sighting, set()))[1].add(number)
        for sighting in _circles(group):
            mark = sighting.code, sighting.about
            goals.setdefault(mark, (sighting, set()))[1].update(sighting.goals)
        for mark, (sighting, numbers) in goals.items():
            self.counts[mark] = self.counts.get(mark, 0) + group.weight
            if mark not in self.sightings:
                self.sightings[mark] = replace(sighting, goals=frozenset(numbers))


def _circles(group: ProofGroup) -> Iterator[Sighting]:
    """Steps after which what follows by itself never comes to rest."""
    for number, link in group.composed.circles:
        if number < 0:
            yield Sighting("V214", "", group, frozenset())
            continue
        state = group.composed.states[number]
        changes = group.standing.steps(state, link.place, link.exit)
        for item, step in sorted({(each.item, each.step) for each in changes}):
            title = group.standing.placed.case.world.route.items[item].title
            params = {"item": title, "step": step}
            yield Sighting("V214", f"{item} {step}", group, frozenset({number}), params)


def _sightings(group: ProofGroup, number: int) -> Iterator[Sighting]:
    state = group.composed.states[number]
    goal = frozenset({number})
    if not state[-1]:
        lacking = list(group.whereabouts.lacking(state))
        for stage, reason in lacking:
            code = "V206" if reason == "nobody" else "V205"
            yield Sighting(code, stage.name, group, goal, {"stage": stage.title}, (stage.span,))
        if group.is_trap(number) and not lacking:
            yield _trap(group, number)
        yield from _unfinished(group, number)
    for promise in group.whereabouts.broken(state):
        about = f"{promise.at} {promise.because.source if promise.because else promise.span.line}"
        yield Sighting("V401", about, group, goal, lines=(promise.span,), promise=promise)


def _trap(group: ProofGroup, number: int) -> Sighting:
    names = group.at(number).stages
    flow = group.standing.placed.case.world.route.flow
    stages = [stage for stage in flow.stages if stage.name in names]
    params = {"stages": tuple(stage.title for stage in stages)}
    lines = tuple(stage.span for stage in stages)
    return Sighting(TRAP, " ".join(names), group, frozenset({number}), params, lines)


def _unfinished(group: ProofGroup, number: int) -> Iterator[Sighting]:
    """What is still under way where a case is completed (rule 46)."""
    state = group.composed.states[number]
    ends = group.standing.placed.case.world.route.flow.case.ends
    if group.at(number).end != ends[0].name:
        return
    for item in group.whereabouts.unfinished(state):
        params = {"item": item.title, "end": ends[0].caption}
        yield Sighting("V213", item.name, group, frozenset({number}), params, (item.span,))

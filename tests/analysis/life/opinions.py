"""What the plain walk and the composed classes say of the same case of a small flow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.analysis.life.alive import Alive
from engine.analysis.life.exploring import Exploration, Placed
from engine.analysis.life.graphs import FAR, distances
from engine.analysis.life.groups import ProofGroup, groups
from engine.analysis.life.refining import Classes
from engine.analysis.life.walk import PlainWalk, Walked
from engine.analysis.life.whereabouts import Where, is_asked, where_is
from engine.analysis.life.world import CaseWorld
from engine.definitions.model.programme import Programme
from engine.meaning.flow.steps import is_final
from engine.meaning.picture import CASE
from tests.analysis.life.small import small


@dataclass(frozen=True, slots=True)
class Opinion:
    """Where a case can be, where it is trapped, which promises break, whether it goes round."""

    places: frozenset[Where]
    traps: frozenset[Where]
    broken: frozenset[int]
    goes_round: bool


@dataclass(frozen=True, slots=True)
class Both:
    """Two opinions on one case; ``unseen`` are steps and statuses that classes never come to."""

    plain: Opinion
    composed: Opinion
    unseen: frozenset[tuple[str, ...]]
    thought: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Arrow:
    to: int
    step: str


def both_opinions(ready: Programme, limit: int) -> Iterator[Both]:
    """Two opinions on every case whose pictures are not more than ``limit``."""
    flow = small(ready)
    exploration = Exploration.of(flow.life, flow.entries, flow.cases)
    classes = tuple(Classes.of(exploration, each.place) for each in exploration.clusters)
    for group in groups(exploration, classes, 100_000, 1_000_000):
        for placed in group.cases:
            walked = PlainWalk(placed.case.world, placed.seats, flow.entries, limit).walked()
            if walked.is_whole:
                alive = Alive()
                alive.add(placed, classes, group.composed)
                seen, thought = _happened(placed.case.world, walked), alive.opened | alive.rested
                yield Both(
                    _plain(placed, walked),
                    _composed(group),
                    frozenset(seen - thought),
                    frozenset(thought - seen),
                )


def _plain(placed: Placed, walked: Walked) -> Opinion:
    world = placed.case.world
    ends = world.route.flow.case.ends
    by_itself = {ends[0].name} | {end.name for end in ends[1:] if end.when is not None}
    final = {end.name for end in ends[1:]}
    places = [where_is(world, picture) for picture in walked.pictures]
    onward = [
        [_Arrow(edge.to, edge.event.step if edge.event.item == CASE else "") for edge in edges]
        for edges in walked.onward
    ]
    goals = [number for number, where in enumerate(places) if where.end in by_itself]
    far = distances(onward, goals, by_case=False)
    broken = {
        number
        for number, promise in enumerate(world.route.flow.promises)
        for where, picture in zip(places, walked.pictures, strict=True)
        if is_asked(promise, where) and world.holds(promise.fits, picture) is not True
    }
    traps = {w for w, away in zip(places, far, strict=True) if away == FAR and w.end not in final}
    return Opinion(frozenset(places), frozenset(traps), frozenset(broken), bool(walked.circles))


def _composed(group: ProofGroup) -> Opinion:
    numbers = range(len(group.composed.states))
    promises = group.standing.placed.case.world.route.flow.promises
    broken = {
        number
        for number, promise in enumerate(promises)
        for state in group.composed.states
        if promise in tuple(group.whereabouts.broken(state))
    }
    return Opinion(
        frozenset(group.at(number) for number in numbers),
        frozenset(group.at(number) for number in numbers if group.is_trap(number)),
        frozenset(broken),
        bool(group.composed.circles),
    )


def _happened(world: CaseWorld, walked: Walked) -> set[tuple[str, ...]]:
    """The statuses in which items rest while a case is under way, and the steps that are taken."""
    found: set[tuple[str, ...]] = set()
    for picture, edges in zip(walked.pictures, walked.onward, strict=True):
        if not is_final(world, picture):
            found |= {(name, each.status) for (name, _), each in picture.instances.items()}
        for edge in edges:
            if edge.event.item != CASE:
                found.add((edge.event.item, edge.event.before, edge.event.step))
    return found

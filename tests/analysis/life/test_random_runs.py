"""What is proved is never broken: random runs of the real ``permitted`` and ``decide``.

``FUZZ_RUNS=200`` runs each flow that often instead of the few times of every run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from types import MappingProxyType

import pytest

from engine.analysis.life.entries import Entries
from engine.analysis.life.groups import ProofGroup
from engine.analysis.life.proving import LifeProof, prove_life
from engine.analysis.life.whereabouts import is_asked, where_is
from engine.analysis.space import world
from engine.definitions.loader import load
from engine.definitions.model.items import APPLICANT
from engine.meaning.flow.commands import ANSWERS, CLOCK, Actor, Command, Move, Refusal
from engine.meaning.flow.decide import begin, decide, permitted
from engine.meaning.flow.world import World
from engine.meaning.picture import CASE, EMPTY, Key, Picture, fold
from engine.meaning.programme import compile_programme
from tests.analysis.life.damages import damaged
from tests.analysis.life.small import FLOWS, TODAY, programme

ROOT = Path(__file__).parents[3]
RUNS = int(os.environ.get("FUZZ_RUNS", "0")) or 6
STEPS = 60


@cache
def proved(name: str, seed: int) -> tuple[tuple[ProofGroup, ...], frozenset[str], Entries]:
    """The cases of a flow, damaged unless the seed is 0, and the codes of its findings."""
    ready = programme(FLOWS[name])
    ready = damaged(ready, seed) if seed else ready
    found = prove_life(world(compile_programme(ready), TODAY))
    life = found.groups[0].standing.exploration.life
    entries = life.entries()
    lines = frozenset(str(f.lines[0]) for f in found.findings if f.code in ("V401", "V402"))
    return found.groups, lines, entries


def actors(flow_world: World, people: frozenset[str]) -> Iterator[Actor]:
    roles = [role.name for role in flow_world.route.flow.roles]
    for role in roles:
        # Somebody may have several roles, and there are two of each.
        yield Actor("bank", frozenset(roles), f"{role} and all others")
        yield Actor("bank", frozenset({role}), role)
    yield Actor("user", frozenset({APPLICANT}), "applicant", people)
    for provider in flow_world.route.flow.providers:
        yield Actor("provider", frozenset({provider.name}), provider.name)


def open_to(flow_world: World, picture: Picture) -> Iterator[tuple[Actor, Move]]:
    people = frozenset(unit for _, unit in picture.instances)
    for actor in actors(flow_world, people):
        yield from ((actor, move) for move in permitted(flow_world, picture, actor))


def taken(
    flow_world: World, picture: Picture, chosen: tuple[Actor, Move], entries: Entries, rng: Random
) -> Picture | None:
    """The picture after a move with something filled in; None where it goes round."""
    actor, move = chosen
    units = (move.unit,) if move.unit else ()
    data = {}
    if move.item != CASE and not move.answer:
        item = flow_world.route.items[move.item]
        instance = picture.instance(move.item, move.unit)
        data = rng.choice([*entries.of(item, move.step, instance)] or [{}])
    found = decide(flow_world, picture, Command(move.item, move.name, actor, units, data))
    if isinstance(found, Refusal):
        assert found.code in ("goes round", "decided"), (found, move)
        return None
    return fold(found, picture)


def time_passes(flow_world: World, picture: Picture, rng: Random) -> Picture:
    """A step of time, if there is one."""
    clock = Actor("system", frozenset({CLOCK}))
    timers = [
        Command(name, timer.name, clock, (unit,) if unit else ())
        for (name, unit), instance in picture.instances.items()
        for timer in flow_world.route.items[name].status(instance.status).timers
    ]
    found = decide(flow_world, picture, rng.choice(timers)) if timers else ()
    return picture if isinstance(found, Refusal) else fold(found, picture)


def run(group: ProofGroup, promised: frozenset[int], entries: Entries, rng: Random) -> None:
    case = rng.choice(group.cases)
    flow_world = case.case.world
    promises = flow_world.route.flow.promises
    places = {group.at(number) for number in range(len(group.composed.states))}
    picture = fold(begin(flow_world, EMPTY))
    for _ in range(STEPS):
        where = where_is(flow_world, picture)
        assert where in places
        for number in promised:
            if is_asked(promises[number], where):
                assert flow_world.holds(promises[number].fits, picture) is True
        moves = list(open_to(flow_world, picture))
        if not moves or rng.random() < 0.1:
            picture = time_passes(flow_world, picture, rng)
            continue
        after = taken(flow_world, picture, rng.choice(moves), entries, rng)
        picture = picture if after is None else after


@pytest.mark.parametrize("name", FLOWS)
@pytest.mark.parametrize("seed", [0, 3, 4, 5])
def test_no_run_breaks_what_is_proved_or_comes_to_an_unknown_place(name: str, seed: int) -> None:
    groups, broken, entries = proved(name, seed)
    rng = Random(seed)  # noqa: S311 - repeatable on purpose
    promises = groups[0].standing.placed.case.world.route.flow.promises
    kept = frozenset(n for n, each in enumerate(promises) if str(each.span) not in broken)
    for _ in range(RUNS):
        group = rng.choice(groups)
        if group.composed.states:
            run(group, kept, entries, rng)


@cache
def bank(name: str) -> LifeProof:
    programme = load(ROOT / "definitions").programmes[name]
    return prove_life(world(compile_programme(programme), TODAY))


@pytest.mark.parametrize("name", ["bluor", "magnetiq"])
def test_no_run_of_the_bank_breaks_what_is_proved(name: str) -> None:
    found = bank(name)
    assert [each.code for each in found.findings] == []
    entries = found.groups[0].standing.exploration.life.entries()
    rng = Random(1)  # noqa: S311 - repeatable on purpose
    promises = found.groups[0].standing.placed.case.world.route.flow.promises
    for _ in range(RUNS * 5):
        run(rng.choice(found.groups), frozenset(range(len(promises))), entries, rng)


Met = dict[tuple[str, str], tuple[World, Picture, Key]]
"""For every status of every item a case in which one stands there."""


def met_in(group: ProofGroup, met: Met) -> None:
    """Every status that an item comes to, amid others that stand so at the same time."""
    standing = group.standing
    flow_world = standing.placed.case.world
    first = {
        (place, number): state
        for state in reversed(group.composed.states)
        if not state[-1]
        for place, number in enumerate(state[:-1])
    }
    kinds = zip(standing.classes, standing.placed.alone, standing.placed.seats, strict=True)
    for place, (classes, alone, seats) in enumerate(kinds):
        for number, layout in enumerate(alone.layouts):
            own = seats.instances(layout)
            state = first.get((place, classes.number(alone, number)))
            new = [
                key for key, each in own.items() if each.status and (key[0], each.status) not in met
            ]
            if state is None or not new:
                continue
            others = standing.members.picture(
                state, (n for n in range(len(state) - 1) if n != place)
            )
            end = group.whereabouts.at(state).end
            picture = Picture(MappingProxyType({**others.instances, **own}), end)
            for key in new:
                met.setdefault((key[0], own[key].status), (flow_world, picture, key))


def names_of(flow_world: World, item: str) -> list[str]:
    """Everything that anybody could try to do with an item, in whichever status it stands."""
    flow = flow_world.route.flow
    found = [f"{role.name} {answer}" for role in flow.roles for answer in ANSWERS]
    for status in flow.item(item).statuses:
        found += [step.name for step in status.steps] + [timer.name for timer in status.timers]
    return list(dict.fromkeys(found))


def tried(flow_world: World, picture: Picture, key: Key) -> Iterator[tuple[Actor, str, bool]]:
    """Everything that everybody could try with one item, and whether it is permitted."""
    item, unit = key
    for actor in actors(flow_world, frozenset(of for _, of in picture.instances)):
        moves = permitted(flow_world, picture, actor)
        may = {move.name for move in moves if (move.item, move.unit) == key}
        for name in names_of(flow_world, item):
            command = Command(item, name, actor, (unit,) if unit else ())
            done = decide(flow_world, picture, command)
            if name in may:
                assert not isinstance(done, Refusal) or done.code in ("goes round", "decided")
            else:
                after = picture if isinstance(done, Refusal) else fold(done, picture)
                # What an outside party says is kept, also where it leads nowhere.
                assert isinstance(done, Refusal) or {each.kind for each in done} == {"heard"}
                assert after.instances == picture.instances, (item, name, actor)
            yield actor, name, name in may


def test_in_every_status_what_is_not_permitted_is_refused_and_changes_nothing() -> None:
    """Every status of the bank's items, everything that can be tried there, by everybody."""
    met = Met()
    for group in bank("magnetiq").groups:
        met_in(group, met)
    flow = bank("magnetiq").groups[0].standing.placed.case.world.route.flow
    every = {(item.name, status.name) for item in flow.items for status in item.statuses}
    assert every - set(met) == set()
    asked = proposed = 0
    for flow_world, picture, key in met.values():
        for actor, name, may in list(tried(flow_world, picture, key)):
            asked += 1
            step = flow_world.route.items[key[0]].step(picture.instance(*key).status, name)
            if not may or step is None or not step.confirmed_by:
                continue
            done = decide(
                flow_world, picture, Command(key[0], name, actor, (key[1],)[: bool(key[1])])
            )
            if not isinstance(done, Refusal):
                proposed += sum(may for *_, may in tried(flow_world, fold(done, picture), key))
    assert asked > 10_000
    assert proposed > 0

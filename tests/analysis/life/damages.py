"""Damages to a flow, by chance: what an analyst may forget, swap or write twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from engine.definitions.model.conditions import Compare, Condition, Statuses, Subject
from engine.definitions.model.items import (
    Becomes,
    Branch,
    Happening,
    Item,
    Limit,
    Status,
    Step,
)
from engine.definitions.model.programme import Programme
from engine.definitions.model.route import Flow

Damage = Callable[[Random, Flow], Flow]


def damaged(programme: Programme, seed: int) -> Programme:
    """The programme with one to three damages to its flow; the same for the same seed."""
    rng = Random(seed)  # noqa: S311 - repeatable on purpose
    flow = programme.flow
    assert flow is not None
    for _ in range(rng.choice((1, 1, 2, 3))):
        flow = rng.choice(DAMAGES)(rng, flow)
    return replace(programme, flow=flow)


def _with_item(flow: Flow, item: Item) -> Flow:
    return replace(
        flow, items=tuple(item if each.name == item.name else each for each in flow.items)
    )


def _with_status(flow: Flow, item: Item, status: Status) -> Flow:
    statuses = tuple(status if each.name == status.name else each for each in item.statuses)
    return _with_item(flow, replace(item, statuses=statuses))


def _any_status(rng: Random, flow: Flow) -> tuple[Item, Status]:
    item = rng.choice(flow.items)
    return item, rng.choice(item.statuses)


def _any_step(rng: Random, flow: Flow) -> tuple[Item, Status, Step]:
    every = [(i, s, step) for i in flow.items for s in i.statuses for step in s.steps]
    return rng.choice(every)


def _with_step(flow: Flow, found: tuple[Item, Status, Step], step: Step | None) -> Flow:
    item, status, old = found
    changed = tuple(step if each is old else each for each in status.steps)
    steps = tuple(each for each in changed if each is not None)
    return _with_status(flow, item, replace(status, steps=steps))


def step_lost(rng: Random, flow: Flow) -> Flow:
    return _with_step(flow, _any_step(rng, flow), None)


def step_leads_elsewhere(rng: Random, flow: Flow) -> Flow:
    item, status, step = _any_step(rng, flow)
    to = rng.choice(["", *(each.name for each in item.statuses)])
    return _with_step(flow, (item, status, step), replace(step, to=(Branch(to),) if to else ()))


def step_any_time(rng: Random, flow: Flow) -> Flow:
    item, status, step = _any_step(rng, flow)
    return _with_step(flow, (item, status, step), replace(step, any_time=not step.any_time))


def step_condition(rng: Random, flow: Flow) -> Flow:
    found = _any_step(rng, flow)
    when = None if found[2].when is not None else _condition(rng, flow, found[0])
    return _with_step(flow, found, replace(found[2], when=when))


def step_limit(rng: Random, flow: Flow) -> Flow:
    item, status, step = _any_step(rng, flow)
    then = rng.choice(["", *(each.name for each in item.statuses)])
    limit = None if step.limit is not None else Limit(rng.choice((1, 2)), then=then)
    return _with_step(flow, (item, status, step), replace(step, limit=limit))


def kind_changed(rng: Random, flow: Flow) -> Flow:
    item, status = _any_status(rng, flow)
    kinds = [kind for kind in ("", "good", "over", "bad") if kind != status.kind]
    return _with_status(flow, item, replace(status, kind=rng.choice(kinds)))  # type: ignore[arg-type]


def becomes_lost(rng: Random, flow: Flow) -> Flow:
    item, status = _any_status(rng, flow)
    return _with_status(flow, item, replace(status, becomes=status.becomes[1:]))


def becomes_added(rng: Random, flow: Flow) -> Flow:
    item, status = _any_status(rng, flow)
    to = rng.choice(item.statuses).name
    if rng.random() < 0.5:
        new = Becomes(to, status.span, when=_condition(rng, flow, item))
    else:
        new = Becomes(to, status.span, on=(_happening(rng, flow, status),))
    place = rng.choice((0, len(status.becomes)))
    becomes = (*status.becomes[:place], new, *status.becomes[place:])
    return _with_status(flow, item, replace(status, becomes=becomes))


def _happening(rng: Random, flow: Flow, at: Status) -> Happening:
    item, status, step = _any_step(rng, flow)
    if rng.random() < 0.3:
        return Happening("step", at.span, item=item.name, step=step.name)
    names = rng.sample([each.name for each in item.statuses], rng.choice((1, 2)))
    return Happening("becomes", at.span, item=item.name, statuses=tuple(names) or (status.name,))


def rests_on_changed(rng: Random, flow: Flow) -> Flow:
    item = rng.choice(flow.items)
    if item.rests_on:
        return _with_item(flow, replace(item, rests_on=item.rests_on[1:]))
    stages = [stage.name for stage in flow.stages]
    place = stages.index(flow.stage_of(item.name).name)
    before = [name for stage in flow.stages[:place] for name in stage.items]
    return _with_item(flow, replace(item, rests_on=(rng.choice(before),))) if before else flow


def decision_changed(rng: Random, flow: Flow) -> Flow:
    item = rng.choice(flow.items)
    return _with_item(flow, replace(item, decision=not item.decision))


def item_condition(rng: Random, flow: Flow) -> Flow:
    item = rng.choice(flow.items)
    stages = [stage.name for stage in flow.stages]
    place = stages.index(flow.stage_of(item.name).name)
    before = {name for stage in flow.stages[:place] for name in stage.items}
    if item.when is not None or not before:
        return _with_item(flow, replace(item, when=None))
    asked = rng.choice([each for each in flow.items if each.name in before])
    return _with_item(flow, replace(item, when=_of(rng, asked)))


def done_when_changed(rng: Random, flow: Flow) -> Flow:
    place = rng.randrange(len(flow.stages))
    stage = flow.stages[place]
    asked = next(each for each in flow.items if each.name in stage.items)
    done_when = None if stage.done_when is not None else _of(rng, asked)
    changed = replace(stage, done_when=done_when)
    return replace(flow, stages=(*flow.stages[:place], changed, *flow.stages[place + 1 :]))


def stages_swapped(rng: Random, flow: Flow) -> Flow:
    place = rng.randrange(len(flow.stages) - 1)
    stages = list(flow.stages)
    stages[place], stages[place + 1] = stages[place + 1], stages[place]
    if any(stage.opens_after for stage in stages):
        return flow
    return replace(flow, stages=tuple(stages))


def opens_after_changed(rng: Random, flow: Flow) -> Flow:
    place = rng.randrange(1, len(flow.stages))
    stage = flow.stages[place]
    after = "" if stage.opens_after else rng.choice(flow.stages[:place]).name
    changed = replace(stage, opens_after=after)
    return replace(flow, stages=(*flow.stages[:place], changed, *flow.stages[place + 1 :]))


def _condition(rng: Random, flow: Flow, inside: Item) -> Condition:
    other = rng.choice(flow.items)
    if other.each is not None and other.each == inside.each and rng.random() < 0.5:
        names = tuple(rng.sample([each.name for each in other.statuses], 1))
        return Compare(Subject(other.name, in_row=True), Statuses(names), "", other.span)
    return _of(rng, other)


def _of(rng: Random, item: Item) -> Condition:
    names = [each.name for each in item.statuses]
    codes = tuple(rng.sample(names, min(len(names), rng.choice((1, 2)))))
    if item.each is None:
        test = Statuses(codes, negated=rng.random() < 0.3)
    else:
        quantifier = rng.choice(("any", "all", "none"))
        test = Statuses(codes, quantifier, or_not_applicable=rng.random() < 0.2)
    return Compare(Subject(item.name), test, "", item.span)


DAMAGES: tuple[Damage, ...] = (
    step_lost,
    step_leads_elsewhere,
    step_any_time,
    step_condition,
    step_limit,
    kind_changed,
    becomes_lost,
    becomes_added,
    becomes_added,
    rests_on_changed,
    decision_changed,
    item_condition,
    done_when_changed,
    stages_swapped,
    opens_after_changed,
)

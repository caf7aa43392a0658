"""``decide``: a command against a case gives events, or a refusal. ``permitted``: what it may be.

Both rest on the same questions, so that whatever is offered is obeyed and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from engine.base.events import By, CaseEvent
from engine.definitions.model.items import Step
from engine.meaning.flow.breath import GoesRoundError, follows
from engine.meaning.flow.commands import CLOCK, Actor, Command, Decided, Move, Refusal
from engine.meaning.flow.proposals import (
    answer_events,
    answer_refusal,
    answers_open,
    lapsed_proposals,
    parsed_answer,
    roles_to_confirm,
)
from engine.meaning.flow.reminders import is_reminder, reminder_events
from engine.meaning.flow.stages import instances_of
from engine.meaning.flow.steps import (
    Attempt,
    Closed,
    case_step,
    is_final,
    state_of,
    taken,
    target,
    timer_target,
    why_case_closed,
    why_closed,
)
from engine.meaning.flow.world import World
from engine.meaning.picture import CASE, ItemState, Key, Picture, apply, fold


def begin(world: World, picture: Picture) -> tuple[CaseEvent, ...]:
    """What follows as soon as a case exists, or after its answers changed."""
    return settle(world, picture, ())


def decide(
    world: World, picture: Picture, command: Command, replaced: frozenset[Key] = frozenset()
) -> Decided:
    """The events of a command, numbered on from the picture, or why it is refused.

    ``replaced`` are instances whose person is another one by the answers that ``world`` has now.
    """
    try:
        found = _decided(world, picture, command, replaced)
    except GoesRoundError:
        return Refusal("goes round", command.item, step=command.step)
    if isinstance(found, Refusal):
        return found
    first = picture.number + 1
    return tuple(
        replace(event, number=first + place, at=command.at) for place, event in enumerate(found)
    )


def permitted(
    world: World, picture: Picture, actor: Actor, at: datetime | None = None
) -> tuple[Move, ...]:
    """Every step and answer that is open to an actor, now or ``at`` a time, as the flow orders."""
    return tuple(_permitted(world, picture, Command("", "", actor, at=at)))


def settle(
    world: World,
    picture: Picture,
    raised: tuple[CaseEvent, ...],
    replaced: frozenset[Key] = frozenset(),
) -> tuple[CaseEvent, ...]:
    """Everything that follows from ``raised``, the lapse of proposals included."""
    events: list[CaseEvent] = []
    while True:
        happened = follows(world, picture, raised, replaced)
        replaced = frozenset()
        picture = fold(happened, picture)
        lapsed = tuple(lapsed_proposals(world, picture))
        events += (*happened, *lapsed)
        if not lapsed:
            return tuple(events)
        picture, raised = fold(lapsed, picture), lapsed


def _decided(world: World, picture: Picture, command: Command, replaced: frozenset[Key]) -> Decided:
    own: Decided
    if is_reminder(command):
        own = reminder_events(world, picture, command)
    elif command.item == CASE:
        own = () if command.refused else _case_events(world, picture, command)
    elif command.item not in world.route.items:
        return Refusal("no such item", command.item)
    else:
        own = _item_events(world, picture, command)
    if isinstance(own, Refusal) or not own:
        return own
    if len(command.units) > 1 and command.item in world.route.items:
        return _in_turn(world, picture, command, replaced)
    return (*own, *settle(world, fold(own, picture), own, replaced))


def _in_turn(world: World, picture: Picture, command: Command, replaced: frozenset[Key]) -> Decided:
    """A step on several instances: on each as those before have left the case, all or none.

    What may not be done to one after the other may not be done at once either.
    """
    events: list[CaseEvent] = []
    for unit in command.units:
        own = _item_events(world, picture, replace(command, units=(unit,), seen=None))
        if isinstance(own, Refusal):
            return own
        happened = (*own, *settle(world, fold(own, picture), own, replaced)) if own else ()
        picture, replaced = fold(happened, picture), frozenset()
        events += happened
    return tuple(events)


def _item_events(world: World, picture: Picture, command: Command) -> Decided:
    item = world.route.items[command.item]
    known = dict(instances_of(world, picture, item))
    units = command.units or tuple(known)
    if not units or (not command.units and len(units) > 1):
        return Refusal("no such unit", item.name, step=command.step)
    events: list[CaseEvent] = []
    for unit in units:
        if unit not in known:
            refusal = Refusal("no such unit", item.name, unit, command.step)
            return _kept_word(command, state_of(world, picture, item.name, unit)) or refusal
        found = _unit_events(world, picture, command, state_of(world, picture, item.name, unit))
        if isinstance(found, Refusal):
            return found
        events += found
    return tuple(events)


def _unit_events(world: World, picture: Picture, command: Command, state: ItemState) -> Decided:
    step = state.item.step(state.instance.status, command.step)
    if step is None:
        return () if command.refused else _other_events(world, picture, command, state)
    refusal = refusal_of_step(world, picture, command, state)
    if refusal is not None:
        word = None if refusal.code == "other role" else _kept_word(command, state)
        return word or refusal
    if command.refused:
        return _refused_events(world, picture, command, state, step)
    data = {**taken(state, step, "").data, **command.data}
    event = replace(taken(state, step, ""), by=command.actor.by(step.actor), data=data)
    if roles_to_confirm(world, picture, state, step, command.data):
        return (replace(event, kind="proposed"),)
    to = target(world, apply(picture, event), state, step, command.at)
    return (replace(event, after=to),)


def refusal_of_step(
    world: World, picture: Picture, command: Command, state: ItemState
) -> Refusal | None:
    """Why a step that the status knows is refused."""
    step = state.item.step(state.instance.status, command.step)
    if step is None:
        return Refusal("no such step", state.item.name, state.unit, command.step)
    about = (state.item.name, state.unit, step.name)
    if not command.actor.may(step, state.unit):
        return Refusal("other role", *about)
    if command.seen is not None and command.seen < state.instance.moved:
        return Refusal("stale", *about)
    closed = why_closed(world, picture, state, Attempt(step, command.at, command.data))
    if closed:
        return Refusal(closed, *about)
    if step.confirmed_by and state.instance.proposal is not None:
        return Refusal("proposal open", *about)
    return None


def _refused_events(
    world: World, picture: Picture, command: Command, state: ItemState, step: Step
) -> tuple[CaseEvent, ...]:
    """A try that was not right, where that counts, and where one too many leads."""
    timers = state.item.status(state.instance.status).timers
    counted = [timer for timer in timers if timer.code in command.refused]
    if not counted:
        return ()
    codes = tuple(dict.fromkeys(timer.code for timer in counted))
    tried = replace(taken(state, step, ""), kind="refused", by=command.actor.by(step.actor))
    tried = replace(tried, before="", data={"codes": codes})
    after = apply(picture, tried)
    now = replace(state, instance=after.instance(state.item.name, state.unit))
    for timer in counted:
        if now.instance.refused[timer.code] < timer.times:
            continue
        if to := timer_target(world, after, now, timer):
            about = (state.item.name, state.unit, timer.name, state.instance.status, to)
            return (tried, CaseEvent("step", *about, By(role=CLOCK)))
    return (tried,)


def _other_events(world: World, picture: Picture, command: Command, state: ItemState) -> Decided:
    """A step of time, an answer to a proposal, or a step of another status."""
    about = (state.item.name, state.unit, command.step)
    if parsed_answer(command.step) is not None:
        refusal = answer_refusal(world, picture, command, state)
        return refusal or answer_events(world, picture, command, state)
    if "clock" in command.actor.roles:
        return _timer_events(world, picture, command, state)
    is_known = any(state.item.step(each.name, command.step) for each in state.item.statuses)
    if not is_known:
        return Refusal("no such step", *about)
    if (word := _kept_word(command, state)) is not None:
        return word
    if command.seen is not None and command.seen < state.instance.moved:
        return Refusal("stale", *about)
    return Refusal("other status" if state.instance.status else "not begun", *about)


def _kept_word(command: Command, state: ItemState) -> tuple[CaseEvent, ...] | None:
    """What an outside party says is never refused: it is kept, and nothing moves."""
    steps = {step.name for step in state.item.steps}
    if command.actor.side != "provider" or command.step not in steps:
        return None
    by = command.actor.by(next(iter(command.actor.roles), ""))
    return (
        CaseEvent("heard", state.item.name, state.unit, command.step, by=by, data=command.data),
    )


def _timer_events(world: World, picture: Picture, command: Command, state: ItemState) -> Decided:
    """A step of time acts only in the arrival it was set for; otherwise nothing happens."""
    if not state.instance.status or command.arrival not in (None, state.instance.since):
        return ()
    timers = state.item.status(state.instance.status).timers
    timer = next((each for each in timers if each.name == command.step), None)
    to = "" if timer is None else timer_target(world, picture, state, timer)
    if not to or is_final(world, picture):
        return ()
    by = command.actor.by("clock")
    return (
        CaseEvent("step", state.item.name, state.unit, command.step, state.instance.status, to, by),
    )


def _case_events(world: World, picture: Picture, command: Command) -> Decided:
    steps = {step.name: step for step in world.route.flow.case.steps}
    step = steps.get(command.step)
    if step is None:
        refusal = answer_refusal(world, picture, command, None)
        return refusal or answer_events(world, picture, command, None)
    if not command.actor.may(step, ""):
        return Refusal("other role", CASE, step=step.name)
    if command.seen is not None and command.seen < picture.number:
        return Refusal("stale", CASE, step=step.name)
    closed: Closed = why_case_closed(world, picture, step)
    if closed:
        return Refusal(closed, CASE, step=step.name)
    if picture.proposal is not None and step.confirmed_by:
        return Refusal("proposal open", CASE, step=step.name)
    by = command.actor.by(step.actor)
    if roles_to_confirm(world, picture, None, step, command.data):
        return (CaseEvent("proposed", CASE, step=step.name, by=by, data=command.data),)
    return case_step(step, by, command.data)


def _permitted(world: World, picture: Picture, asked: Command) -> Iterator[Move]:
    """The moves of the actor of a command that names nothing yet."""
    for item in world.route.flow.items:
        for unit, instance in instances_of(world, picture, item):
            if instance.status:
                yield from _of_state(world, picture, asked, ItemState(item, unit, instance))
    for step in world.route.flow.case.steps:
        is_open = asked.actor.may(step, "") and not why_case_closed(world, picture, step)
        if is_open and not (step.confirmed_by and picture.proposal):
            yield Move(CASE, "", step.name, step, proposes=bool(step.confirmed_by))
    yield from answers_open(world, picture, asked.actor, None)


def _of_state(world: World, picture: Picture, asked: Command, state: ItemState) -> Iterable[Move]:
    for step in state.item.status(state.instance.status).steps:
        command = replace(asked, item=state.item.name, step=step.name, units=(state.unit,))
        if refusal_of_step(world, picture, command, state) is None:
            proposes = bool(roles_to_confirm(world, picture, state, step, {}))
            yield Move(state.item.name, state.unit, step.name, step, proposes=proposes)
    yield from answers_open(world, picture, asked.actor, state)

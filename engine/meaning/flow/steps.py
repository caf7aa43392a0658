"""Which steps are open, why one is not, and where each leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from engine.base.events import By, CaseEvent
from engine.definitions.model.items import Branch, Duration, Step, Timer
from engine.meaning.flow.breath import settled
from engine.meaning.flow.stages import decided, is_complete, is_done, is_reached
from engine.meaning.flow.world import World
from engine.meaning.picture import CASE, ItemState, Picture, apply

Closed = Literal[
    "",
    "final",
    "not begun",
    "other status",
    "condition",
    "used up",
    "earlier stage",
    "decided",
    "completed",
]
"""Why a step is not open; empty: it is."""

_SECONDS = {"minutes": 60, "hours": 3600, "days": 86400}


def state_of(world: World, picture: Picture, item: str, unit: str = "") -> ItemState:
    """Where an item stands for a unit. Raises ``KeyError`` for an unknown item."""
    return ItemState(world.route.items[item], unit, picture.instance(item, unit))


def is_final(world: World, picture: Picture) -> bool:
    """Whether the case has an end after which nothing may happen."""
    ends = world.route.flow.case.ends
    return bool(picture.end) and picture.end != ends[0].name


def why_closed(
    world: World, picture: Picture, state: ItemState, step: Step, at: datetime | None = None
) -> Closed:
    """Why a step of an item is not open to whoever may take it; empty where it is open."""
    if is_final(world, picture):
        return "final"
    if not state.instance.status:
        return "not begun"
    if state.item.step(state.instance.status, step.name) is None:
        return "other status"
    holds = step.when is None or world.holds(step.when, picture, state.item, state.unit) is True
    if not holds:
        return "condition"
    if step.limit is not None and not step.limit.then and is_used_up(state, step, at):
        return "used up"
    if step.any_time or step.kind == "provider":
        return ""
    if not is_reached(world, picture, world.route.stage_of[state.item.name]):
        return "earlier stage"
    return _against_decision(world, picture, state, step, at)


def why_case_closed(world: World, picture: Picture, step: Step) -> Closed:
    """Why a step of the case itself is not open; they close with the first decision."""
    if is_final(world, picture):
        return "final"
    if step.when is not None and world.holds(step.when, picture) is not True:
        return "condition"
    if is_complete(world, picture):
        return "completed"
    return "decided" if decided(world, picture) else ""


def target(
    world: World, picture: Picture, state: ItemState, step: Step, at: datetime | None
) -> str:
    """The status a step leads to; empty where it stays."""
    if step.limit is not None and step.limit.then and is_used_up(state, step, at):
        return step.limit.then
    return branch(world, picture, state, step.to)


def timer_target(world: World, picture: Picture, state: ItemState, timer: Timer) -> str:
    """The status a step of time leads to; empty while its condition does not hold."""
    when = timer.when
    holds = when is None or world.holds(when, picture, state.item, state.unit) is True
    return branch(world, picture, state, timer.to) if holds else ""


def branch(world: World, picture: Picture, state: ItemState, branches: Iterable[Branch]) -> str:
    """The first branch that holds, or empty."""
    for each in branches:
        if each.when is None or world.holds(each.when, picture, state.item, state.unit) is True:
            return each.to
    return ""


def is_used_up(state: ItemState, step: Step, at: datetime | None) -> bool:
    """Whether a counted step was taken as often as it may be."""
    limit = step.limit
    if limit is None:
        return False
    times = state.instance.tries.get(step.name, ())
    if limit.per is not None and at is not None:
        times = tuple(time for time in times if time is None or time > at - _window(limit.per))
    return len(times) >= limit.count


def taken(state: ItemState, step: Step, to: str) -> CaseEvent:
    """The event of a step, without who and when."""
    return CaseEvent(
        kind="step",
        item=state.item.name,
        of=state.unit,
        step=step.name,
        before=state.instance.status,
        after=to,
        data={"counted": True} if step.limit is not None else {},
    )


def case_step(step: Step, by: By, data: Mapping[str, Any]) -> tuple[CaseEvent, ...]:
    """The events of a step of the case and of the end it leads to."""
    return (
        CaseEvent("step", CASE, step=step.name, by=by, data=data),
        CaseEvent("ended", after=step.to[0].to),
    )


def _window(per: Duration) -> timedelta:
    return timedelta(seconds=per.count * _SECONDS.get(per.unit, 86400))


def _against_decision(
    world: World, picture: Picture, state: ItemState, step: Step, at: datetime | None
) -> Closed:
    """After a decision nothing before it may be undone by a step that does not say so."""
    made = decided(world, picture)
    is_completed = is_complete(world, picture)
    if not made and not is_completed:
        return ""
    stage = world.route.stage_of[state.item.name]
    place_of = world.route.place
    stands_before = is_completed or any(
        world.route.stage_of[item.name] is stage
        or place_of[stage.name] < place_of[world.route.stage_of[item.name].name]
        for item in made
    )
    if not stands_before or not is_done(world, picture, stage):
        return ""
    to = target(world, picture, state, step, at)
    if not to:
        return ""
    event = taken(state, step, to)
    after = settled(world, apply(picture, event), (event,))
    return "" if is_done(world, after, stage) else "decided"

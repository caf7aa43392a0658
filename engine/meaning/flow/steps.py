"""Which steps are open, why one is not, and where each leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from engine.base.dataclass import dataclass
from engine.base.events import By, CaseEvent
from engine.base.values import NOTHING
from engine.definitions.model.conditions import Condition
from engine.definitions.model.durations import Duration
from engine.definitions.model.items import (
    Branch,
    Item,
    Step,
    Timer,
)
from engine.definitions.model.route import Stage
from engine.meaning.flow.breath import GoesRoundError, settled
from engine.meaning.flow.signed import standing_in
from engine.meaning.flow.stages import decided, is_complete, is_done, is_reached
from engine.meaning.flow.world import World
from engine.meaning.picture import CASE, ROW_ID, ItemState, Picture, apply
from engine.meaning.route import Route

Closed = Literal[
    "",
    "final",
    "not begun",
    "other status",
    "condition",
    "not signed",
    "used up",
    "another time",
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


@dataclass(frozen=True, slots=True)
class Attempt:
    """A step that somebody wants to take, when, and what is filled in; nothing yet, anything."""

    step: Step
    at: datetime | None = None
    data: Mapping[str, Any] = field(default_factory=lambda: NOTHING, repr=False)


def why_closed(world: World, picture: Picture, state: ItemState, attempt: Attempt) -> Closed:
    """Why a step of an item is not open to whoever may take it; empty where it is open."""
    step = attempt.step
    if is_final(world, picture):
        return "final"
    if not state.instance.status:
        return "not begun"
    if state.item.step(state.instance.status, step.name) is None:
        return "other status"
    if closed := _why_closed_by_itself(world, picture, state, attempt):
        return closed
    if step.any_time or step.kind == "provider":
        return ""
    return _why_closed_by_route(world, picture, state, attempt)


def _why_closed_by_itself(
    world: World, picture: Picture, state: ItemState, attempt: Attempt
) -> Closed:
    """Why what the step itself says closes it."""
    step = attempt.step
    if step.when is not None and not _holds(world, picture, state, step.when):
        return "condition"
    if step.signed_in and standing_in(picture, step.signed_in, state.unit) == "missing":
        return "not signed"
    if step.limit is not None and not step.limit.then and is_used_up(state, step, attempt.at):
        return "used up"
    if step.at_appointment and attempt.at and not world.is_met(picture, state, attempt.at):
        return "another time"
    return ""


def _why_closed_by_route(
    world: World, picture: Picture, state: ItemState, attempt: Attempt
) -> Closed:
    if not is_reached(world, picture, world.route.stage_of[state.item.name]):
        return "earlier stage"
    if not _is_protected(world, picture, state):
        return ""
    tried = [attempt.data] if attempt.data else _possible(state, attempt.step)
    events = (replace(taken(state, attempt.step, ""), at=attempt.at, data=each) for each in tried)
    undoes = [_undoes(world, picture, state, attempt.step, event) for event in events]
    return "decided" if all(undoes) else ""


def _holds(world: World, picture: Picture, state: ItemState, condition: Condition) -> bool:
    return world.holds(condition, picture, state.item, state.unit) is True


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
    if timer.when is not None and not _holds(world, picture, state, timer.when):
        return ""
    return branch(world, picture, state, timer.to)


def branch(world: World, picture: Picture, state: ItemState, branches: Iterable[Branch]) -> str:
    """The first branch that holds, or empty."""
    for each in branches:
        if each.when is None or _holds(world, picture, state, each.when):
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


def stepped(world: World, picture: Picture, state: ItemState, attempt: Attempt) -> CaseEvent:
    """The event of a step with what is filled in with it, and where it leads."""
    event = taken(state, attempt.step, "")
    event = replace(event, data={**event.data, **attempt.data}, at=attempt.at)
    filled = apply(picture, event)
    return replace(event, after=target(world, filled, state, attempt.step, attempt.at))


def case_step(step: Step, by: By, data: Mapping[str, Any]) -> tuple[CaseEvent, ...]:
    """The events of a step of the case and of the end it leads to."""
    return (
        CaseEvent("step", CASE, step=step.name, by=by, data=data),
        CaseEvent("ended", after=step.to[0].to),
    )


def stands_before(route: Route, stage: Stage, made: Iterable[Item]) -> bool:
    """Whether a stage holds one of the decisions that were made, or stands before one."""
    decided_in = [route.stage_of[item.name] for item in made]
    return any(
        each is stage or route.place[stage.name] < route.place[each.name] for each in decided_in
    )


def _window(per: Duration) -> timedelta:
    return timedelta(seconds=per.count * _SECONDS.get(per.unit, 86400))


def _is_protected(world: World, picture: Picture, state: ItemState) -> bool:
    """Whether a decision rests on the stage of an item: it is done and stands before it."""
    made, is_completed = decided(world, picture), is_complete(world, picture)
    stage = world.route.stage_of[state.item.name]
    is_kept = is_completed or stands_before(world.route, stage, made)
    return is_kept and is_done(world, picture, stage)


def _possible(state: ItemState, step: Step) -> Iterator[Mapping[str, Any]]:
    """What may be filled in with a step, as far as its item's own stage depends on it."""
    rows = state.instance.answers.get(step.removes_from, ()) if step.removes_from else ()
    if not isinstance(rows, tuple) or not rows:
        yield NOTHING
        return
    for row in rows:
        yield {"remove": {step.removes_from: row[ROW_ID]}}


def _undoes(world: World, picture: Picture, state: ItemState, step: Step, event: CaseEvent) -> bool:
    """Whether a stage that is done is not any more after a step and what follows from it."""
    to = target(world, apply(picture, event), state, step, event.at)
    moved = replace(event, after=to)
    try:
        after = settled(world, apply(picture, moved), (moved,))
    except GoesRoundError:
        # It would be refused: what is never obeyed is not offered either.
        return True
    return not is_done(world, after, world.route.stage_of[state.item.name])

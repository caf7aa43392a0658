"""Which items of a case wait for what an outside party reports of a person."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from engine.base.events import CaseEvent
from engine.base.later import SessionWanted
from engine.definitions.model.ports import BEGUN
from engine.meaning.flow.answers import AnswersWorld
from engine.meaning.flow.stages import instances_of
from engine.meaning.flow.steps import is_final
from engine.meaning.picture import ItemState, Picture


def sessions_wanted(
    case: str, world: AnswersWorld, picture: Picture, events: Iterable[CaseEvent]
) -> tuple[SessionWanted, ...]:
    """Everything that should be open at providers now; nothing once the case has ended.

    ``events`` are all of the case: whoever stands where another person stood before is begun anew.
    """
    flow = world.route.flow
    ports = {one.name: one.port for one in flow.providers if one.port in BEGUN}
    if not ports or is_final(world, picture):
        return ()
    since = {(one.item, one.of): one.number for one in events if is_instance_lapse(one)}
    return tuple(
        SessionWanted(
            _id(case, item.name, unit, name, picture.number),
            item.name,
            unit,
            name,
            port,
            since.get((item.name, unit), 0),
            *_agreed(world, picture, ItemState(item, unit, instance)),
        )
        for item in flow.items
        for unit, instance in instances_of(world, picture, item)
        if instance.status
        for name, port in ports.items()
        if any(step.actor == name for step in item.status(instance.status).steps)
    )


def _agreed(
    world: AnswersWorld, picture: Picture, state: ItemState
) -> tuple[datetime, datetime] | tuple[None, None]:
    """When the person comes, and until when."""
    hours = world.hours(picture, state)
    return (None, None) if hours is None else (hours.at, hours.closes_at)


def is_instance_lapse(event: CaseEvent) -> bool:
    """Whether an item ended for one of those it was for; with a step it is a proposal that did."""
    return event.kind == "lapsed" and not event.step


def _id(case: str, item: str, unit: str, provider: str, number: int) -> str:
    about = (case, item, unit, provider, str(number))
    return hashlib.sha256("\n".join(about).encode()).hexdigest()[:32]

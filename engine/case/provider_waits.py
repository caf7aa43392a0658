"""Which items of a case wait for what an outside party reports of a person."""

from __future__ import annotations

import hashlib

from engine.base.later import SessionWanted
from engine.definitions.model.ports import BEGUN
from engine.meaning.flow.answers import AnswersWorld
from engine.meaning.flow.stages import instances_of
from engine.meaning.flow.steps import is_final
from engine.meaning.picture import Picture


def sessions_wanted(case: str, world: AnswersWorld, picture: Picture) -> tuple[SessionWanted, ...]:
    """Everything that should be open at providers now; nothing once the case has ended."""
    flow = world.route.flow
    ports = {one.name: one.port for one in flow.providers if one.port in BEGUN}
    if not ports or is_final(world, picture):
        return ()
    return tuple(
        SessionWanted(_id(case, item.name, unit, name, picture.number), item.name, unit, name, port)
        for item in flow.items
        for unit, instance in instances_of(world, picture, item)
        if instance.status
        for name, port in ports.items()
        if any(step.actor == name for step in item.status(instance.status).steps)
    )


def _id(case: str, item: str, unit: str, provider: str, number: int) -> str:
    about = (case, item, unit, provider, str(number))
    return hashlib.sha256("\n".join(about).encode()).hexdigest()[:32]

"""What an earlier case of the same applicant says in one that was added: who was identified there.

It is said by a provider of the flow whose port is that of earlier applications, in the breath in
which the item begins, so that nobody is asked to do again what stands.
"""

from __future__ import annotations

from datetime import datetime

from engine.base.events import CaseEvent
from engine.case import actors
from engine.case.persons_of_case import is_same_person
from engine.case.state import CaseState
from engine.definitions.model.items import Item
from engine.definitions.model.ports import EARLIER
from engine.meaning.flow.commands import Command, Refusal
from engine.meaning.flow.decide import decide
from engine.meaning.flow.stages import instances_of


def carried(earlier: CaseState, now: CaseState, at: datetime) -> tuple[CaseEvent, ...]:
    """What follows in ``now`` from how persons stood in ``earlier``."""
    saying = {one.name for one in now.route.flow.providers if one.port == EARLIER}
    events: list[CaseEvent] = []
    for item in now.route.flow.items if saying else ():
        if item.each is None or item.each.kind != "persons":
            continue
        for unit, instance in instances_of(now.world, now.picture, item):
            steps = item.status(instance.status).steps if instance.status else ()
            said = next((step for step in steps if step.actor in saying), None)
            if said is None or not _stood(earlier, now, item, unit):
                continue
            who = actors.provider(said.actor)
            more = decide(
                now.world, now.picture, Command(item.name, said.name, who, (unit,), at=at)
            )
            if not isinstance(more, Refusal):
                events += more
                now = now.after(more)
    return tuple(events)


def _stood(earlier: CaseState, now: CaseState, item: Item, unit: str) -> bool:
    """Whether the same person stood well in the earlier case."""
    before = earlier.route.items.get(item.name)
    status = earlier.picture.instance(item.name, unit).status
    if before is None or not status or before.status(status).kind != "good":
        return False
    return is_same_person(earlier, now, unit)

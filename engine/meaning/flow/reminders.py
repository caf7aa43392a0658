"""What only time tells: an item stays where it is, is overdue, a date comes.

It changes nothing, and is an event that notices are sent on, raised once. The clock sends it as a
command whose step is the kind of what has come.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from engine.base.events import CaseEvent
from engine.meaning.flow.commands import CLOCK, Command, Decided, Refusal
from engine.meaning.flow.happenings import Happened
from engine.meaning.flow.steps import is_final
from engine.meaning.flow.world import World
from engine.meaning.picture import CASE, Picture

REMINDERS: Final = ("stays", "overdue", "date")


def is_reminder(command: Command) -> bool:
    """Whether the clock says that a time has come which changes nothing."""
    return command.step in REMINDERS and CLOCK in command.actor.roles


def occasion(happened: Happened, day: str = "") -> str:
    """What is waited for, in words that are the same each time: ``stays invited 7 days``."""
    length = f"{happened.duration.count} {happened.duration.unit}" if happened.duration else ""
    date = happened.date.path if happened.date else ""
    parts = (happened.kind, happened.name, "every" if happened.every else "", length, date, day)
    return " ".join(part for part in parts if part)


def reminder_data(happened: Happened, said: str, time: int) -> Mapping[str, Any]:
    """What the command and the event hold; ``time`` counts what comes every so often, from 1."""
    duration, date = happened.duration, happened.date
    return {
        "occasion": said,
        "time": time,
        "status": happened.name,
        "every": happened.every,
        "duration": [duration.count, duration.unit] if duration else [],
        "date": [date.path, date.in_row] if date else [],
    }


def reminder_events(world: World, picture: Picture, command: Command) -> Decided:
    """The event of a time that has come; none where it was raised or the case has moved on."""
    said, time = command.data.get("occasion"), command.data.get("time")
    if said is None or time is None:
        return Refusal("no such step", command.item, step=command.step)
    if is_final(world, picture):
        return ()
    unit = command.units[0] if command.units else ""
    if command.item == CASE:
        item, raised = "", picture.reminded
    else:
        item, instance = command.item, picture.instance(command.item, unit)
        raised = instance.reminded
        if not instance.status or command.arrival not in (None, instance.since):
            return ()
    if raised.get(said, 0) >= time:
        return ()
    status = command.data.get("status", "")
    by = command.actor.by(CLOCK)
    return (CaseEvent("due", item, unit, command.step, before=status, by=by, data=command.data),)

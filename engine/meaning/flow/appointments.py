"""The time that was agreed for an item: when it is, and when its door opens and closes."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final, Literal

from engine.base.dataclass import dataclass
from engine.definitions.model.items import Appointment
from engine.meaning.calendar import EXACT, WorkCalendar
from engine.meaning.scope import Scope

Door = Literal["early", "open", "over"]
"""Whether what is done at an appointment can be done."""

CLOCK: Final = re.compile(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True, slots=True)
class MeetingHours:
    """An appointment is ``at``; what is done at it is open between the other two."""

    at: datetime
    opens_at: datetime
    closes_at: datetime

    def door(self, moment: datetime) -> Door:
        """Whether the door is still closed, open, or closed again."""
        if moment < self.opens_at:
            return "early"
        return "open" if self.hold(moment) else "over"

    def hold(self, moment: datetime) -> bool:
        """Whether a moment lies between them; the closing time does not."""
        return self.opens_at <= moment < self.closes_at


def meeting_hours(
    agreed: Appointment | None, scope: Scope, where: WorkCalendar
) -> MeetingHours | None:
    """When an appointment is by the answers of ``scope``; None while none is agreed."""
    if agreed is None:
        return None
    day, clock = scope.value(agreed.day), scope.value(agreed.clock)
    if not isinstance(day, date) or not isinstance(clock, str):
        return None
    if CLOCK.fullmatch(clock.strip()) is None:
        return None
    at = where.moment(day, clock.strip())
    opens, closes = (one.count * EXACT[one.unit] for one in (agreed.opens, agreed.closes))
    return MeetingHours(at, at - opens, at + closes)

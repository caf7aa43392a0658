"""How much time is left, in words: by the calendar of the bank, with the moment itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final, Literal

from engine.base.dataclass import dataclass
from engine.language.marker import N_
from engine.language.reader import Reader
from engine.meaning.calendar import WorkCalendar

TimeLeftKind = Literal["none", "overdue", "today", "later"]

SINCE: Final = N_("overdue since {time}")
TODAY: Final = N_("today, by {time}")
TOMORROW: Final = N_("tomorrow")
WAS_DUE: Final = N_("was due {when}")
BY: Final = N_("by {when}")
HOURS: Final = N_("in {hours} h {minutes} min")
MINUTES: Final = N_("in {minutes} min")

DAY: Final = timedelta(days=1)
MOST_DAYS: Final = 400
"""Days that are counted one by one; whatever is further away is said as if it were so far."""


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """``text`` is what matters, ``exact`` the moment; both are empty where no time is set."""

    kind: TimeLeftKind = "none"
    text: str = ""
    exact: str = ""


def time_left(
    due_at: datetime | None, now: datetime, where: WorkCalendar, reader: Reader
) -> TimeLeft:
    """The time until ``due_at``, for whoever reads ``reader``."""
    if due_at is None:
        return TimeLeft()
    today, day = where.day(now), where.day(due_at - timedelta(microseconds=1))
    when, clock = reader.weekday_time(due_at, where.zone), reader.clock(due_at, where.zone)
    if due_at <= now:
        late = _working_days(day, today, where)
        text = (
            reader.counted(
                "overdue by {count} working day", "overdue by {count} working days", late
            )
            if late
            else reader.message(SINCE, time=clock if day == today else when)
        )
        return TimeLeft("overdue", text, reader.message(WAS_DUE, when=when) if late else "")
    if day == today:
        return TimeLeft("today", reader.message(TODAY, time=clock), _hours(due_at - now, reader))
    left = _working_days(today, day, where)
    text = reader.message(TOMORROW)
    if day != today + DAY:
        text = reader.counted("in {count} working day", "in {count} working days", left)
    return TimeLeft("later", text, reader.message(BY, when=when))


def _hours(left: timedelta, reader: Reader) -> str:
    minutes = int(left.total_seconds()) // 60
    if minutes < 60:
        return reader.message(MINUTES, minutes=minutes)
    return reader.message(HOURS, hours=minutes // 60, minutes=minutes % 60)


def _working_days(first: date, last: date, where: WorkCalendar) -> int:
    """How many working days come after ``first`` up to ``last``."""
    days = min((last - first).days, MOST_DAYS)
    return sum(where.is_working_day(first + (place + 1) * DAY) for place in range(days))

"""How long something lasts where the bank is: exact hours, whole days, working days.

Minutes and hours are exact. Days, months and years end with their last day, working days with the
working hours of the last one. Every result is a moment, so that a change of the clocks in between
makes no difference: a day ends when the next one begins, however long it was.
"""

from __future__ import annotations

import calendar as months
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from typing import Final

from engine.base.dataclass import dataclass
from engine.definitions.model.calendars import Calendar, WorkingHours
from engine.definitions.model.durations import Duration

USUAL: Final = Calendar("")
"""Where the flow names no calendar: Monday to Friday, and no holidays."""

DAY: Final = timedelta(days=1)

EXACT: Final[Mapping[str, timedelta]] = {
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
}
_MONTHS: Final[Mapping[str, int]] = {"months": 1, "years": 12}
_CLOCK: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_MOST_DAYS: Final = 3660
"""Days that are looked through for a working day; a calendar without any would have no end."""

FIRST: Final = datetime(1, 1, 2, tzinfo=UTC)
LAST: Final = datetime(9999, 12, 30, tzinfo=UTC)
"""The first and last moments of the calendar in every time zone."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The calendar of a programme in its time zone."""

    zone: tzinfo
    calendar: Calendar = USUAL

    def end(self, start: datetime, duration: Duration) -> datetime:
        """The moment at which ``duration`` is over that began at ``start``; the last there is where
        the calendar ends before."""
        try:
            return self._end(start, duration)
        except (OverflowError, ValueError):
            return LAST

    def _end(self, start: datetime, duration: Duration) -> datetime:
        if duration.unit in EXACT:
            return start.astimezone(UTC) + duration.count * EXACT[duration.unit]
        day = self.day(start)
        if duration.unit == "working days":
            last = self._working_day(day, duration.count, DAY)
            hours = self.hours(last)
            return self.moment(last, "24:00" if hours is None else hours.closes)
        return self.begin(_moved(day, duration, 1) + DAY)

    def before(self, day: date, duration: Duration | None) -> datetime:
        """The moment so long before ``day`` begins; the beginning of the day itself for None.

        The first there is where the calendar begins later.
        """
        try:
            return self._before(day, duration)
        except (OverflowError, ValueError):
            return FIRST

    def _before(self, day: date, duration: Duration | None) -> datetime:
        if duration is None:
            return self.begin(day)
        if duration.unit in EXACT:
            return self.begin(day) - duration.count * EXACT[duration.unit]
        if duration.unit == "working days":
            return self.begin(self._working_day(day, duration.count, -DAY))
        return self.begin(_moved(day, duration, -1))

    def day(self, moment: datetime) -> date:
        """The day of a moment where the bank is."""
        return moment.astimezone(self.zone).date()

    def begin(self, day: date) -> datetime:
        """The moment at which a day begins."""
        return self.moment(day, "00:00")

    def moment(self, day: date, clock: str) -> datetime:
        """A time of a day, as ``09:00``; ``24:00`` is the beginning of the next day."""
        hour, minute = (int(part) for part in clock.split(":"))
        if hour == 24:
            return self.moment(day + DAY, "00:00")
        local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=self.zone)
        return local.astimezone(UTC)

    def hours(self, day: date) -> WorkingHours | None:
        """When the bank works on a day; None where it does not."""
        return hours_of(self.calendar, day)

    def is_working_day(self, day: date) -> bool:
        """Whether the bank works on a day."""
        return self.hours(day) is not None

    def open_at(self, moment: datetime) -> datetime:
        """The moment itself within the hours of its day, else the next that is within some.

        A day off has the hours of the first working day of the week: people read letters on it.
        """
        usual = self.calendar.hours[0] if self.calendar.hours else WorkingHours()
        day = self.day(moment)
        hours = self.hours(day) or usual
        if moment < self.moment(day, hours.opens):
            return self.moment(day, hours.opens)
        if moment < self.moment(day, hours.closes):
            return moment
        return self.moment(day + DAY, (self.hours(day + DAY) or usual).opens)

    def _working_day(self, day: date, count: int, step: timedelta) -> date:
        """The ``count``-th working day after (or before) a day; with 0 the day itself."""
        for _ in range(_MOST_DAYS):
            if count <= 0:
                break
            day += step
            count -= self.is_working_day(day)
        return day


def hours_of(calendar: Calendar, day: date) -> WorkingHours | None:
    """When a bank works on a day; None where it does not."""
    if day.isoformat() in calendar.days_off or is_holiday(calendar.country, day):
        return None
    return calendar.of(day.weekday())


def is_working(calendar: Calendar, day: date) -> bool:
    """Whether a bank works on a day."""
    return hours_of(calendar, day) is not None


def is_within_hours(calendar: Calendar, day: date, clock: object) -> bool:
    """Whether a time, as ``09:00``, lies in the hours of a day; the closing time does not."""
    hours = hours_of(calendar, day)
    if hours is None or not isinstance(clock, str):
        return False
    time = clock.strip().zfill(len("09:00"))
    return _CLOCK.fullmatch(time) is not None and hours.opens <= time < hours.closes


def is_holiday(country: str, day: date) -> bool:
    """Whether a day is a public holiday of a country; of a country unknown to us none is."""
    return day in _holidays(country, day.year)


def has_holidays(country: str) -> bool:
    """Whether the holidays of a country are known."""
    from holidays import country_holidays  # noqa: PLC0415 - with the first day that is counted

    try:
        country_holidays(country)
    except NotImplementedError:
        return False
    return True


@cache
def _holidays(country: str, year: int) -> frozenset[date]:
    if not country or not has_holidays(country):
        return frozenset()
    from holidays import country_holidays  # noqa: PLC0415 - as above

    return frozenset(country_holidays(country, years=year))


def _moved(day: date, duration: Duration, sign: int) -> date:
    """The day so many days, months or years on; the last of a month that is too short."""
    if duration.unit not in _MONTHS:
        return day + sign * duration.count * DAY
    count = day.month - 1 + sign * duration.count * _MONTHS[duration.unit]
    year, month = day.year + count // 12, count % 12 + 1
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))

"""The clock of a demonstration: what its invented people do may have happened some days ago."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from engine.base.ports import Clock
from engine.definitions.model.durations import Duration
from engine.meaning.calendar import DAY, WorkCalendar
from engine.scenarios.trial import MORNING

WEEK: Final = 7
MOST_WEEKS: Final = 520
"""Weeks that are looked through; a calendar without working days would have no end."""


class StoryClock:
    """The clock it is given, behind it while something earlier is told."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._behind = timedelta()

    def now(self) -> datetime:
        """The present moment, or that of the story."""
        return self._clock.now() - self._behind

    def goes_to(self, moment: datetime) -> None:
        """Go on from this moment."""
        self._behind = self._clock.now() - moment

    def is_back(self) -> None:
        """Tell the present again."""
        self._behind = timedelta()


def beginning(
    written: date, waits: Iterable[Duration], now: datetime, calendar: WorkCalendar
) -> datetime:
    """When a scenario of the day ``written`` began, so that all its waits are over now.

    It is the same day of a week in which the bank works on the same days, and as late as it can be.
    """
    waits, latest = tuple(waits), (calendar.day(now) - written).days // WEEK
    begin = now
    for week in range(latest, latest - MOST_WEEKS, -1):
        day = written + timedelta(days=WEEK * week)
        begin = end = calendar.moment(day, MORNING)
        for wait in waits:
            end = calendar.end(end, wait)
        days = [number * DAY for number in range((calendar.day(end) - day).days + 1)]
        works = calendar.is_working_day
        if end <= now and all(works(day + one) == works(written + one) for one in days):
            break
    return begin

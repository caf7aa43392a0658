"""When a bank works: hours of its weekdays, holidays of its country, further days off."""

from __future__ import annotations

from engine.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """Hours of some weekdays, counted from 0 (Monday)."""

    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    opens: str = "09:00"
    closes: str = "17:00"


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the bank works: ISO country of the holidays, and the hours of its weekdays."""

    country: str
    hours: tuple[WorkingHours, ...] = (WorkingHours(),)
    days_off: tuple[str, ...] = ()
    """Further days off, as ISO dates."""

    @property
    def days(self) -> tuple[int, ...]:
        """The weekdays on which the bank works."""
        return tuple(sorted({day for hours in self.hours for day in hours.days}))

    def of(self, day: int) -> WorkingHours | None:
        """The hours of a weekday; None where the bank does not work."""
        return next((hours for hours in self.hours if day in hours.days), None)

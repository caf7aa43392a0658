"""Days end where the bank is, working days with its hours; a change of clocks changes nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.definitions.model.calendars import Calendar, WorkingHours
from engine.definitions.model.durations import Duration, Unit
from engine.meaning.calendar import FIRST, LAST, USUAL, WorkCalendar, has_holidays, is_holiday

RIGA = ZoneInfo("Europe/Riga")
LATVIAN = WorkCalendar(RIGA, Calendar("LV", days_off=("2026-11-20",)))
ZONES = [RIGA, ZoneInfo("UTC"), ZoneInfo("America/Havana"), ZoneInfo("Asia/Beirut"),
         ZoneInfo("Pacific/Apia"), ZoneInfo("Australia/Lord_Howe")]  # fmt: skip
SHORT = (
    WorkingHours((0, 1, 2, 3), "08:30", "17:00"),
    WorkingHours((4,), "08:30", "15:00"),
)

calendars = st.builds(
    WorkCalendar,
    st.sampled_from(ZONES),
    st.sampled_from([USUAL, Calendar("LV"), Calendar("EE", SHORT), Calendar("US", days_off=())]),
)
moments = st.integers(1_325_376_000, 2_145_916_800).map(lambda s: datetime.fromtimestamp(s, UTC))
"""From 2012 to 2037."""
counts = st.integers(1, 60)
days = st.dates(date(2012, 1, 1), date(2037, 12, 31))


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=RIGA)


@given(calendars, moments, counts)
def test_hours_are_exact(where: WorkCalendar, start: datetime, count: int) -> None:
    assert where.end(start, Duration(count, "hours")) - start == timedelta(hours=count)
    assert where.end(start, Duration(count, "minutes")) - start == timedelta(minutes=count)


@given(calendars, moments, counts)
def test_days_end_with_the_day(where: WorkCalendar, start: datetime, count: int) -> None:
    end = where.end(start, Duration(count, "days"))
    before = end - timedelta(microseconds=1)
    assert end > start
    assert where.day(before) <= where.day(start) + timedelta(days=count) < where.day(end)


@given(calendars, moments, counts, st.sampled_from(["months", "years"]))
def test_months_and_years_end_on_the_same_day(
    where: WorkCalendar, start: datetime, count: int, unit: str
) -> None:
    end = where.end(start, Duration(count, unit))  # type: ignore[arg-type]
    first, last = where.day(start), where.day(end) - timedelta(days=1)
    months = (last.year - first.year) * 12 + last.month - first.month
    assert months == count * (12 if unit == "years" else 1)
    assert last.day == first.day or (last.day < first.day and last.day >= 28)


@given(calendars, moments, counts)
def test_working_days_end_with_the_working_hours(
    where: WorkCalendar, start: datetime, count: int
) -> None:
    end = where.end(start, Duration(count, "working days"))
    first, last = where.day(start), where.day(end)
    passed = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    hours = where.hours(last)
    assert hours is not None
    assert sum(map(where.is_working_day, passed)) == count
    assert end == where.moment(last, hours.closes)


@given(
    calendars,
    moments,
    moments,
    counts,
    st.sampled_from(["minutes", "hours", "days", "working days", "months", "years"]),
)
def test_who_begins_later_ends_no_earlier(
    where: WorkCalendar, one: datetime, other: datetime, count: int, unit: str
) -> None:
    early, late = sorted((one, other))
    duration, longer = Duration(count, unit), Duration(count + 1, unit)  # type: ignore[arg-type]
    assert where.end(early, duration) <= where.end(late, duration)
    assert where.end(early, duration) < where.end(early, longer)
    assert where.end(early, duration) > early


@given(calendars, days, counts, st.sampled_from(["days", "working days", "months", "years"]))
def test_so_long_before_a_day_is_the_beginning_of_one(
    where: WorkCalendar, day: date, count: int, unit: str
) -> None:
    moment = where.before(day, Duration(count, unit))  # type: ignore[arg-type]
    found = where.day(moment)
    assert moment == where.begin(found)
    assert found < day
    if unit == "working days":
        between = [found + timedelta(days=n) for n in range((day - found).days)]
        assert sum(map(where.is_working_day, between)) == count


@given(calendars, moments)
def test_letters_of_the_night_wait_for_the_morning(where: WorkCalendar, moment: datetime) -> None:
    found = where.open_at(moment)
    assert moment <= found < moment + timedelta(hours=26)
    assert where.open_at(found) == found


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (local(2026, 11, 23, 10), 1, local(2026, 11, 24, 17)),
        (local(2026, 11, 23, 23, 59), 1, local(2026, 11, 24, 17)),
        # The 18th is a holiday, the 20th a day off of the bank, then comes a weekend.
        (local(2026, 11, 17, 9), 1, local(2026, 11, 19, 17)),
        (local(2026, 11, 17, 9), 2, local(2026, 11, 23, 17)),
        (local(2026, 12, 23, 18), 1, local(2026, 12, 28, 17)),
    ],
)
def test_working_days_of_a_country(start: datetime, count: int, end: datetime) -> None:
    assert LATVIAN.end(start, Duration(count, "working days")) == end


def test_a_day_on_which_the_clocks_change_is_a_day() -> None:
    start = local(2026, 3, 28, 12)
    assert LATVIAN.end(start, Duration(24, "hours")) == local(2026, 3, 29, 13)
    assert LATVIAN.end(start, Duration(1, "days")) == local(2026, 3, 30)
    assert LATVIAN.end(local(2026, 10, 24, 12), Duration(1, "days")) == local(2026, 10, 26)


def test_a_month_that_is_too_short_ends_with_its_last_day() -> None:
    assert LATVIAN.end(local(2027, 1, 31, 9), Duration(1, "months")) == local(2027, 3, 1)
    assert LATVIAN.end(local(2028, 2, 29, 9), Duration(1, "years")) == local(2029, 3, 1)
    assert LATVIAN.before(date(2027, 3, 31), Duration(1, "months")) == local(2027, 2, 28)


def test_hours_may_differ_by_weekday() -> None:
    where = WorkCalendar(RIGA, Calendar("LV", SHORT))
    assert where.end(local(2026, 11, 26, 9), Duration(1, "working days")) == local(2026, 11, 27, 15)
    assert where.end(local(2026, 11, 27, 9), Duration(1, "working days")) == local(2026, 11, 30, 17)


def test_a_country_without_known_holidays_has_none() -> None:
    assert has_holidays("LV")
    assert not has_holidays("XX")
    assert is_holiday("LV", date(2026, 11, 18))
    assert not is_holiday("XX", date(2026, 1, 1))
    assert not is_holiday("", date(2026, 1, 1))


@pytest.mark.parametrize("unit", ["hours", "days", "working days", "months", "years"])
def test_the_calendar_has_a_beginning_and_an_end(unit: Unit) -> None:
    """Whatever date somebody types, a moment comes of it."""
    span, last = Duration(20_000, unit), datetime(9999, 12, 31, 12, tzinfo=UTC)
    assert LATVIAN.before(date.min, span) == FIRST
    assert LATVIAN.before(date.max, span) < LAST
    assert LATVIAN.end(last, span) == LAST

"""Types never mix: an answer of another type than the test speaks of simply differs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from engine.base.values import BLANK, NOT_APPLICABLE, Absence, Value
from engine.definitions.model.calendars import Calendar, WorkingHours
from engine.definitions.model.conditions import (
    AtWork,
    Between,
    Equals,
    Every,
    OneOf,
    Only,
    SameAs,
    Subject,
    Test,
)
from engine.meaning.scope import Scope
from engine.meaning.tests import compile_test


class Other:
    """A scope in which everything has one value."""

    def __init__(self, value: Value) -> None:
        self.found = value

    def value(self, _subject: Subject) -> Value:
        return self.found

    def rows(self, _group: str) -> Sequence[Scope] | Absence:
        return ()

    def needed(self, _subject: Subject) -> tuple[str, ...]:
        return ()


SHORT_FRIDAYS = Calendar(
    "LV",
    (WorkingHours((0, 1, 2, 3), "08:30"), WorkingHours((4,), "08:30", "15:00")),
    ("2026-12-28",),
)
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (MONDAY, True),
        (date(2026, 11, 29), False),  # a Sunday
        (date(2026, 12, 24), False),  # a Thursday, and Christmas Eve
        (date(2026, 12, 28), False),  # a Monday on which this bank is closed
        (Decimal(1), False),
        (BLANK, None),
        (NOT_APPLICABLE, False),
    ],
)
def test_a_working_day_is_what_the_calendar_says(day: Value, works: bool | None) -> None:
    assert compile_test(OneOf((AtWork(SHORT_FRIDAYS),)))(day, Other("a")) is works


@pytest.mark.parametrize(
    ("time", "day", "fits"),
    [
        ("08:30", MONDAY, True),
        ("8:30", MONDAY, True),
        ("8:29", MONDAY, False),
        ("16:59", MONDAY, True),
        ("17:00", MONDAY, False),  # then nobody is there any more
        ("15:00", FRIDAY, False),
        ("10:00", date(2026, 12, 24), False),
        ("soon", MONDAY, False),
        ("10:99", MONDAY, False),
        (BLANK, MONDAY, None),
        ("10:00", BLANK, None),
        ("10:00", NOT_APPLICABLE, False),
        (NOT_APPLICABLE, MONDAY, False),
    ],
)
def test_a_time_is_within_the_hours_of_its_day(time: Value, day: Value, fits: bool | None) -> None:
    test = OneOf((AtWork(SHORT_FRIDAYS, Subject("day")),))
    assert compile_test(test)(time, Other(day)) is fits


@pytest.mark.parametrize(
    ("test", "answer"),
    [
        (OneOf((Equals(True),)), Decimal(1)),
        (OneOf((Equals(Decimal(1)),)), True),
        (OneOf((Equals(Decimal(0)),)), False),
        (OneOf((Equals("5"),)), Decimal(5)),
        (OneOf((Equals(Decimal(5)),)), "5"),
        (OneOf((Equals("2026-11-22"),)), date(2026, 11, 22)),
        (OneOf((Between(Decimal(1), None),)), "5"),
        (OneOf((Between(Decimal(0), None),)), True),
        (OneOf((Between(date(2026, 1, 1), None),)), Decimal(5)),
        (OneOf((Between(None, Decimal(5)),)), date(2026, 1, 1)),
        (Only((Decimal(1),)), True),
        (Every((True,)), Decimal(1)),
        (OneOf((SameAs(Subject("other")),)), "1"),
    ],
)
def test_another_type_is_another_value(test: Test, answer: Value) -> None:
    judged = compile_test(test)
    assert judged(answer, Other(True)) is False


def test_an_open_end_may_be_another_answer() -> None:
    judged = compile_test(OneOf((Between(Decimal(1), Subject("most")),)))
    assert judged(Decimal(5), Other(Decimal(9))) is True
    assert judged(Decimal(5), Other(Absence.BLANK)) is None
    assert judged(Decimal(0), Other(Absence.BLANK)) is False
    assert judged(Decimal(5), Other(Absence.NOT_APPLICABLE)) is False

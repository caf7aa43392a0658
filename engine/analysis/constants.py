"""The constants that tests name, and what they mean for the questions behind computed values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from engine.analysis.readings import path_of
from engine.definitions.model.calendars import Calendar
from engine.definitions.model.conditions import (
    AtWork,
    Between,
    Equals,
    Every,
    Literal_,
    OneOf,
    Only,
    Test,
)
from engine.meaning.programme import Meaning, NamedValue

Constant = Literal_

_YEARS_LIMIT = 150


def constants(tests: Iterable[Test]) -> frozenset[Constant]:
    """All literals and bounds that tests name."""
    return frozenset(one for test in tests for one in _constants(test))


def _constants(test: Test) -> Iterator[Constant]:
    if isinstance(test, Only | Every):
        yield from test.values
    for one in test.alternatives if isinstance(test, OneOf) else ():
        if isinstance(one, Equals):
            yield one.value
        elif isinstance(one, Between):
            bounds = (one.low, one.high)
            yield from (bound for bound in bounds if isinstance(bound, Decimal | date))
        elif isinstance(one, AtWork) and one.day is not None:
            yield from (clock for each in one.calendar.hours for clock in (each.opens, each.closes))


def calendars(tests: Iterable[Test]) -> tuple[Calendar, ...]:
    """The calendars that tests on a day ask."""
    parts = (one for test in tests if isinstance(test, OneOf) for one in test.alternatives)
    return tuple(dict.fromkeys(one.calendar for one in parts if isinstance(one, AtWork)))


def derived(
    meaning: Meaning, tests: Mapping[str, tuple[Test, ...]], today: date
) -> dict[str, set[Constant]]:
    """By question: constants that matter because a value made of it is compared with another."""
    found: dict[str, set[Constant]] = {}
    for path in tests:
        if path in meaning.values:
            value = meaning.values[path]
            known = constants(tests[path])
            for argument in value.item.arguments:
                question = path_of(argument, value.item.group)
                found.setdefault(question, set()).update(_behind(value, known, today))
    return found


def _behind(value: NamedValue, known: frozenset[Constant], today: date) -> Iterator[Constant]:
    name = value.item.function
    for one in sorted(one for one in known if isinstance(one, Decimal)):
        if name == "years" and abs(one) < _YEARS_LIMIT:
            yield from _around(_years_before(today, int(one)))
            yield from _around(_years_before(today, int(one) + 1))
        elif name == "days" and abs(one) < 366 * _YEARS_LIMIT:
            yield from _around(today - timedelta(days=int(one)))
        elif name in ("sum", "difference"):
            yield from (one, (one / 2).quantize(Decimal("0.01")), Decimal(0))


def _around(day: date) -> tuple[date, date, date]:
    return day - timedelta(days=1), day, day + timedelta(days=1)


def _years_before(day: date, years: int) -> date:
    year = min(max(day.year - years, 2), 9998)
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)

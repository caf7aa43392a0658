"""The calendar: country, working hours of the week, further days off."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from engine.definitions.faults import Faults
from engine.definitions.grammar.flow import CALENDAR
from engine.definitions.model.calendars import Calendar, WorkingHours
from engine.definitions.model.provided import COUNTRIES
from engine.definitions.reading.map_reader import as_map
from engine.definitions.reading.words import Word, word
from engine.definitions.reading.yaml_nodes import Node, Scalar

WEEK: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAYS: Final = f"(?P<first>{'|'.join(WEEK)})(?:-(?P<last>{'|'.join(WEEK)}))?"
CLOCK: Final = "(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00"
HOURS: Final = re.compile(f"{DAYS} (?P<opens>{CLOCK})-(?P<closes>{CLOCK})")
EXAMPLE: Final = "Write “Mon-Thu 08:30-17:00 and Fri 08:30-15:00”."


def read_calendar(node: Node | None, faults: Faults) -> Calendar | None:
    """The calendar of a flow; None where there is none."""
    reader = as_map(node, "the calendar", faults)
    if reader is None:
        return None
    reader.only(CALENDAR.known, CALENDAR.advice)
    country = reader.scalar("country", required=True)
    if country is not None and country.text.strip() not in COUNTRIES:
        faults.unknown("A106", country, "country", COUNTRIES)
    hours = reader.scalar("working hours")
    days_off = tuple(_day(each, faults) for each in reader.words("days off"))
    return Calendar(
        "" if country is None else country.text.strip(),
        (WorkingHours(),) if hours is None else working_hours(hours, faults),
        tuple(day for day in days_off if day),
    )


def working_hours(written: Scalar, faults: Faults) -> tuple[WorkingHours, ...]:
    """The hours of a week; the usual ones where they cannot be read."""
    found = [_some_days(part, faults) for part in word(written).split(" and ")]
    return tuple(hours for hours in found if hours is not None) or (WorkingHours(),)


def _some_days(text: Word, faults: Faults) -> WorkingHours | None:
    match = HOURS.fullmatch(text.text)
    if match is None:
        faults.add("A107", text.span, f"“{text.text}” says no working hours.", EXAMPLE)
        return None
    first = WEEK.index(match["first"])
    last = WEEK.index(match["last"] or match["first"])
    if last < first or match["closes"] <= match["opens"]:
        faults.add("A306", text.span, f"“{text.text}” ends before it begins.", EXAMPLE)
        return None
    return WorkingHours(tuple(range(first, last + 1)), match["opens"], match["closes"])


def _day(scalar: Scalar, faults: Faults) -> str:
    text = scalar.text.strip()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        faults.add("A107", scalar.span, f"“{text}” is no day.", "Write it as 2026-12-24.")
        return ""

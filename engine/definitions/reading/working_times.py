"""Tests that ask the calendar: ``a working day``, ``within working hours on slot.date``."""

from __future__ import annotations

from typing import Final

from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.model.conditions import AtWork, Subject
from engine.definitions.reading.literals import KINDS
from engine.definitions.reading.names import Names, NameScope, Symbol, find, known_names
from engine.definitions.reading.words import Word

WORKING_DAY: Final = "a working day"
WORKING_HOURS: Final = "within working hours"
CALENDAR: Final = "Add “calendar: {country: LV, working hours: Mon-Fri 09:00-17:00}”."

_ON: Final = f"{WORKING_HOURS} on "


def asks_calendar(text: str) -> bool:
    """Whether a test asks when the bank works."""
    return text == WORKING_DAY or text.startswith(WORKING_HOURS)


def report_no_calendar(span: Span, faults: Faults) -> None:
    """Working days are spoken of, and nothing says which days those are."""
    faults.add("A620", span, "working days need a “calendar”.", CALENDAR)


def read_at_work(
    word: Word, symbol: Symbol, place: NameScope, names: Names, faults: Faults
) -> AtWork | None:
    """The test, or None after a fault."""
    of_day = word.text == WORKING_DAY
    if symbol.value != ("date" if of_day else "text"):
        told = f"“{symbol.path}” is {KINDS[symbol.value]}"
        if of_day:
            faults.add("A304", word.span, f"only a date is a working day; {told}.")
        else:
            message = f"“{WORKING_HOURS}” asks a time of day, which is a text as 09:30; {told}."
            faults.add("A304", word.span, message, "Test the time, and name its day after “on”.")
        return None
    if names.calendar is None:
        report_no_calendar(word.span, faults)
        return None
    if of_day:
        return AtWork(names.calendar)
    day = _day(word, place, names, faults)
    return None if day is None else AtWork(names.calendar, day)


def _day(word: Word, place: NameScope, names: Names, faults: Faults) -> Subject | None:
    """The day on which a time is meant."""
    if not word.text.startswith(_ON):
        message = f"“{word.text}” does not say on which day."
        faults.add("A303", word.span, message, f"Write “{_ON}DATE”.")
        return None
    name = word.part(len(_ON))
    found = find(name.text, place, names)
    if found is None:
        faults.unknown("A201", name, "question or value", known_names(place, names))
        return None
    subject, symbol = found
    if symbol.value != "date":
        message = f"“{name.text}” is {KINDS[symbol.value]}, not a date."
        faults.add("A305", name.span, message, "Name the date of the time.")
        return None
    return subject

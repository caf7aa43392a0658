"""What an invented person types into a form: what a scenario gives, as far as the form asks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from engine.case.making import DISTINCT, first_letter
from engine.case.state import CaseState
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.reading.answers_file import Raw
from engine.definitions.reading.scenario_steps import Act
from engine.forms.named_files import files_named
from engine.forms.outline import Outline
from engine.meaning.calendar import DAY, WorkCalendar

SOON_DAY: Final = "the next open day"
SOON_TIME: Final = "the next open time"
"""Words of a demonstration for the first moment at which the bank works."""

A_MOMENT: Final = timedelta(minutes=5)


def answers_of(outline: Outline, answers: Raw) -> dict[str, tuple[str, ...]]:
    """Those answers that the forms ask for; groups that are not given are there without rows."""
    groups: Mapping[str, tuple[str, ...]] = dict.fromkeys(outline.groups, ())
    own = {
        name: tuple(texts)
        for name, texts in answers.items()
        if outline.place(name) is not None or name in outline.groups
    }
    return {**groups, **own}


def files_of(outline: Outline, answers: Raw) -> Iterator[tuple[str, str]]:
    """Question and name of every file that is given."""
    for path, question in outline.fields.items():
        if FIELD_TYPES[question.kind].value == "files":
            yield from ((path, file.name) for file in files_named(path, answers))


def as_made(state: CaseState, act: Act, unit: str) -> Raw:
    """What is given with a step, with what chance has made here in the place of what a scenario
    knows of it: there every letter is the first."""
    if act.item not in state.route.items:
        return act.given
    answers = state.picture.instance(act.item, unit).answers
    made = {
        first_letter(DISTINCT) * one.length: str(answers[one.path])
        for one in state.route.items[act.item].makes
        if one.how == "random" and one.path in answers
    }
    return {name: tuple(made.get(one, one) for one in texts) for name, texts in act.given.items()}


def on_this_day(answers: Raw, written: date, now: datetime, calendar: WorkCalendar) -> Raw:
    """Answers whose dates lie to today as they lay to the day for which they were written.

    What was to come stays to come, so many working days from today. What is to be soon is now, or
    as soon as the bank works again.
    """
    today, soon = calendar.day(now), calendar.open_at(now + A_MOMENT).astimezone(calendar.zone)
    while not calendar.is_working_day(soon.date()):
        soon = calendar.open_at(calendar.begin(soon.date() + DAY)).astimezone(calendar.zone)
    spoken = {SOON_DAY: soon.date().isoformat(), SOON_TIME: f"{soon:%H:%M}"}

    def moved(text: str) -> str:
        if text in spoken:
            return spoken[text]
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return text
        if day <= written:
            return (today - (written - day)).isoformat()
        ahead = (written + number * DAY for number in range(1, (day - written).days + 1))
        return _forward(today, sum(map(calendar.is_working_day, ahead)), calendar).isoformat()

    return {name: tuple(moved(text) for text in texts) for name, texts in answers.items()}


def on_that_day(answers: Raw, later: timedelta) -> Raw:
    """Answers whose dates all lie so much later than they were written."""
    return {name: tuple(_moved(text, later) for text in texts) for name, texts in answers.items()}


def _moved(text: str, later: timedelta) -> str:
    try:
        return (date.fromisoformat(text) + later).isoformat()
    except ValueError:
        return text


def _forward(day: date, working_days: int, calendar: WorkCalendar) -> date:
    """The working day so far ahead, the next one at least."""
    left = max(working_days, 1)
    while left > 0:
        day += DAY
        left -= calendar.is_working_day(day)
    return day

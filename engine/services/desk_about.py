"""What there is to decide by about a person: the answers, the files, and what happened before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date

from engine.base.dataclass import dataclass
from engine.base.values import StoredFile
from engine.case.persons_of_case import person_answers, person_questions
from engine.definitions.model.conditions import Subject
from engine.meaning.needs import COLUMN
from engine.meaning.words.history import HistoryLine, history
from engine.services.desk_case import DeskCase
from engine.services.desk_views import PersonRow
from engine.services.shortened_codes import CODE


@dataclass(frozen=True, slots=True)
class AboutPerson:
    """A person beside a step; ``happened`` is what was done with the item of the step for them."""

    row: PersonRow
    answers: tuple[tuple[str, str], ...] = field(repr=False)
    files: tuple[StoredFile, ...] = field(repr=False)
    happened: tuple[HistoryLine, ...] = field(repr=False)


def about_person(case: DeskCase, row: PersonRow, item: str) -> AboutPerson:
    """What the desk knows of a person when a step of ``item`` is taken for them."""
    state, unit = case.case.state, row.unit
    events = tuple(e for e in case.case.events if (e.item, e.of) == (item, unit))
    given = person_answers(state, unit).values()
    return AboutPerson(
        row,
        tuple(_answers(case, unit, row.name)),
        tuple(file for value in given if isinstance(value, tuple) for file in value
              if isinstance(file, StoredFile)),
        history(state.world, state.picture, events, case.captions),
    )  # fmt: skip


def _answers(case: DeskCase, unit: str, known: str) -> Iterator[tuple[str, str]]:
    given = person_answers(case.case.state, unit)
    for question in person_questions(case.case.ready.meaning, unit):
        name = question.name if question.group else question.path.removeprefix(f"{unit}.")
        value = given.get(name)
        if value in (None, "", ()) or question.kind in (CODE, "file"):
            continue
        path = f"{question.group}{COLUMN}{name}" if question.group else question.path
        # Whole, as on the page of answers; codes are shortened in the row.
        text = (
            case.reader.date(value)
            if isinstance(value, date)
            else case.captions.answer(Subject(path), value)
        )
        if text != known:
            yield case.reader.text(question.caption), text

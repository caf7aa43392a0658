"""What the checks have marked for the bank, and which of it somebody has looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from engine.base.events import CaseEvent
from engine.base.records import Submission
from engine.base.values import Absence, Text
from engine.definitions.model.conditions import Subject
from engine.definitions.model.forms import Field
from engine.language.marker import N_
from engine.meaning.words.units import person_name
from engine.services.desk_case import DeskCase
from engine.services.desk_views import Mark

MARK: Final = "mark"
"""Where a note keeps which mark was looked at."""

FOR_STAFF: Final = "staff"
LOOKED_AT: Final = N_("Looked at: {mark}")


def marks_of(case: DeskCase) -> tuple[Mark, ...]:
    """The marks of the last version of every form, in the order of the flow.

    Whoever has looked at one has looked at all that say the same of the same answer.
    """
    looked = {
        str(event.data[MARK]): event
        for event in case.case.events
        if event.kind == "note" and MARK in event.data
    }
    order = [item.name for item in case.case.state.route.flow.items]
    sent = sorted(
        case.case.state.sent.values(),
        key=lambda each: (order.index(each.stage) if each.stage in order else -1, each.of),
    )
    marks = [mark for each in sent for mark in _of(case, each, looked)]
    seen = {mark.about: mark for mark in marks if mark.looked_at}
    return tuple(
        replace(mark, looked_at=one.looked_at, looked_at_by=one.looked_at_by)
        if (one := seen.get(mark.about)) is not None
        else mark
        for mark in marks
    )


def open_marks(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """What nobody has looked at, once for each answer that stands in several places."""
    first: dict[str, Mark] = {}
    for mark in marks:
        if not mark.looked_at:
            first.setdefault(mark.about, mark)
    return tuple(first.values())


def _of(case: DeskCase, sent: Submission, looked: Mapping[str, CaseEvent]) -> Iterator[Mark]:
    for each in sent.verdict.get("marks", ()):
        if each["level"] != FOR_STAFF:
            continue
        path = str(each["path"])
        id = f"{sent.stage}/{sent.of}/{sent.number}/{path}/{each['code']}"
        event = looked.get(id)
        yield Mark(
            id=id,
            text=_words(case, each),
            caption=_caption(case, path),
            whom=person_name(case.situation, place_of_path(case, path)),
            code=str(each["code"]),
            about=_about(case, path, each) or id,
            looked_at_by=case.who(event.by) if event else "",
            looked_at=event.at if event else None,
        )


def _about(case: DeskCase, path: str, mark: Mapping[str, Any]) -> str:
    """The same for marks that say the same of the same answer; empty where there is none."""
    name, row = case.situation.place(path)
    if name not in case.situation.meaning.questions:
        return ""
    value = case.situation.value(Subject(name), row)
    return "" if isinstance(value, Absence) else f"{mark['code']}/{mark['message']}/{value}"


def place_of_path(case: DeskCase, path: str) -> str:
    """Where the person of an answer stands: ``representatives.0``, or the block ``client``."""
    group, _, rest = path.partition(".")
    number, _, _ = rest.partition(".")
    is_row = number.isdigit() and group in case.case.ready.meaning.questions
    return f"{group}.{number}" if is_row else group


def _words(case: DeskCase, mark: Mapping[str, Any]) -> str:
    context, source = mark["message"]
    return case.reader.text(Text(source, context), **mark["params"])


def _caption(case: DeskCase, path: str) -> str:
    path, _ = case.situation.place(path)
    question = case.case.ready.meaning.questions.get(path)
    if question is None or not isinstance(question.item, Field):
        return ""
    return case.reader.text(question.item.caption)

"""What the checks have marked for the bank, and which of it somebody has looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from engine.base.events import CaseEvent
from engine.base.records import Submission
from engine.base.values import Text
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
    """The marks of the last version of every form, in the order of the flow."""
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
    return tuple(mark for each in sent for mark in _of(case, each, looked))


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
            looked_at_by=case.who(event.by) if event else "",
            looked_at=event.at if event else None,
        )


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

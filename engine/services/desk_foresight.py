"""What happens then: a step in words before it is taken, with the very letters it would send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from engine.base.events import CaseEvent
from engine.case.receivers import PERSON, STAFF
from engine.definitions.model.conditions import subjects
from engine.definitions.model.items import APPLICANT
from engine.language.marker import N_
from engine.meaning.picture import CASE
from engine.meaning.words.happenings import APPLICANTS
from engine.meaning.words.item_captions import own_field, standing_in_words
from engine.services.case_entries import StepEntry
from engine.services.corridor import Preview
from engine.services.desk_case import DeskCase
from engine.services.desk_views import ForeseenLetter, Foresight, Moving

CABINET: Final = "cabinet"
WAYS: Final[Mapping[str, str]] = {
    CABINET: N_("message in the cabinet"),
    "email": N_("e-mail"),
    "sms": N_("short message"),
}
COLLEAGUE: Final = N_("a colleague")


def foreseen(case: DeskCase, entry: StepEntry) -> Foresight:
    """What would come of a step, as far as it is filled in; where it leads to something else by
    what is not filled in yet, only which answers that are."""
    open_answers = tuple(_decisive(case, entry))
    return (
        Foresight(depends_on=open_answers) if open_answers else in_words(case, case.foresee(entry))
    )


def _decisive(case: DeskCase, entry: StepEntry) -> Iterator[str]:
    """The questions of its form, not answered yet, that decide where a step leads."""
    item = case.item(entry.item)
    if item is None:
        return
    steps = [step for status in item.statuses for step in status.steps if step.name == entry.step]
    branches = [branch for step in steps for branch in step.to if branch.when is not None]
    tested = (one.path for branch in branches if branch.when for one in subjects(branch.when))
    for path in dict.fromkeys(tested):
        field = own_field(item, path)
        if field is not None and not any(entry.raw.get(path, ())):
            yield case.reader.text(field.caption)


def in_words(case: DeskCase, preview: Preview) -> Foresight:
    """A preview in the words of the desk; the letters stay in those of whoever gets them."""
    events = preview.caused.events if preview.caused else ()
    letters = (letter for letter in (_letter(case, each) for each in events) if letter)
    ends = (each.after for each in preview.events if each.kind == "ended" and each.after)
    return Foresight(
        moves=tuple(_moves(case, preview.events)),
        letters=tuple(letters),
        ends=next((_end(case, name) for name in ends), ""),
    )


def _moves(case: DeskCase, events: tuple[CaseEvent, ...]) -> Iterator[Moving]:
    """Each item once, from where it stands to where it will stand."""
    first: dict[tuple[str, str], str] = {}
    last: dict[tuple[str, str], str] = {}
    for event in events:
        if event.kind in ("step", "followed") and event.after and event.item != CASE:
            key = (event.item, event.of)
            first.setdefault(key, event.before)
            last[key] = event.after
    for (name, unit), after in last.items():
        item = case.item(name)
        if item is None or (first[name, unit] == after):
            continue
        before = first[name, unit]
        yield Moving(
            title=case.title(name, unit),
            before=standing_in_words(item, before, case.reader) if before else "",
            after=standing_in_words(item, after, case.reader),
        )


def _letter(case: DeskCase, event: CaseEvent) -> ForeseenLetter | None:
    if event.kind != "message":
        return None
    data, reader = event.data, case.reader
    lang = str(data["language"])
    return ForeseenLetter(
        to=_receiver(case, event),
        ways=tuple(reader.message(WAYS.get(one, one)) for one in data["channels"]),
        missing=tuple(reader.message(WAYS.get(one, one)) for one in data["missing"]),
        language=reader.language_name(lang),
        lang=lang,
        subject=str(data["subject"]),
        text=str(data["text"]),
    )


def _receiver(case: DeskCase, event: CaseEvent) -> str:
    kind, _, whom = str(event.data["to"]).partition(" ")
    if kind == APPLICANT:
        return case.reader.message(APPLICANTS)
    if kind == STAFF:
        return case.names.get(whom, case.reader.message(COLLEAGUE))
    persons = (
        case.whom(item.name, whom)
        for item in case.case.state.route.flow.items
        if kind == PERSON and item.each is not None and item.each.kind == "persons"
    )
    return next((name for name in persons if name), whom)


def _end(case: DeskCase, name: str) -> str:
    ends = case.case.state.route.flow.case.ends
    return next((case.reader.text(end.caption) for end in ends if end.name == name), name)

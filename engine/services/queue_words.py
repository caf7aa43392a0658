"""Lines of lists in the language of whoever reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from datetime import datetime
from typing import Final, Literal

from engine.base.cards import DIFFER, QueueRow
from engine.base.dataclass import dataclass
from engine.base.errors import BundleUnreadable
from engine.base.values import Value
from engine.bundles.compiled import Ready
from engine.bundles.library import Library
from engine.case.queue_lines import BUILT_IN, NAME, NUMBER, SINCE
from engine.definitions.model.conditions import Subject
from engine.definitions.model.durations import Duration
from engine.definitions.model.forms import Field
from engine.definitions.model.items import (
    THE_PERSON,
    Item,
)
from engine.language.marker import N_
from engine.language.reader import Reader
from engine.meaning.calendar import USUAL, WorkCalendar
from engine.meaning.picture import CASE
from engine.meaning.words.amounts import filled_in
from engine.meaning.words.captions import Captions
from engine.meaning.words.happenings import actor_in_words
from engine.meaning.words.item_captions import is_of_unit, status_caption
from engine.meaning.words.overview import BUILT_IN as STANDINGS
from engine.services.time_left import TimeLeft, time_left

Mark = Literal["new", "answered", "untouched", "lapsed"]
"""Never opened by anybody; the applicant acted since the bank did; taken and left alone; one's own
proposal has lapsed since one was here."""

UNTOUCHED: Final = Duration(2, "working days")

THE_CASE: Final = N_("The application")
MESSAGE: Final = N_("Message")
WAITS_FOR: Final = N_("Waits for: {who}")
ENGINES: Final = {
    "differ": N_("The two engines differ"),
    "single": N_("Only one engine judged it"),
}

_HEADINGS: Final = {
    NUMBER: N_("Application number"),
    NAME: N_("Client"),
    SINCE: N_("Since"),
}


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A line of a list. ``cells`` stand below the headings of the page.

    ``taken_by`` is the account that has the case, ``taker`` its name.
    """

    case_id: str
    number: str
    client: str = field(repr=False)
    item: str
    of: str
    title: str
    whom: str = field(repr=False)
    status: str
    time: TimeLeft
    is_proposal: bool
    taken_by: str
    taker: str = field(repr=False)
    marks: tuple[Mark, ...]
    cells: tuple[str, ...] = field(repr=False)
    open_by: tuple[str, ...] = field(default=(), repr=False)
    """Others who have the case open now, by name."""
    message: str = ""
    """The message that could not be sent, in the list of those."""


@dataclass(frozen=True, slots=True)
class QueueWording:
    """Puts lines in words for one viewer at one moment; ``names`` gives the name of an account."""

    library: Library
    programme: str
    lang: str
    now: datetime
    names: Callable[[str], str] = field(repr=False)

    def line(self, row: QueueRow, columns: tuple[str, ...] = ()) -> QueueLine:
        """A line of the projection."""
        ready = self.ready(row.bundle)
        captions = self.library.captions(ready, self.lang)
        reader, item = (
            self.library.reader(self.lang, ready),
            ready.meaning.route.items.get(row.item),
        )
        where = WorkCalendar(ready.zone, ready.meaning.route.flow.calendar or USUAL)
        return QueueLine(
            case_id=row.case,
            number=row.number,
            client=row.client,
            item=row.item,
            of=row.of,
            title=_title(row, item, captions),
            whom="" if row.waits_for else row.whom,
            status=_status(row, item, captions),
            time=time_left(row.due_at, self.now, where, reader),
            is_proposal=row.is_proposal,
            taken_by=row.taken_by,
            taker=self.names(row.taken_by) if row.taken_by else "",
            marks=tuple(self._marks(row, where)),
            cells=tuple(_cell(name, row, (ready, captions, reader)) for name in columns),
        )

    def columns(self, own: tuple[str, ...]) -> tuple[str, ...]:
        """What is shown beside what every list shows: what lists are narrowed to comes first."""
        asked = self.captions.meaning.route.flow.listed_by
        return (asked, *(each for each in own if each != asked)) if asked else own

    def choices(self) -> tuple[tuple[str, str], ...]:
        """Codes that lists can be narrowed to, each with its caption."""
        captions, asked = self.captions, self.captions.meaning.route.flow.listed_by
        question = captions.meaning.questions.get(asked)
        field = question.item if question is not None else None
        options = field.options.options if isinstance(field, Field) and field.options else ()
        return tuple((one.code, captions.answer(Subject(asked), one.code)) for one in options)

    def heading(self, name: str) -> str:
        """What stands above a column."""
        captions = self.captions
        if name in BUILT_IN:
            return captions.reader.message(_HEADINGS[name])
        meaning = captions.meaning
        if any(name in known for known in (meaning.values, *meaning.own_values.values())):
            return name[:1].upper() + name[1:]  # a value has no caption
        for item in meaning.route.items.values():
            if is_of_unit(meaning, item, name):
                return captions.within(item.name).subject(Subject(name, in_row=True))
        return captions.subject(Subject(name))

    @property
    def captions(self) -> Captions:
        """The words of today's programme."""
        return self.library.captions(self.library.today(self.programme), self.lang)

    @property
    def reader(self) -> Reader:
        """The reader of today's programme."""
        return self.library.reader(self.lang, self.library.today(self.programme))

    def ready(self, bundle: str) -> Ready:
        """The programme of a case; today's where its own cannot be read any more."""
        try:
            return self.library.serve(bundle, self.programme)
        except BundleUnreadable:
            return self.library.today(self.programme)

    def _marks(self, row: QueueRow, where: WorkCalendar) -> list[Mark]:
        found: list[Mark] = ["lapsed"] if row.lapsed else []
        if row.is_new:
            found.append("new")
        if row.is_answered:
            found.append("answered")
        if row.taken_by and row.touched_at and where.end(row.touched_at, UNTOUCHED) < self.now:
            found.append("untouched")
        return found


def _title(row: QueueRow, item: Item | None, captions: Captions) -> str:
    """What waits: the title of the item, with the value it is for; of a case as it stands."""
    if row.kind in ("case", "mine", "answered") or (row.kind == "queue" and not row.item):
        return standing_words(row.status, captions)
    if row.kind == "unanswered":
        return captions.reader.message(MESSAGE)
    if item is None:
        return captions.reader.message(THE_CASE) if row.item == CASE else ""
    title = captions.reader.text(item.title)
    is_value = item.each is not None and item.each.kind == "values"
    return f"{title} – {captions.unit(item, row.of)}" if is_value and row.of else title


def _status(row: QueueRow, item: Item | None, captions: Captions) -> str:
    if row.kind == "wrong" and row.name == DIFFER:
        return captions.reader.message(ENGINES.get(row.status, ENGINES["differ"]))
    if row.waits_for:
        who = ", ".join(_waits_for(row, captions))
        return captions.reader.message(WAITS_FOR, who=who)
    status = status_caption(item, row.status) if item else None
    return captions.reader.text(status) if status else ""


def _waits_for(row: QueueRow, captions: Captions) -> Iterator[str]:
    """Whose turn it is: people of a case by name, all others by what they are."""
    for name in row.waits_for.split("\n"):
        yield (name == THE_PERSON and row.whom) or actor_in_words(name, captions)


def standing_words(status: str, captions: Captions) -> str:
    """How a whole case stands, by the name of its status."""
    if status in STANDINGS:
        return captions.reader.message(STANDINGS[status])
    life = captions.meaning.route.flow.case
    named = {each.name: each.caption for each in life.statuses}
    named |= {each.name: each.caption for each in life.ends}
    caption = named.get(status)
    return captions.reader.text(caption) if caption else status


def _cell(name: str, row: QueueRow, words: tuple[Ready, Captions, Reader]) -> str:
    ready, captions, reader = words
    if name == NUMBER:
        return row.number
    if name == NAME:
        return row.client
    if name == SINCE:
        return reader.datetime(row.since, ready.zone) if row.since else ""
    if name == captions.meaning.route.flow.listed_by:
        return captions.answer(Subject(name), row.choices) if row.choices else ""
    if name not in row.values:
        return ""
    value: Value = row.values[name]
    item = ready.meaning.route.items.get(row.item)
    if item is not None and is_of_unit(ready.meaning, item, name):
        return filled_in(captions, Subject(name, in_row=True), value, item)
    return filled_in(captions, Subject(name), value)

"""Lists of cases for staff: what waits for a role, the queues of the flow, and searches.

Everything is read from the projection that is written with each case, so that a list, its count
and its next page agree.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from engine.base.cards import CaseCard, QueueRow, RowKind
from engine.base.errors import BundleUnreadable, NotFound
from engine.base.ports import Clock
from engine.base.values import Value
from engine.bundles.compiled import Ready
from engine.bundles.library import Library
from engine.case.queue_lines import BUILT_IN, NAME, NUMBER, SINCE
from engine.case.search import matches, wanted_keys
from engine.definitions.model.conditions import Subject
from engine.definitions.model.items import Item
from engine.definitions.model.route import Queue
from engine.language.marker import N_
from engine.meaning.picture import CASE
from engine.meaning.words.amounts import filled_in
from engine.meaning.words.captions import Captions
from engine.meaning.words.item_captions import is_of_unit, status_caption
from engine.store.cards import Query
from engine.store.queue_rows import RowQuery
from engine.store.store import Store

PAGE: Final = 50
MOST_FOUND: Final = 50
FEWEST_OF_NUMBER: Final = 4

WAITS_FOR_YOU: Final = N_("Waits for you")
THE_CASE: Final = N_("The application")

_BUILT_IN: Final = {
    NUMBER: N_("Application number"),
    NAME: N_("Client"),
    SINCE: N_("Since"),
}


@dataclass(frozen=True, slots=True)
class StaffViewer:
    """A member of staff who looks at the cases of a programme, in the roles that count there."""

    account: str
    programme: str
    roles: tuple[str, ...]
    lang: str


@dataclass(frozen=True, slots=True)
class QueueName:
    """A list that somebody may see; counting stops at a thousand."""

    kind: RowKind
    name: str
    """Empty for what waits for the viewer."""
    caption: str
    count: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What is shown of a list. ``taken_by`` None: whoever took the case; empty: nobody did."""

    taken_by: tuple[str, ...] | None = None
    only_proposals: bool = False
    only_overdue: bool = False


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A line in the viewer's language. ``cells`` stand below the headings of the page."""

    case_id: str
    number: str
    client: str = field(repr=False)
    item: str
    of: str
    title: str
    whom: str = field(repr=False)
    status: str
    since: datetime | None
    due_at: datetime | None
    is_overdue: bool
    is_proposal: bool
    taken_by: str
    acted_at: datetime | None
    cells: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of a list; ``after`` asks for the next one and is empty on the last."""

    title: str
    headings: tuple[str, ...]
    lines: tuple[QueueLine, ...]
    count: int
    after: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A case that was found; ``names`` are those that the search meant."""

    card: CaseCard = field(repr=False)
    names: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Queues:
    """Answers to the lists of one programme. ``keyed_hash`` hashes (purpose, text)."""

    store: Store
    library: Library
    clock: Clock
    keyed_hash: Callable[[str, str], str]

    def names(self, viewer: StaffViewer) -> tuple[QueueName, ...]:
        """The lists that the viewer may see, with how much stands in each."""
        reader = self._captions(viewer, self.library.today(viewer.programme)).reader
        own = RowQuery(viewer.programme, "turn", viewer.roles, viewer.account)
        with self.store.read() as view:
            count = view.queue_rows.count
            mine = QueueName("turn", "", reader.message(WAITS_FOR_YOU), count(own))
            others = (
                QueueName(
                    "queue",
                    queue.name,
                    reader.text(queue.caption),
                    count(RowQuery(viewer.programme, "queue", (queue.name,))),
                )
                for queue in self._queues(viewer)
            )
            return (mine, *others)

    def page(
        self, viewer: StaffViewer, name: str = "", filters: Filters | None = None, after: str = ""
    ) -> QueuePage:
        """A page of a queue, or of what waits for the viewer. Raises NotFound."""
        chosen = filters or Filters()
        queue = self._queue(viewer, name) if name else None
        query = self._query(viewer, queue, chosen)
        with self.store.read() as view:
            rows = view.queue_rows.find(query, _row_of(after), PAGE + 1)
            count = view.queue_rows.count(query)
        columns = queue.columns if queue else ()
        captions = self._captions(viewer, self.library.today(viewer.programme))
        more = len(rows) > PAGE
        return QueuePage(
            title=captions.reader.text(queue.caption)
            if queue
            else captions.reader.message(WAITS_FOR_YOU),
            headings=tuple(self._heading(name, captions) for name in columns),
            lines=tuple(self._line(viewer, row, columns) for row in rows[:PAGE]),
            count=count,
            after=_cursor(rows[PAGE - 1]) if more else "",
        )

    def search(self, viewer: StaffViewer, words: str) -> tuple[Hit, ...]:
        """The cases that somebody means by a number, a code, a contact or a name."""
        found: dict[str, CaseCard] = {}
        with self.store.read() as view:
            for query in self._searches(viewer, words):
                for card in view.cards.find(query, count=MOST_FOUND):
                    found.setdefault(card.case, card)
        newest = sorted(found.values(), key=lambda card: card.changed_at, reverse=True)
        ordered = sorted(newest, key=lambda card: not card.current)
        return tuple(
            Hit(card, tuple(each.name for each in card.names if matches(each.name, words)))
            for card in ordered[:MOST_FOUND]
        )

    def _searches(self, viewer: StaffViewer, words: str) -> Iterator[Query]:
        typed = words.strip()
        if len(typed) >= FEWEST_OF_NUMBER and not typed.isalpha() and "@" not in typed:
            yield Query(programme=viewer.programme, words=typed)
        for way in wanted_keys(typed, self.keyed_hash):
            yield Query(programme=viewer.programme, keys=way)

    def _queues(self, viewer: StaffViewer) -> tuple[Queue, ...]:
        queues = self.library.today(viewer.programme).programme.flow.queues
        return tuple(queue for queue in queues if set(queue.roles) & set(viewer.roles))

    def _queue(self, viewer: StaffViewer, name: str) -> Queue:
        for queue in self._queues(viewer):
            if queue.name == name:
                return queue
        raise NotFound

    def _query(self, viewer: StaffViewer, queue: Queue | None, filters: Filters) -> RowQuery:
        return RowQuery(
            programme=viewer.programme,
            kind="turn" if queue is None else "queue",
            names=viewer.roles if queue is None else (queue.name,),
            account=viewer.account if queue is None else "",
            taken_by=filters.taken_by,
            is_proposal=True if filters.only_proposals else None,
            overdue_at=self.clock.now() if filters.only_overdue else None,
            by_order=bool(queue and queue.order),
        )

    def _line(self, viewer: StaffViewer, row: QueueRow, columns: tuple[str, ...]) -> QueueLine:
        ready = self._ready(row)
        captions, item = self._captions(viewer, ready), ready.meaning.route.items.get(row.item)
        status = status_caption(item, row.status) if item else None
        return QueueLine(
            case_id=row.case,
            number=row.number,
            client=row.client,
            item=row.item,
            of=row.of,
            title=self._title(row, item, captions),
            whom=row.whom,
            status=captions.reader.text(status) if status else "",
            since=row.since,
            due_at=row.due_at,
            is_overdue=row.due_at is not None and row.due_at <= self.clock.now(),
            is_proposal=row.is_proposal,
            taken_by=row.taken_by,
            acted_at=row.acted_at,
            cells=tuple(self._cell(name, row, ready, captions) for name in columns),
        )

    def _ready(self, row: QueueRow) -> Ready:
        """The programme of a case; today's where its own cannot be read any more."""
        try:
            return self.library.serve(row.bundle, row.programme)
        except BundleUnreadable:
            return self.library.today(row.programme)

    def _title(self, row: QueueRow, item: Item | None, captions: Captions) -> str:
        """What waits: the title of the item, with the value it is for."""
        if item is None:
            return captions.reader.message(THE_CASE) if row.item == CASE else ""
        title = captions.reader.text(item.title)
        is_value = item.each is not None and item.each.kind == "values"
        unit = captions.unit(item, row.of) if is_value else title
        return title if unit == title else f"{title} – {unit}"

    def _cell(self, name: str, row: QueueRow, ready: Ready, captions: Captions) -> str:
        if name == NUMBER:
            return row.number
        if name == NAME:
            return row.client
        if name == SINCE:
            reader = self.library.reader(captions.reader.lang, ready)
            return reader.datetime(row.since, ready.zone) if row.since else ""
        if name not in row.values:
            return ""
        value: Value = row.values[name]
        item = ready.meaning.route.items.get(row.item)
        if item is not None and is_of_unit(ready.meaning, item, name):
            return filled_in(captions, Subject(name, in_row=True), value, item)
        return filled_in(captions, Subject(name), value)

    def _heading(self, name: str, captions: Captions) -> str:
        if name in BUILT_IN:
            return captions.reader.message(_BUILT_IN[name])
        meaning = captions.meaning
        if any(name in known for known in (meaning.values, *meaning.own_values.values())):
            return name[:1].upper() + name[1:]  # a value has no caption
        for item in meaning.route.items.values():
            if is_of_unit(meaning, item, name):
                return captions.within(item.name).subject(Subject(name, in_row=True))
        return captions.subject(Subject(name))

    def _captions(self, viewer: StaffViewer, ready: Ready) -> Captions:
        return self.library.captions(ready, viewer.lang)


def _cursor(row: QueueRow) -> str:
    """The place of a line in its list, as text for an address."""
    due = row.due_at.isoformat() if row.due_at else ""
    place = [due, row.order, row.number, row.case, row.name, row.item, row.of]
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode("ascii")


def _row_of(cursor: str) -> QueueRow | None:
    """The line that a cursor names; None for the beginning, and for what is no cursor."""
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        due, order, number, case, name, item, of = (str(part) for part in place)
        due_at = datetime.fromisoformat(due) if due else None
    except (ValueError, TypeError, binascii.Error):
        return None
    return QueueRow(
        case, "", "", number, "turn", name, item=item, of=of, due_at=due_at, order=order
    )

"""Lists of cases for staff: what waits for a role, the queues of the flow, what went wrong.

Everything is read from the projection that is written in the commit of each case, so that a list,
its count and its next page agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from engine.base.cards import QueueRow
from engine.base.dataclass import dataclass
from engine.base.ports import Clock
from engine.base.presence import CasePresence
from engine.bundles.library import Library
from engine.definitions.model.route import Flow
from engine.meaning.calendar import USUAL, WorkCalendar
from engine.meaning.words.happenings import actor_in_words
from engine.services.desk_lists import (
    CAPTIONS,
    UNDELIVERED,
    WAITS,
    Filters,
    ListGroup,
    StaffList,
    StaffViewer,
    groups,
    one,
)
from engine.services.presence import present
from engine.services.queue_cursors import cursor, message_place, row_place
from engine.services.queue_views import ListName, Neighbours, QueuePage, Rail
from engine.services.queue_words import QueueLine, QueueWording
from engine.services.silent_parties import silent_parties
from engine.services.undelivered import undelivered
from engine.services.unseen_rows import unseen
from engine.store.queue_rows import BEGINNING, MOST_COUNTED, Counting, RowPlace, RowQuery, place_of
from engine.store.store import Store, View

__all__ = ["MOST_COUNTED", "Filters", "Queues", "StaffViewer"]

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Queues:
    """Answers to the lists of one programme."""

    store: Store
    library: Library
    clock: Clock

    def rail(self, viewer: StaffViewer) -> tuple[Rail, ...]:
        """Every list of the viewer under its heading, with how much stands in each."""
        words, found = self._words(viewer), tuple(groups(viewer, self._flow(viewer)))
        lists = [each for group in found for each in group.lists]
        counts = self._counts(viewer, lists)
        return tuple(
            Rail(
                _heading(group, words),
                tuple(
                    ListName(each.name, _caption(each, words), counts[each.name])
                    for each in group.lists
                ),
            )
            for group in found
        )

    def page(
        self,
        viewer: StaffViewer,
        name: str = WAITS,
        filters: Filters | None = None,
        after: str = "",
        before: str = "",
    ) -> QueuePage:
        """A page of a list. Raises NotFound."""
        asked, chosen = one(viewer, self._flow(viewer), name), filters or Filters()
        if name == UNDELIVERED:
            return self._undelivered(viewer, asked, after)
        query = asked.query(viewer, chosen, self._until(viewer, asked, chosen))
        every = asked.query(viewer, Filters("all"), self._until(viewer, asked, Filters()))
        with self.store.read() as view:
            rows, more = _rows(view, query, row_place(after), row_place(before))
            start = place_of(rows[0]) if rows else BEGINNING
            asked_for = (Counting(query), Counting(query, start), Counting(every))
            count, ahead, of_all = view.queue_rows.counts(asked_for)
            here = present(view, {row.case for row in rows}, self.clock.now())
            words = self._words(viewer, _accounts(rows, here.values()), view)
            rows = tuple(unseen(view, viewer.account, rows))
        columns = words.columns(asked.columns)
        order = asked.queue.order if asked.queue else ""
        return QueuePage(
            list=asked,
            title=_caption(asked, words),
            headings=tuple(words.heading(each) for each in columns),
            lines=tuple(
                _line(words, row, columns, (here.get(row.case, ()), viewer)) for row in rows
            ),
            choices=words.choices(),
            count=count,
            first=ahead + 1 if ahead < MOST_COUNTED else 0,
            after=cursor(place_of(rows[-1])) if rows and more else "",
            before=cursor(place_of(rows[0])) if ahead else "",
            hidden=max(of_all - count, 0),
            ordered_by=words.heading(order) if order else "",
        )

    def neighbours(
        self, viewer: StaffViewer, name: str, case_id: str, filters: Filters | None = None
    ) -> Neighbours:
        """Where a case stands in a list, and the cases beside it. Raises NotFound.

        Of a case that has left the list, the next one is the first that waits.
        """
        asked, chosen = one(viewer, self._flow(viewer), name), filters or Filters()
        query = asked.query(viewer, chosen, self._until(viewer, asked, chosen))
        with self.store.read() as view:
            lines = view.queue_rows
            own = lines.of_case_in(query, case_id)
            place = place_of(own[0]) if own else BEGINNING
            ahead = lines.count(query, before=place) if own else 0
            back = lines.find_before(query, place, 10) if own else ()
            on = lines.find(query, place, 10)
            count = lines.count(query)
        others_before = [row.case for row in back if row.case != case_id]
        others_after = [row.case for row in on if row.case != case_id]
        return Neighbours(
            name=name,
            title=_caption(asked, self._words(viewer)),
            place=ahead + 1 if own else 0,
            count=count,
            previous=others_before[-1] if others_before else "",
            next=others_after[0] if others_after else "",
        )

    def query(self, viewer: StaffViewer, name: str, filters: Filters) -> RowQuery:
        """The lines of a list. Raises NotFound."""
        asked = one(viewer, self._flow(viewer), name)
        return asked.query(viewer, filters, self._until(viewer, asked, filters))

    def silent(self, viewer: StaffViewer) -> str:
        """What is to be said of outside parties that do not answer; empty where all do."""
        with self.store.read() as view:
            return silent_parties(view, self._words(viewer))

    def name_of(self, account: str) -> str:
        """What a member of staff is called."""
        with self.store.read() as view:
            return view.staff.names((account,)).get(account, "")

    def _undelivered(self, viewer: StaffViewer, asked: StaffList, after: str) -> QueuePage:
        words = self._words(viewer)
        with self.store.read() as view:
            found = view.outbox.failed(viewer.programme, message_place(after), PAGE + 1)
            count = view.outbox.count_failed(viewer.programme, MOST_COUNTED)
            lines = undelivered(view, words, found[:PAGE])
        return QueuePage(
            list=asked,
            title=_caption(asked, words),
            headings=(),
            lines=lines,
            count=count,
            first=0 if after else 1,
            after=cursor(found[PAGE - 1]) if len(found) > PAGE else "",
        )

    def _counts(self, viewer: StaffViewer, lists: Iterable[StaffList]) -> dict[str, int]:
        """How much stands in each list, by name."""
        asked = {
            one.name: Counting(one.query(viewer, Filters(), self._until(viewer, one, Filters())))
            for one in lists
            if one.name != UNDELIVERED
        }
        with self.store.read() as view:
            counts = dict(zip(asked, view.queue_rows.counts(asked.values()), strict=True))
            failed = view.outbox.count_failed(viewer.programme, MOST_COUNTED)
        return {**counts, UNDELIVERED: failed}

    def _until(self, viewer: StaffViewer, asked: StaffList, filters: Filters) -> datetime | None:
        """Until when that must be due which is asked for."""
        now = self.clock.now()
        if asked.is_overdue or (filters.due == "overdue" and asked.asks_due):
            return now
        if not filters.due or not asked.asks_due:
            return None
        ready = self.library.today(viewer.programme)
        where = WorkCalendar(ready.zone, ready.meaning.route.flow.calendar or USUAL)
        today = where.day(now)
        days = 1 if filters.due == "today" else 7 - today.weekday()
        return where.begin(today + timedelta(days=days))

    def _flow(self, viewer: StaffViewer) -> Flow:
        return self.library.today(viewer.programme).programme.flow

    def _words(
        self, viewer: StaffViewer, accounts: Iterable[str] = (), view: View | None = None
    ) -> QueueWording:
        known = view.staff.names(accounts) if view is not None else {}
        return QueueWording(
            self.library,
            viewer.programme,
            viewer.lang,
            self.clock.now(),
            lambda a: known.get(a, ""),
        )


def _rows(
    view: View, query: RowQuery, after: RowPlace | None, before: RowPlace | None
) -> tuple[tuple[QueueRow, ...], bool]:
    """The rows of a page, and whether there are more after them."""
    if before is not None:
        rows = view.queue_rows.find_before(query, before, PAGE)
        return rows, True
    found = view.queue_rows.find(query, after, PAGE + 1)
    return found[:PAGE], len(found) > PAGE


def _accounts(rows: Iterable[QueueRow], here: Iterable[Iterable[CasePresence]]) -> frozenset[str]:
    """The accounts that lines name."""
    return frozenset(row.taken_by for row in rows) | {one.account for each in here for one in each}


def _line(
    words: QueueWording,
    row: QueueRow,
    columns: tuple[str, ...],
    seen: tuple[Iterable[CasePresence], StaffViewer],
) -> QueueLine:
    """A line; ``seen`` is who has the case open, and who asks."""
    here, viewer = seen
    line = words.line(row, columns)
    others = (words.names(one.account) for one in here if one.account != viewer.account)
    return replace(line, open_by=tuple(others))


def _heading(group: ListGroup, words: QueueWording) -> str:
    if group.role:
        return actor_in_words(group.role, words.captions)
    return words.reader.message(group.heading)


def _caption(asked: StaffList, words: QueueWording) -> str:
    if asked.queue is not None:
        return words.reader.text(asked.queue.caption)
    return words.reader.message(CAPTIONS[asked.name])

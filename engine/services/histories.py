"""The action history of a case as a page reads it: filtered, folded under its causes, by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date, datetime
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.events import CaseEvent, EventKind
from engine.bundles.library import Library
from engine.case.search import card_names
from engine.meaning.words.history import HistoryLine, history
from engine.meaning.words.overview import shown_status
from engine.services.case_loading import LoadedCase
from engine.services.file_lines import FILES, file_line
from engine.store.store import Store

OPEN_TO_ALL: Final = frozenset[EventKind](
    {"step", "followed", "ended", "submitted", "message", "lapsed"}
)
"""What an applicant may learn of others; of their own acts they may learn everything."""

INNER: Final = frozenset[EventKind]({"followed", "ended", "due"})


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """What is asked for; ``side`` and ``item`` empty: all. Days are those of the bank."""

    item: str = ""
    side: str = ""
    since: date | None = None
    until: date | None = None
    newest_first: bool = True


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One act, or ``count`` equal ones in a row from ``began`` to ``at``, and what followed."""

    line: HistoryLine
    name: str = field(repr=False)
    began: datetime | None
    count: int = 1
    followed: tuple[HistoryRow, ...] = ()

    @property
    def at(self) -> datetime | None:
        """When it happened, the last of several."""
        return self.line.at


@dataclass(frozen=True, slots=True)
class Histories:
    """Everything it needs is given to it."""

    store: Store
    library: Library

    def rows(self, case: LoadedCase, lang: str, asked: HistoryFilter) -> tuple[HistoryRow, ...]:
        """The history as whoever loaded the case may read it."""
        is_own = case.actor.side == "user"
        events = tuple(_once(_told(case) if is_own else case.events))
        captions = self.library.captions(case.ready, lang)
        lines = history(case.state.world, case.state.picture, events, captions)
        if is_own:
            lines = tuple(replace(line, reason="") for line in lines)
        causes = {event.number for event in events if not _is_inner(event)}
        every = sorted(
            (*lines, *self._files(case, lang, is_own=is_own)),
            key=lambda line: (line.at is not None and line.at, line.number),
        )
        chosen = [line for line in every if _fits(case, line, asked)]
        names = self._names(case, {line.account for line in chosen})
        rows = _joined(_folded(chosen, causes, names))
        return rows[::-1] if asked.newest_first else rows

    def items(self, case: LoadedCase, lang: str) -> tuple[tuple[str, str], ...]:
        """The items that anything happened to, with what they are called."""
        happened = {event.item for event in case.events}
        captions = self.library.captions(case.ready, lang)
        return tuple(
            (item.name, captions.reader.text(item.title))
            for item in case.state.route.flow.items
            if item.name in happened
        )

    def _files(self, case: LoadedCase, lang: str, *, is_own: bool) -> Iterator[HistoryLine]:
        captions = self.library.captions(case.ready, lang)
        with self.store.read() as view:
            actions = view.audit.of_case(case.case.id)
        past = case.stood_at
        for done in actions:
            is_later = past is not None and done.at > past
            if done.action in FILES and not is_later and (not is_own or done.side == "user"):
                yield file_line(case, done, captions)

    def _names(self, case: LoadedCase, accounts: Iterable[str]) -> Mapping[str, str]:
        own = card_names(case.state.world.situation(case.state.picture))
        with self.store.read() as view:
            names = view.staff.names(accounts)
        return {**names, case.case.account: own[0].name if own else ""}


def _told(case: LoadedCase) -> Iterator[CaseEvent]:
    """The events that the applicant may know of, with statuses as they are shown to them."""
    items = case.state.route.items
    for event in case.events:
        if event.by.side == "user":
            yield event
            continue
        if event.kind not in OPEN_TO_ALL or (event.kind == "lapsed" and event.step):
            continue
        if event.kind == "message":
            if event.by.side == "bank":
                yield event
            continue
        item = items.get(event.item)
        if item is None:
            if event.kind == "ended":
                yield event
            continue
        before, after = (
            shown_status(item, name).name if name else "" for name in (event.before, event.after)
        )
        if before != after:
            yield replace(event, before=before, after=after)


def _once(events: Iterable[CaseEvent]) -> Iterator[CaseEvent]:
    """Without what was sent in where the step that sent it says so."""
    waiting: CaseEvent | None = None
    for event in events:
        if waiting is not None and (event.kind, *_about(event)) != ("step", *_about(waiting)):
            yield waiting
        waiting = event if event.kind == "submitted" else None
        if waiting is None:
            yield event
    if waiting is not None:
        yield waiting


def _about(event: CaseEvent) -> tuple[str, str, str]:
    return event.item, event.of, event.by.account


def _is_inner(event: CaseEvent) -> bool:
    return event.kind in INNER or (event.kind == "message" and event.by.side == "system")


def _fits(case: LoadedCase, line: HistoryLine, asked: HistoryFilter) -> bool:
    if asked.item and line.item != asked.item:
        return False
    if asked.side and line.side != asked.side and (asked.side, line.side) != ("system", "provider"):
        return False
    day = line.at.astimezone(case.ready.zone).date() if line.at else None
    if asked.since and (day is None or day < asked.since):
        return False
    return not (asked.until and (day is None or day > asked.until))


def _folded(
    lines: Iterable[HistoryLine], causes: set[int], names: Mapping[str, str]
) -> list[HistoryRow]:
    """What followed by itself, under the act right before it."""
    rows: list[HistoryRow] = []
    for line in lines:
        row = HistoryRow(line, names.get(line.account, ""), line.at)
        is_cause = not line.number or line.number in causes
        if is_cause or not rows or rows[-1].at != line.at:
            rows.append(row)
        else:
            rows[-1] = replace(rows[-1], followed=(*rows[-1].followed, row))
    return rows


def _joined(rows: Iterable[HistoryRow]) -> tuple[HistoryRow, ...]:
    """Equal acts of one person in a row, as one."""
    found: list[HistoryRow] = []
    for row in rows:
        last = found[-1] if found else None
        if last is None or _same(last) != _same(row) or last.followed or row.followed:
            found.append(row)
        else:
            found[-1] = replace(row, began=last.began, count=last.count + 1)
    return tuple(found)


def _same(row: HistoryRow) -> tuple[object, ...]:
    line = row.line
    day = line.at.date() if line.at else None
    about = (
        line.item,
        line.of,
        line.title,
        line.what,
        line.before,
        line.after,
        line.text,
        line.reason,
    )
    return (day, line.side, line.account, *about)

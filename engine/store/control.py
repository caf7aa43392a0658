"""What control of the work asks across the cases of a programme: by date, page by page, newest
first. Nothing that is sealed is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    func,
    literal,
    select,
    tuple_,
    union_all,
)

from engine.base.dataclass import dataclass
from engine.base.events import EventKind
from engine.store import tables as t


@dataclass(frozen=True, slots=True)
class ControlPlace:
    """Where a line stands: ``key`` is a case or an entry, ``number`` an event of the case."""

    at: datetime
    key: str
    number: int


@dataclass(frozen=True, slots=True)
class ControlQuery:
    """Which lines: of a programme, from ``since`` to before ``until``, the newest first.

    ``place`` is where they go on from, ``backwards`` to the newer ones before it.
    """

    programme: str
    since: datetime
    until: datetime
    place: ControlPlace | None = None
    backwards: bool = False
    count: int = 50


@dataclass(frozen=True, slots=True)
class ControlEvent:
    """An event of a case without what was said with it."""

    case: str
    number: int
    kind: EventKind
    item: str
    of: str
    step: str
    before: str
    after: str
    role: str
    account: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ControlPair:
    """How often one person confirmed what another one proposed."""

    proposer: str
    confirmer: str
    count: int


@dataclass(frozen=True, slots=True)
class ControlRows:
    """Rows of ``case_events`` across cases."""

    connection: Connection

    def ended_proposals(self, query: ControlQuery) -> tuple[ControlEvent, ...]:
        """Proposals that were returned or lapsed."""
        events = t.case_events
        # Kind by kind, each in the order of an index, and merged.
        parts = [
            _page(
                select(*_columns(events))
                .join(t.cases, t.cases.c.id == events.c.case)
                .where(events.c.kind == kind, events.c.step != ""),
                events,
                query,
            )
            for kind in ("returned", "lapsed")
        ]
        every = union_all(*(select(part.subquery()) for part in parts)).subquery()
        order = in_order(query, every.c.at, every.c.case, every.c.number)
        return self._read(select(every).order_by(*order).limit(query.count), query)

    def pairs(self, query: ControlQuery, first: int = 0) -> tuple[ControlPair, ...]:
        """Who confirmed whose proposals how often, the most frequent first, from one of them on."""
        table, often = t.confirmations, func.count()
        found = (
            select(table.c.proposer, table.c.confirmer, often)
            .where(table.c.programme == query.programme, *_in_days(table, query))
            .group_by(table.c.proposer, table.c.confirmer)
            .order_by(often.desc(), table.c.proposer, table.c.confirmer)
            .offset(first)
            .limit(query.count)
        )
        return tuple(ControlPair(*row) for row in self.connection.execute(found))

    def count_pairs(self, query: ControlQuery) -> int:
        """How many pairs there are."""
        table = t.confirmations
        of_programme = table.c.programme == query.programme
        found = select(table.c.proposer, table.c.confirmer).where(
            of_programme, *_in_days(table, query)
        )
        counted = select(func.count()).select_from(found.distinct().subquery())
        return self.connection.execute(counted).scalar_one()

    def decided_unopened(self, query: ControlQuery) -> tuple[ControlEvent, ...]:
        """Acts of a bad decision by somebody who had opened neither answers nor files of the case.

        An act is the step, or what confirmed its proposal.
        """
        noted, act = t.unopened, t.case_events
        same = and_(act.c.case == noted.c.case, act.c.number == noted.c.number)
        found = select(*_columns(act)).select_from(noted.join(act, same))
        asked = found.where(noted.c.programme == query.programme, *_in_days(noted, query))
        return self._read(_from_place(asked, noted, query), query)

    def _read(self, found: Select[Any], query: ControlQuery) -> tuple[ControlEvent, ...]:
        rows = tuple(ControlEvent(**row) for row in self.connection.execute(found).mappings())
        return rows[::-1] if query.backwards else rows


def _columns(events: FromClause) -> list[ColumnElement[Any]]:
    return [events.c[one.name] for one in fields(ControlEvent)]


def _page(found: Select[Any], events: FromClause, query: ControlQuery) -> Select[Any]:
    """Of the programme and the days, the newest first, after the place that is asked for."""
    return _from_place(found.where(*within(events, query)), events, query)


def _from_place(asked: Select[Any], events: FromClause, query: ControlQuery) -> Select[Any]:
    """The newest first, from the place that is asked for."""
    key = (events.c.at, events.c.case, events.c.number)
    if query.place is not None:
        at = literal(query.place.at, type_=events.c.at.type)
        place = (at, literal(query.place.key), literal(query.place.number))
        asked = asked.where(beyond(query, key, place))
    return asked.order_by(*in_order(query, *key)).limit(query.count)


def beyond(query: ControlQuery, key: Iterable[Any], place: Iterable[Any]) -> ColumnElement[bool]:
    """Lines after the place, or those before it."""
    line, at = tuple_(*key), tuple_(*place)
    return line > at if query.backwards else line < at


def in_order(query: ControlQuery, *key: ColumnElement[Any]) -> Iterator[ColumnElement[Any]]:
    """The newest first; the last first where what comes before a place is asked for."""
    return (column.asc() if query.backwards else column.desc() for column in key)


def _in_days(events: FromClause, query: ControlQuery) -> tuple[ColumnElement[bool], ...]:
    return events.c.at >= query.since, events.c.at < query.until


def within(events: FromClause, query: ControlQuery) -> tuple[ColumnElement[bool], ...]:
    """Of the programme and the days, where the cases are joined."""
    return t.cases.c.programme == query.programme, *_in_days(events, query)

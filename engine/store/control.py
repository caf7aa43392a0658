"""What control of the work asks across the cases of a programme: by date, page by page, newest
first. Nothing that is sealed is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)

from engine.base.events import EventKind
from engine.store import tables as t

OPENED: Final = ("answers", "documents")
"""Parts of a case that show what was sent in; its files are ``file/…``."""


@dataclass(frozen=True, slots=True)
class ControlPlace:
    """Where a line stands: ``key`` is a case or an entry, ``number`` an event of the case."""

    at: datetime
    key: str
    number: int


@dataclass(frozen=True, slots=True)
class ControlQuery:
    """Which lines: of a programme, from ``since`` to before ``until``, after ``after``."""

    programme: str
    since: datetime
    until: datetime
    after: ControlPlace | None = None
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
        order = (every.c.at.desc(), every.c.case.desc(), every.c.number.desc())
        return self._read(select(every).order_by(*order).limit(query.count))

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

    def decided_unopened(
        self, query: ControlQuery, decisions: Iterable[tuple[str, str]]
    ) -> tuple[ControlEvent, ...]:
        """Acts of a decision by somebody who had opened neither answers nor files of the case.

        ``decisions`` are items and the statuses that count. An act is the step or its confirmation.
        """
        act, step = t.case_events.alias("act"), t.case_events.alias("step")
        wanted = [
            and_(step.c.item == item, step.c.after == after, step.c.at >= query.since)
            for item, after in decisions
        ]
        if not wanted:
            return ()
        # Bad decisions are few, steps and acts are many: expressions keep them from being found by
        # their kind.
        kind = act.c.kind.concat("")
        is_own = and_(kind == "step", act.c.number == step.c.number)
        has_confirmed = and_(
            kind == "confirmed",
            act.c.number < step.c.number,
            act.c.number > _proposal_before(step),
        )
        found = (
            select(*_columns(act))
            .select_from(step)
            .join(act, and_(*_same(step, act)))
            .join(t.cases, t.cases.c.id == act.c.case)
            .where(
                or_(*wanted),
                step.c.kind.concat("") == "step",
                or_(is_own, has_confirmed),
                act.c.side == "bank",
                ~_opened_before(act).exists(),
            )
            .distinct()
        )
        return self._read(_page(found, act, query))

    def _read(self, found: Select[Any]) -> tuple[ControlEvent, ...]:
        return tuple(ControlEvent(**row) for row in self.connection.execute(found).mappings())


def _opened_before(act: FromClause) -> Select[Any]:
    """Where whoever acted had opened answers or files of the case before."""
    reads = t.reads
    return select(literal(1)).where(
        reads.c.case == act.c.case,
        reads.c.account == act.c.account,
        reads.c.at <= act.c.at,
        or_(reads.c.part.in_(OPENED), reads.c.part.startswith("file/")),
    )


def _columns(events: FromClause) -> list[ColumnElement[Any]]:
    return [events.c[one.name] for one in fields(ControlEvent)]


def _page(found: Select[Any], events: FromClause, query: ControlQuery) -> Select[Any]:
    """Of the programme and the days, the newest first, after the place that is asked for."""
    key = (events.c.at, events.c.case, events.c.number)
    asked = found.where(*within(events, query))
    if query.after is not None:
        at = literal(query.after.at, type_=events.c.at.type)
        place = tuple_(at, literal(query.after.key), literal(query.after.number))
        asked = asked.where(tuple_(*key) < place)
    return asked.order_by(*(column.desc() for column in key)).limit(query.count)


def _in_days(events: FromClause, query: ControlQuery) -> tuple[ColumnElement[bool], ...]:
    return events.c.at >= query.since, events.c.at < query.until


def within(events: FromClause, query: ControlQuery) -> tuple[ColumnElement[bool], ...]:
    """Of the programme and the days, where the cases are joined."""
    return t.cases.c.programme == query.programme, *_in_days(events, query)


def _same(one: FromClause, other: FromClause) -> tuple[ColumnElement[bool], ...]:
    """Both concern the same of a case."""
    return tuple(one.c[name] == other.c[name] for name in ("case", "item", "of"))


def _proposal_before(event: FromClause) -> Any:
    """The number of the proposal that an event answers; 0 where there was none."""
    earlier = t.case_events.alias()
    found = select(func.coalesce(func.max(earlier.c.number), 0)).where(
        *_same(earlier, event), earlier.c.kind == "proposed", earlier.c.number < event.c.number
    )
    return found.scalar_subquery()

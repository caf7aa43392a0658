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
    and_,
    func,
    literal,
    or_,
    select,
    tuple_,
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
        return self._events(
            events, query, events.c.kind.in_(("returned", "lapsed")), events.c.step != ""
        )

    def pairs(self, query: ControlQuery) -> tuple[ControlPair, ...]:
        """Who confirmed whose proposals how often, the most frequent first."""
        confirmed, proposed = t.case_events.alias("confirmed"), t.case_events.alias("proposed")
        count = func.count()
        found = (
            select(proposed.c.account, confirmed.c.account, count)
            .select_from(confirmed)
            .join(t.cases, t.cases.c.id == confirmed.c.case)
            .join(proposed, and_(*_same(proposed, confirmed),
                                 proposed.c.number == _proposal_before(confirmed)))
            .where(confirmed.c.kind == "confirmed", *within(confirmed, query))
            .group_by(proposed.c.account, confirmed.c.account)
            .order_by(count.desc(), proposed.c.account, confirmed.c.account)
            .limit(query.count)
        )  # fmt: skip
        return tuple(ControlPair(*row) for row in self.connection.execute(found))

    def decided_unopened(
        self, query: ControlQuery, decisions: Iterable[tuple[str, str]]
    ) -> tuple[ControlEvent, ...]:
        """Acts of a decision by somebody who had opened neither answers nor files of the case.

        ``decisions`` are items and the statuses that count. An act is the step or its confirmation.
        """
        act, step = t.case_events.alias("act"), t.case_events.alias("step")
        wanted = [and_(step.c.item == item, step.c.after == after) for item, after in decisions]
        is_own = and_(act.c.kind == "step", act.c.number == step.c.number)
        has_confirmed = and_(
            act.c.kind == "confirmed",
            act.c.number < step.c.number,
            act.c.number > _proposal_before(step),
        )
        reads = t.reads
        opened = select(literal(1)).where(
            reads.c.case == act.c.case,
            reads.c.account == act.c.account,
            reads.c.at <= act.c.at,
            or_(reads.c.part.in_(OPENED), reads.c.part.startswith("file/")),
        )
        decided = (
            select(literal(1))
            .select_from(step)
            .where(
                step.c.kind == "step",
                or_(*wanted) if wanted else literal(1) == 0,
                *_same(step, act),
                or_(is_own, has_confirmed),
            )
        )
        return self._events(
            act,
            query,
            act.c.kind.in_(("step", "confirmed")),
            act.c.side == "bank",
            decided.exists(),
            ~opened.exists(),
        )

    def _events(
        self, events: FromClause, query: ControlQuery, *conditions: ColumnElement[bool]
    ) -> tuple[ControlEvent, ...]:
        columns = [events.c[one.name] for one in fields(ControlEvent)]
        key = (events.c.at, events.c.case, events.c.number)
        found = (
            select(*columns)
            .join(t.cases, t.cases.c.id == events.c.case)
            .where(*conditions, *within(events, query))
            .order_by(*(column.desc() for column in key))
            .limit(query.count)
        )
        if query.after is not None:
            at = literal(query.after.at, type_=events.c.at.type)
            place = tuple_(at, literal(query.after.key), literal(query.after.number))
            found = found.where(tuple_(*key) < place)
        return tuple(ControlEvent(**row) for row in self.connection.execute(found).mappings())


def within(events: FromClause, query: ControlQuery) -> tuple[ColumnElement[bool], ...]:
    """Of the programme and the days, where the cases are joined."""
    return (
        t.cases.c.programme == query.programme,
        events.c.at >= query.since,
        events.c.at < query.until,
    )


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

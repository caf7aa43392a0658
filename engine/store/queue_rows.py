"""Lines of lists: which cases wait for whom, and which stand in a queue of the flow.

Lists go on by the last line that was seen, never by counting from the start.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    delete,
    func,
    insert,
    literal,
    select,
    tuple_,
    update,
)

from engine.base.cards import QueueRow, RowKind
from engine.store import tables as t
from engine.store.event_data import sealed, unsealed
from engine.store.vault import Vault

SEALED: Final = ("client", "whom", "values")
MOST_COUNTED: Final = 1001
NEVER: Final = datetime(9999, 12, 31, tzinfo=UTC)
"""Stands for a time that is not set, so that it comes last."""
LAST: Final = "zzzz"
"""Stands for an order that is not known, so that it comes last."""


@dataclass(frozen=True, slots=True)
class RowQuery:
    """Which lines: of a programme, and whose turn it is or which queue.

    ``account`` leaves out what this account may not do. ``taken_by`` None: whoever took the case;
    empty: nobody did. ``overdue_at`` asks for those whose time was over at that moment.
    """

    programme: str
    kind: RowKind
    names: tuple[str, ...]
    account: str = ""
    taken_by: tuple[str, ...] | None = None
    is_proposal: bool | None = None
    overdue_at: datetime | None = None
    by_order: bool = False
    """By what the queue is put in order by, instead of by the time that is left."""


@dataclass(frozen=True, slots=True)
class QueueRows:
    """Rows of ``queue_rows``."""

    connection: Connection
    vault: Vault

    def put(self, case: str, rows: Iterable[QueueRow]) -> None:
        """Make the lines of a case exactly these."""
        self.connection.execute(delete(t.queue_rows).where(t.queue_rows.c.case == case))
        values = [self._row(row, place) for place, row in enumerate(rows)]
        if values:
            self.connection.execute(insert(t.queue_rows), values)

    def find(
        self, query: RowQuery, after: QueueRow | None = None, count: int = 50
    ) -> tuple[QueueRow, ...]:
        """Lines that fit, least time left first, from the one after ``after`` on."""
        key = _key(query)
        conditions = _conditions(query)
        if after is not None:
            conditions.append(tuple_(*key) > tuple_(*_values(query, after)))
        found = select(t.queue_rows).where(*conditions).order_by(*key).limit(count)
        return tuple(self._read(row) for row in self.connection.execute(found).mappings())

    def count(self, query: RowQuery, most: int = MOST_COUNTED) -> int:
        """How many lines fit; counting stops at ``most``."""
        some = select(literal(1)).select_from(t.queue_rows).where(*_conditions(query)).limit(most)
        counted = select(func.count()).select_from(some.subquery())
        return self.connection.execute(counted).scalar_one()

    def of_case(self, case: str) -> tuple[QueueRow, ...]:
        """The lines of a case, in their order."""
        found = select(t.queue_rows).where(t.queue_rows.c.case == case)
        ordered = found.order_by(t.queue_rows.c.place)
        return tuple(self._read(row) for row in self.connection.execute(ordered).mappings())

    def reseal(self) -> int:
        """Seal what is sealed with older keys with the current one; how many lines there were."""
        table = t.queue_rows
        rows = self.connection.execute(select(table.c.case, table.c.place, table.c.sealed)).all()
        old = [row for row in rows if row.sealed and not self.vault.is_current(row.sealed)]
        for row in old:
            again = self.vault.reseal(row.sealed, _place(row.case, row.place))
            which = and_(table.c.case == row.case, table.c.place == row.place)
            self.connection.execute(update(table).where(which).values(sealed=again))
        return len(old)

    def _row(self, row: QueueRow, place: int) -> dict[str, Any]:
        inner = {name: getattr(row, name) for name in SEALED if getattr(row, name)}
        names = (each.name for each in fields(row) if each.name not in SEALED)
        return {name: getattr(row, name) for name in names} | {
            "place": place,
            "not_for": _listed(row.not_for),
            "sealed": sealed(inner, self.vault, _place(row.case, place)),
        }

    def _read(self, row: Mapping[Any, Any]) -> QueueRow:
        values = {name: value for name, value in row.items() if name not in {"place", "sealed"}}
        inner = unsealed(row["sealed"], self.vault, _place(row["case"], row["place"]))
        return QueueRow(**values | {"not_for": tuple(row["not_for"].split()), **inner})


def _place(case: str, place: int) -> str:
    return f"queue_rows/{case}/{place}"


def _listed(accounts: tuple[str, ...]) -> str:
    """Accounts as one text in which each stands between blanks."""
    return f" {' '.join(accounts)} " if accounts else ""


def _conditions(query: RowQuery) -> list[ColumnElement[bool]]:
    table = t.queue_rows
    conditions: list[ColumnElement[bool]] = [
        table.c.programme == query.programme,
        table.c.kind == query.kind,
        table.c.name.in_(query.names),
    ]
    if query.account:
        conditions.append(~table.c.not_for.contains(f" {query.account} ", autoescape=True))
    if query.taken_by is not None:
        conditions.append(table.c.taken_by.in_(query.taken_by))
    if query.is_proposal is not None:
        conditions.append(table.c.is_proposal.is_(query.is_proposal))
    if query.overdue_at is not None:
        conditions.append(table.c.due_at <= query.overdue_at)
    return conditions


def _key(query: RowQuery) -> list[ColumnElement[Any]]:
    """What lines are put in order by; no two have the same."""
    table = t.queue_rows
    never = literal(NEVER, type_=table.c.due_at.type)
    first: ColumnElement[Any] = func.coalesce(table.c.due_at, never)
    if query.by_order:
        first = func.coalesce(func.nullif(table.c.order, ""), LAST)
    return [first, table.c.number, table.c.case, table.c.name, table.c.item, table.c.of]


def _values(query: RowQuery, row: QueueRow) -> list[ColumnElement[Any]]:
    due_at = literal(row.due_at or NEVER, type_=t.queue_rows.c.due_at.type)
    first = literal(row.order or LAST) if query.by_order else due_at
    names = (row.number, row.case, row.name, row.item, row.of)
    return [first, *(literal(name) for name in names)]

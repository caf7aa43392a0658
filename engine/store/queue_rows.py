"""Lines of lists: which cases wait for whom, and which stand in a queue of the flow.

Lists go on by the last line that was seen, never by counting from the start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Table,
    Tuple,
    and_,
    delete,
    func,
    insert,
    literal,
    select,
    tuple_,
    union_all,
    update,
)

from engine.base.cards import LAST, QueueRow, RowKind
from engine.base.dataclass import dataclass
from engine.store import tables as t
from engine.store.event_data import sealed, unsealed
from engine.store.tables.cases import IN_ORDER
from engine.store.vault import Vault

SEALED: Final = ("client", "whom", "values")
MOST_COUNTED: Final = 501
_OF_CHOICE: Final = ("programme", "kind", "name", "taken_by", *IN_ORDER)


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where a line stands in a list; no two lines stand at the same."""

    order: str
    number: str
    case: str
    place: int


BEGINNING: Final = RowPlace("", "", "", 0)


@dataclass(frozen=True, slots=True)
class RowQuery:
    """Which lines: of a programme, of which list, for whom.

    ``account`` leaves out what this account may not do. ``taken_by`` None: whoever took the case;
    empty: nobody did. ``until`` asks a list that is ordered by time for what is due until then;
    ``choice`` what has this one of its choices.
    """

    programme: str
    kind: RowKind
    names: tuple[str, ...]
    account: str = ""
    taken_by: tuple[str, ...] | None = None
    until: datetime | None = None
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Counting:
    """A list whose lines are counted: all that fit, or those before a place."""

    query: RowQuery
    before: RowPlace | None = None


@dataclass(frozen=True, slots=True)
class QueueRows:
    """Rows of ``queue_rows``.

    A list of several names, or taken by one of several, is read name by name, each in the order of
    an index, and merged: so a page costs the same however long the list is.
    """

    connection: Connection
    vault: Vault

    def put(self, case: str, rows: Iterable[QueueRow]) -> None:
        """Make the lines of a case exactly these."""
        for table in (t.queue_choices, t.queue_rows):
            self.connection.execute(delete(table).where(table.c.case == case))
        values, chosen = list[dict[str, Any]](), list[dict[str, Any]]()
        for place, row in enumerate(rows):
            values.append(self._row(row, place))
            own = {name: values[-1][name] for name in _OF_CHOICE}
            chosen += [own | {"choice": code} for code in dict.fromkeys(row.choices)]
        if values:
            self.connection.execute(insert(t.queue_rows), values)
        if chosen:
            self.connection.execute(insert(t.queue_choices), chosen)

    def find(
        self, query: RowQuery, after: RowPlace | None = None, count: int = 50
    ) -> tuple[QueueRow, ...]:
        """Lines that fit, in their order, from the one after ``after`` on."""
        return self._found(query, after, count, backwards=False)

    def find_before(
        self, query: RowQuery, before: RowPlace, count: int = 50
    ) -> tuple[QueueRow, ...]:
        """The last lines before one, in their order."""
        return self._found(query, before, count, backwards=True)[::-1]

    def count(
        self, query: RowQuery, most: int = MOST_COUNTED, before: RowPlace | None = None
    ) -> int:
        """How many lines fit, or stand before one; counting stops at ``most``."""
        return self.counts((Counting(query, before),), most)[0]

    def counts(self, asked: Iterable[Counting], most: int = MOST_COUNTED) -> tuple[int, ...]:
        """The same of several lists at once."""
        counted = [_counted(one, most).scalar_subquery() for one in asked]
        if not counted:
            return ()
        return tuple(self.connection.execute(select(*counted)).one())

    def of_case_in(self, query: RowQuery, case: str) -> tuple[QueueRow, ...]:
        """The lines of a case in a list."""
        lines = select(t.queue_rows).select_from(_source(query))
        found = lines.where(t.queue_rows.c.case == case, *_conditions(query))
        ordered = found.order_by(t.queue_rows.c.order, t.queue_rows.c.place)
        return tuple(self._read(row) for row in self.connection.execute(ordered).mappings())

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

    def _found(
        self, query: RowQuery, at: RowPlace | None, count: int, *, backwards: bool
    ) -> tuple[QueueRow, ...]:
        parts = [_part(one, at, count, backwards=backwards) for one in _single(query)]
        found = parts[0] if len(parts) == 1 else _merged(parts, count, backwards=backwards)
        return tuple(self._read(row) for row in self.connection.execute(found).mappings())

    def _row(self, row: QueueRow, place: int) -> dict[str, Any]:
        inner = {name: getattr(row, name) for name in SEALED if getattr(row, name)}
        names = (each.name for each in fields(row) if each.name not in SEALED)
        return {name: getattr(row, name) for name in names} | {
            "place": place,
            "order": row.order or in_time(row.due_at),
            "not_for": _listed(row.not_for),
            "choices": " ".join(row.choices),
            "sealed": sealed(inner, self.vault, _place(row.case, place)),
        }

    def _read(self, row: Mapping[Any, Any]) -> QueueRow:
        values = {name: value for name, value in row.items() if name != "sealed"}
        inner = unsealed(row["sealed"], self.vault, _place(row["case"], row["place"]))
        listed = {name: tuple(row[name].split()) for name in ("not_for", "choices")}
        return QueueRow(**{**values, **listed, **inner})


def _place(case: str, place: int) -> str:
    return f"queue_rows/{case}/{place}"


def _listed(accounts: tuple[str, ...]) -> str:
    """Accounts as one text in which each stands between blanks."""
    return f" {' '.join(accounts)} " if accounts else ""


def in_time(moment: datetime | None) -> str:
    """A time as text that sorts as times do; one that is not set comes last."""
    return LAST if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")


def place_of(row: QueueRow) -> RowPlace:
    """Where a line that was read stands in its list."""
    return RowPlace(row.order, row.number, row.case, row.place)


def _table(query: RowQuery) -> Table:
    """The table whose indexes put the lines of a list in order."""
    return t.queue_choices if query.choice else t.queue_rows


def _source(query: RowQuery) -> FromClause:
    """That table, and the lines themselves."""
    lines, chosen = t.queue_rows, t.queue_choices
    if not query.choice:
        return lines
    return chosen.join(lines, and_(lines.c.case == chosen.c.case, lines.c.place == chosen.c.place))


def _conditions(query: RowQuery) -> list[ColumnElement[bool]]:
    table = _table(query)
    conditions: list[ColumnElement[bool]] = [
        table.c.programme == query.programme,
        table.c.kind == query.kind,
        _one_of(table.c.name, query.names),
    ]
    if query.account:
        not_for = t.queue_rows.c.not_for
        conditions.append(~not_for.contains(f" {query.account} ", autoescape=True))
    if query.taken_by is not None:
        conditions.append(_one_of(table.c.taken_by, query.taken_by))
    if query.until is not None:
        conditions.append(table.c.order <= in_time(query.until))
    if query.choice:
        conditions.append(t.queue_choices.c.choice == query.choice)
    return conditions


def _one_of(column: ColumnElement[Any], values: tuple[str, ...]) -> ColumnElement[bool]:
    return column == values[0] if len(values) == 1 else column.in_(values)


def _single(query: RowQuery) -> Iterator[RowQuery]:
    """The same list, name by name and holder by holder."""
    takers: tuple[tuple[str, ...] | None, ...] = (None,)
    if query.taken_by is not None:
        takers = tuple((one,) for one in dict.fromkeys(query.taken_by))
    for name in dict.fromkeys(query.names):
        for taker in takers:
            yield replace(query, names=(name,), taken_by=taker)


def _counted(asked: Counting, most: int) -> Select[Any]:
    conditions = _conditions(asked.query)
    if asked.before is not None:
        conditions.append(_key(asked.query) < _values(asked.before))
    some = select(literal(1)).select_from(_source(asked.query)).where(*conditions).limit(most)
    return select(func.count()).select_from(some.subquery())


def _part(
    query: RowQuery, at: RowPlace | None, count: int, *, backwards: bool
) -> Select[tuple[Any, ...]]:
    conditions = _conditions(query)
    if at is not None:
        key = _key(query)
        conditions.append(key < _values(at) if backwards else key > _values(at))
    order = _order(_table(query), backwards=backwards)
    lines = select(t.queue_rows).select_from(_source(query))
    return lines.where(*conditions).order_by(*order).limit(count)


def _merged(
    parts: Iterable[Select[tuple[Any, ...]]], count: int, *, backwards: bool
) -> Select[tuple[Any, ...]]:
    """The first lines of several parts together."""
    every = union_all(*(select(part.subquery()) for part in parts)).subquery()
    return select(every).order_by(*_order(every, backwards=backwards)).limit(count)


def _order(lines: FromClause, *, backwards: bool) -> Iterator[ColumnElement[Any]]:
    columns = (lines.c[name] for name in IN_ORDER)
    return (column.desc() if backwards else column.asc() for column in columns)


def _key(query: RowQuery) -> Tuple:
    """What lines are put in order by."""
    return tuple_(*(_table(query).c[name] for name in IN_ORDER))


def _values(at: RowPlace) -> Tuple:
    return tuple_(*(literal(getattr(at, name)) for name in IN_ORDER))

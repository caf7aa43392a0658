"""What every repository shares: records as rows, writing by version, writing at most once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import Field, fields
from functools import cache
from typing import Any, ClassVar, Protocol

from sqlalchemy import ColumnElement, Connection, Executable, Table, literal, update
from sqlalchemy.dialects import postgresql, sqlite

from engine.store.errors import (
    AlreadyStored,
    NotStored,
    Seen,
    StaleVersion,
)


class Record(Protocol):
    """Any dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


def values_of(record: Record, *left_out: str) -> dict[str, Any]:
    """Column values of a record by name, without those left out; read-only maps become dicts."""
    values = {
        field.name: getattr(record, field.name)
        for field in fields(record)
        if field.name not in left_out
    }
    return {
        name: dict(value) if isinstance(value, Mapping) else value for name, value in values.items()
    }


def write_seen(
    connection: Connection,
    table: Table,
    seen: Seen,
    values: Mapping[str, Any],
    stored: Callable[[], object | None],
    *where: ColumnElement[bool],
) -> int:
    """Update the row if it still has the version seen; the new version.

    ``where`` names the row if its key is not ``id``. Raises ``StaleVersion`` with what ``stored``
    reads, or ``NotStored``.
    """
    keys = where or (table.c.id == seen.id,)
    change = update(table).where(*keys, table.c.version == seen.version)
    if connection.execute(change.values(**values, version=seen.version + 1)).rowcount == 1:
        return seen.version + 1
    now = stored()
    if now is None:
        raise NotStored(seen.what)
    raise StaleVersion(seen, now)


def insert_missing(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert unless a unique value is taken; whether it was inserted."""
    insert = _unless_taken(table, connection.dialect.name, is_told=True)
    return connection.execute(insert, values).first() is not None


def insert_every(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, except those of which a unique value is taken meanwhile."""
    insert = _unless_taken(table, connection.dialect.name, is_told=False)
    connection.execute(insert, [dict(row) for row in rows])


@cache
def _unless_taken(table: Table, dialect: str, *, is_told: bool) -> Executable:
    """Made once: a statement costs more to make than to send."""
    insert = (sqlite if dialect == "sqlite" else postgresql).insert
    statement = insert(table).on_conflict_do_nothing()
    told: Executable = statement.returning(literal(True)) if is_told else statement
    return told


def insert_once(connection: Connection, table: Table, what: str, values: Mapping[str, Any]) -> None:
    """Insert, or raise ``AlreadyStored`` and leave the transaction usable."""
    if not insert_missing(connection, table, values):
        raise AlreadyStored(what)

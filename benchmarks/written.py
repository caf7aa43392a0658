"""Rows into a database as fast as its driver takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from engine.store import tables as t

ORDER = {table.name: place for place, table in enumerate(t.METADATA.sorted_tables)}


def write_rows(connection: Connection, rows: Mapping[str, list[dict[str, Any]]]) -> None:
    """Write rows of tables; those that others refer to come first."""
    for name in sorted(rows, key=ORDER.__getitem__):
        if rows[name]:
            _write(connection, name, rows[name])


def _write(connection: Connection, name: str, rows: list[dict[str, Any]]) -> None:
    table, dialect = t.METADATA.tables[name], connection.dialect
    columns = list(rows[0])
    values = [[row[column] for column in columns] for row in rows]
    for place, column in enumerate(columns):
        bind = table.c[column].type.dialect_impl(dialect).bind_processor(dialect)
        for each in values if bind is not None else ():
            each[place] = bind(each[place])
    cursor = connection.connection.cursor()
    named = ", ".join(f'"{column}"' for column in columns)
    if dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        cursor.executemany(f'INSERT INTO "{name}" ({named}) VALUES ({marks})', values)  # noqa: S608
        return
    with cursor.copy(f'COPY "{name}" ({named}) FROM STDIN') as copy:
        for each in values:
            copy.write_row(each)

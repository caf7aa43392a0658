"""What stands in rows that may change: who people are, what they may do, whose a case or file is.

Whatever changes such a row writes a leaf of what stands there then; the last leaf of a row must say
what the row says. What anybody may change at a whim, and what is sealed anew with other keys, is
left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Connection, Table, select

from engine.store import tables as t
from engine.store.columns import canonical
from engine.store.vault import Vault

STANDING: Final[Mapping[Table, tuple[str, ...]]] = MappingProxyType(
    {
        t.accounts: ("id", "bank", "password", "role", "disabled", "created_at"),
        t.contacts: ("hash", "account", "channel"),
        t.staff: ("account", "roles", "subject"),
        t.cases: ("id", "programme", "bundle", "account", "follows", "created_at"),
        t.files: ("id", "case", "path", "name", "size", "sha256", "media_type", "added_at"),
    }
)
"""The columns that are told of each table; the first is the key."""

KINDS: Final = frozenset(table.name for table in STANDING)
GONE: Final = ""
"""The digest of a row that was deleted."""

BATCH: Final = 1000


def standing(connection: Connection, vault: Vault, table: Table, key: str) -> str:
    """The digest of what a row says now."""
    first = table.c[STANDING[table][0]]
    row = connection.execute(_told(table).where(first == key)).mappings().first()
    return GONE if row is None else _digest(vault, table, row)


def every_standing(connection: Connection, vault: Vault) -> Iterator[tuple[tuple[str, str], str]]:
    """Table, key and digest of every row there is."""
    for table, columns in STANDING.items():
        found = _told(table).execution_options(yield_per=BATCH)
        for row in connection.execute(found).mappings():
            yield (table.name, row[columns[0]]), _digest(vault, table, row)


def differing(told: dict[tuple[str, str], str], stored: dict[tuple[str, str], str]) -> str:
    """The first row that is not as it was told last, and why; empty where all are."""
    for kind, key in sorted({*told, *stored}):
        was, now = told.get((kind, key), GONE), stored.get((kind, key), GONE)
        if was != now:
            why = "was altered" if was and now else "is gone" if was else "was put in past it"
            return f"{kind} {key}: the row {why}"
    return ""


def _told(table: Table) -> Any:
    return select(*(table.c[name] for name in STANDING[table]))


def _digest(vault: Vault, table: Table, row: Mapping[Any, Any]) -> str:
    told = [
        value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for value in row.values()
    ]
    return vault.hash(f"standing {table.name}", canonical(told))

"""Receipts of commands: read here, written by ``engine.store.case_writing``."""

from __future__ import annotations

from sqlalchemy import Connection, select

from engine.base.dataclass import dataclass
from engine.base.receipts import Receipt
from engine.store import tables as t


@dataclass(frozen=True, slots=True)
class Receipts:
    """Rows of ``receipts``."""

    connection: Connection

    def find(self, case: str, key: str) -> Receipt | None:
        """The receipt of the command with this key, or None if there was none."""
        table = t.receipts
        found = select(table).where(table.c.case == case, table.c.key == key)
        row = self.connection.execute(found).mappings().first()
        return Receipt(**row) if row else None

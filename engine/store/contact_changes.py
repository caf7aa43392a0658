"""Contacts that somebody wants to have instead: at most one of each kind waits for its code."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from engine.base.dataclass import dataclass
from engine.base.recoveries import ContactChange
from engine.store import tables as t
from engine.store.rows import values_of
from engine.store.vault import Vault


@dataclass(frozen=True, slots=True)
class ContactChanges:
    """Rows of ``contact_changes``."""

    connection: Connection
    vault: Vault

    def begin(self, change: ContactChange) -> None:
        """Keep one instead of the one before."""
        self.remove(change.account, change.channel)
        sealed = self.vault.seal(change.contact, _place(change.id))
        values = values_of(change, "contact")
        self.connection.execute(insert(t.contact_changes).values(**values, sealed=sealed))

    def find(self, account: str, channel: str, now: datetime) -> ContactChange | None:
        """The one that waits, unless it ended."""
        table = t.contact_changes
        found = select(table).where(
            table.c.account == account, table.c.channel == channel, table.c.ends_at > now
        )
        row = self.connection.execute(found).mappings().first()
        if row is None:
            return None
        values = {name: value for name, value in row.items() if name != "sealed"}
        contact = self.vault.unseal(row["sealed"], _place(row["id"]))
        return ContactChange(**values, contact=contact)

    def remove(self, account: str, channel: str) -> None:
        """It was confirmed, or given up."""
        table = t.contact_changes
        which = (table.c.account == account, table.c.channel == channel)
        self.connection.execute(delete(table).where(*which))

    def forget(self, account: str) -> None:
        """Give up all that somebody has begun."""
        table = t.contact_changes
        self.connection.execute(delete(table).where(table.c.account == account))

    def purge(self, before: datetime) -> int:
        """Delete what ended before; how many."""
        old = delete(t.contact_changes).where(t.contact_changes.c.ends_at < before)
        return self.connection.execute(old).rowcount


def _place(id: str) -> str:
    return f"contact_changes/{id}"

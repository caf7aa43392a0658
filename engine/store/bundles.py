"""Bundles: the definitions as they were, by fingerprint."""

from __future__ import annotations

from sqlalchemy import Connection, select

from engine.base.dataclass import dataclass
from engine.base.records import Bundle
from engine.store import tables as t
from engine.store.errors import NotStored
from engine.store.ledger import LedgerWriting
from engine.store.rows import insert_missing, values_of


@dataclass(frozen=True, slots=True)
class Bundles:
    """Rows of ``bundles``."""

    connection: Connection
    ledger: LedgerWriting | None = None

    def keep(self, bundle: Bundle) -> bool:
        """Store it unless it is there; whether it was new."""
        values = values_of(bundle)
        is_new = insert_missing(self.connection, t.bundles, values)
        if is_new and self.ledger is not None:
            self.ledger.add(t.bundles, values)
        return is_new

    def one(self, fingerprint: str) -> Bundle:
        """The bundle. Raises ``NotStored``."""
        found = select(t.bundles).where(t.bundles.c.fingerprint == fingerprint)
        row = self.connection.execute(found).mappings().first()
        if row is None:
            raise NotStored("bundle")
        return Bundle(**row)

    def fingerprints(self) -> tuple[str, ...]:
        """All of them, oldest first."""
        found = select(t.bundles.c.fingerprint).order_by(t.bundles.c.stored_at)
        return tuple(self.connection.execute(found).scalars())

"""Accounts in the making, sealed whole: nothing is known yet about who they are."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import Connection, delete, select

from engine.base.dataclass import dataclass
from engine.base.records import PendingRegistration
from engine.store import tables as t
from engine.store.columns import canonical
from engine.store.errors import Seen, StaleVersion
from engine.store.rows import insert_missing, write_seen
from engine.store.typed_json import decode, encode
from engine.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Registrations:
    """Rows of ``registrations``."""

    connection: Connection
    vault: Vault

    def add(self, registration: PendingRegistration) -> None:
        """Start one. Raises ``StaleVersion`` where it has started already."""
        row = {
            "id": registration.id,
            "bank": registration.bank,
            "programme": registration.programme,
            "bundle": registration.bundle,
            "language": registration.language,
            "sealed": self._sealed(registration),
            "created_at": registration.created_at,
            "ends_at": registration.ends_at,
            "version": registration.version,
        }
        if not insert_missing(self.connection, t.registrations, row):
            seen = Seen("registration", registration.id, 0)
            raise StaleVersion(seen, self.find(registration.id, registration.created_at))

    def find(self, id: str, now: datetime) -> PendingRegistration | None:
        """The registration, unless it ended or never was."""
        row = (
            self.connection.execute(
                select(t.registrations).where(
                    t.registrations.c.id == id, t.registrations.c.ends_at > now
                )
            )
            .mappings()
            .first()
        )
        if row is None:
            return None
        kept = {name: value for name, value in row.items() if name != "sealed"}
        inner = json.loads(self.vault.unseal(row["sealed"], f"registrations/{id}"))
        answers = decode(inner.pop("answers"))
        return PendingRegistration(**kept, **inner, answers=answers)

    def change(self, registration: PendingRegistration, now: datetime) -> int:
        """Write it back; the new version. Raises ``StaleVersion`` or ``NotStored``."""
        seen = Seen("registration", registration.id, registration.version)
        values = {"sealed": self._sealed(registration), "language": registration.language}
        return write_seen(
            self.connection, t.registrations, seen, values, lambda: self.find(seen.id, now)
        )

    def remove(self, id: str) -> bool:
        """Delete it; whether it was there."""
        gone = delete(t.registrations).where(t.registrations.c.id == id)
        return self.connection.execute(gone).rowcount == 1

    def purge(self, now: datetime) -> int:
        """Delete all that ended; how many."""
        gone = delete(t.registrations).where(t.registrations.c.ends_at <= now)
        return self.connection.execute(gone).rowcount

    def _sealed(self, registration: PendingRegistration) -> str:
        inner = {
            "answers": encode(registration.answers),
            "email": registration.email,
            "phone": registration.phone,
            "password": registration.password,
        }
        return self.vault.seal(canonical(inner), f"registrations/{registration.id}")

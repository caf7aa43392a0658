"""Personal links: found by the keyed hash of their token, which is kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, select, tuple_, update

from engine.base.dataclass import dataclass
from engine.base.later import PersonalLink
from engine.store import tables as t
from engine.store.rows import insert_missing, values_of
from engine.store.vault import Vault

PURPOSE: Final = "personal link"
"""What the hash of a token is keyed for."""


@dataclass(frozen=True, slots=True)
class Links:
    """Rows of ``links``."""

    connection: Connection
    vault: Vault

    def add(self, link: PersonalLink) -> bool:
        """Keep a link; whether it was new. One that was sent already stays as it is."""
        return insert_missing(self.connection, t.links, values_of(link))

    def opened_by(self, token: str, now: datetime) -> PersonalLink | None:
        """The link that a token opens now, or None: unknown, expired and revoked ones alike."""
        table = t.links
        found = select(table).where(
            table.c.hash == self.vault.hash(PURPOSE, token),
            table.c.ends_at > now,
            table.c.revoked_at.is_(None),
        )
        row = self.connection.execute(found).mappings().first()
        return PersonalLink(**row) if row else None

    def with_token(self, token: str) -> PersonalLink | None:
        """The link with a token, whether it still opens anything or not."""
        found = select(t.links).where(t.links.c.hash == self.vault.hash(PURPOSE, token))
        row = self.connection.execute(found).mappings().first()
        return PersonalLink(**row) if row else None

    def find(self, id: str) -> PersonalLink | None:
        """The link with an id, whether it still opens anything or not."""
        found = select(t.links).where(t.links.c.id == id)
        row = self.connection.execute(found).mappings().first()
        return PersonalLink(**row) if row else None

    def of_case(self, case: str) -> tuple[PersonalLink, ...]:
        """Links that were sent for a case, oldest first."""
        found = select(t.links).where(t.links.c.case == case)
        ordered = found.order_by(t.links.c.created_at, t.links.c.id)
        return tuple(PersonalLink(**row) for row in self.connection.execute(ordered).mappings())

    def revoke(self, case: str, of: Iterable[tuple[str, str]] | None, now: datetime) -> int:
        """Close the links of items for persons, or all of a case; how many were open."""
        table = t.links
        gone = update(table).where(table.c.case == case, table.c.revoked_at.is_(None))
        if of is not None:
            gone = gone.where(tuple_(table.c.item, table.c.of).in_(tuple(dict.fromkeys(of))))
        return self.connection.execute(gone.values(revoked_at=now)).rowcount

    def purge(self, before: datetime) -> int:
        """Delete links that ended before; how many."""
        old = delete(t.links).where(t.links.c.ends_at < before)
        return self.connection.execute(old).rowcount

"""What members of staff searched for: their own for a day, and sealed."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from engine.base.dataclass import dataclass
from engine.store import tables as t
from engine.store.vault import Vault


@dataclass(frozen=True, slots=True)
class KeptSearch:
    """``words`` as they were typed, in a programme, by an account."""

    id: str
    account: str
    programme: str
    words: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class Searches:
    """Rows of ``searches``."""

    connection: Connection
    vault: Vault

    def add(self, search: KeptSearch) -> None:
        """Keep a search."""
        sealed = self.vault.seal(search.words, _place(search.id))
        values = {"id": search.id, "account": search.account, "programme": search.programme}
        self.connection.execute(insert(t.searches).values(**values, sealed=sealed, at=search.at))

    def find(self, id: str, account: str) -> KeptSearch | None:
        """A search of this account, or None."""
        found = select(t.searches).where(t.searches.c.id == id, t.searches.c.account == account)
        row = self.connection.execute(found).mappings().first()
        if row is None:
            return None
        words = self.vault.unseal(row["sealed"], _place(id))
        return KeptSearch(id, row["account"], row["programme"], words, row["at"])

    def purge(self, before: datetime) -> int:
        """Delete those made before; how many."""
        return self.connection.execute(delete(t.searches).where(t.searches.c.at < before)).rowcount


def _place(id: str) -> str:
    return f"searches/{id}"

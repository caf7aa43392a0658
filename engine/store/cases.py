"""Cases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, select

from engine.base.records import StoredCase
from engine.store import tables as t
from engine.store.errors import NotStored, Seen
from engine.store.rows import values_of, write_seen


@dataclass(frozen=True, slots=True)
class Cases:
    """Rows of ``cases``."""

    connection: Connection

    def add(self, case: StoredCase) -> None:
        """Start a case; its bundle and account must be stored."""
        self.connection.execute(insert(t.cases).values(**values_of(case)))

    def one(self, id: str) -> StoredCase:
        """The case. Raises ``NotStored``."""
        case = self.find(id)
        if case is None:
            raise NotStored("case")
        return case

    def find(self, id: str) -> StoredCase | None:
        """The case, or None."""
        return next(iter(self._all(t.cases.c.id == id)), None)

    def of_account(self, account: str) -> tuple[StoredCase, ...]:
        """Cases of an account, oldest first."""
        return self._all(t.cases.c.account == account)

    def owned(self, id: str, account: str) -> StoredCase:
        """The case if this account owns it; else ``NotStored``, as if it did not exist."""
        case = self.find(id)
        if case is None or case.account != account:
            raise NotStored("case")
        return case

    def change(self, case: StoredCase, now: datetime) -> StoredCase:
        """Write bundle, language and status back. Raises ``StaleVersion`` with the stored case."""
        values = {
            "bundle": case.bundle,
            "language": case.language,
            "status": case.status,
            "changed_at": now,
        }
        seen = Seen("case", case.id, case.version)
        version = write_seen(self.connection, t.cases, seen, values, lambda: self.find(case.id))
        return replace(case, version=version, changed_at=now)

    def every(self) -> tuple[StoredCase, ...]:
        """All cases, oldest first: for commands that rebuild something."""
        return self._all()

    def _all(self, *which: ColumnElement[bool]) -> tuple[StoredCase, ...]:
        found = select(t.cases).where(*which).order_by(t.cases.c.created_at, t.cases.c.id)
        return tuple(StoredCase(**row) for row in self.connection.execute(found).mappings())

"""Cases."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, insert, select

from engine.base.records import StoredCase
from engine.store import tables as t
from engine.store.errors import NotStored
from engine.store.rows import values_of


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

    def every(self) -> tuple[StoredCase, ...]:
        """All cases, oldest first: for commands that rebuild something."""
        return self._all()

    def _all(self, *which: ColumnElement[bool]) -> tuple[StoredCase, ...]:
        found = select(t.cases).where(*which).order_by(t.cases.c.created_at, t.cases.c.id)
        return tuple(StoredCase(**row) for row in self.connection.execute(found).mappings())

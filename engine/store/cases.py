"""Cases, and what erases one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select, update

from engine.base.dataclass import dataclass
from engine.base.records import StoredCase
from engine.store import tables as t
from engine.store.case_keys import CaseKeys, place
from engine.store.errors import NotStored
from engine.store.ledger import LedgerWriting
from engine.store.rows import values_of

COLUMNS = tuple(t.cases.c[field.name] for field in fields(StoredCase))
_LISTED = (t.queue_choices, t.queue_rows, t.card_keys, t.cards, t.timers)
DELETED_WITH = (t.answers, t.files, *_LISTED, t.links, t.messages)
"""What an erased case loses; what was decided stays, unreadable."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Rows of ``cases``; those that were erased are not found."""

    connection: Connection
    keys: CaseKeys
    written: LedgerWriting | None = None

    def add(self, case: StoredCase) -> None:
        """Start a case; its bundle and account must be stored."""
        values = values_of(case) | {"key": self.keys.made(case.id)}
        self.connection.execute(insert(t.cases).values(**values))
        self._touch(t.cases, case.id)

    def one(self, id: str) -> StoredCase:
        """The case. Raises ``NotStored``."""
        case = self.find(id)
        if case is None:
            raise NotStored("case")
        return case

    def find(self, id: str) -> StoredCase | None:
        """The case, or None."""
        return next(iter(self._all(t.cases.c.id == id)), None)

    def some(self, ids: Iterable[str]) -> dict[str, StoredCase]:
        """Those of these cases that are there, by id."""
        return {case.id: case for case in self._all(t.cases.c.id.in_(tuple(ids)))}

    def of_account(self, account: str) -> tuple[StoredCase, ...]:
        """Cases of an account, oldest first."""
        return self._all(t.cases.c.account == account)

    def every(self) -> tuple[StoredCase, ...]:
        """All cases, oldest first: for commands that rebuild something."""
        return self._all()

    def erase(self, id: str) -> None:
        """Take the key away and delete what may be deleted."""
        files = select(t.files.c.id).where(t.files.c.case == id)
        for file in self.connection.execute(files).scalars():
            self._touch(t.files, file)
        for table in DELETED_WITH:
            self.connection.execute(delete(table).where(table.c.case == id))
        self.connection.execute(update(t.cases).where(t.cases.c.id == id).values(key=""))
        self.keys.known.pop(id, None)

    def reseal(self) -> int:
        """Seal the keys of all cases with the current one; how many were not."""
        vault, rows = self.keys.vault, self.connection.execute(select(t.cases.c.id, t.cases.c.key))
        old = [row for row in rows if row.key and not vault.is_current(row.key)]
        self._put((row.id, vault.reseal(row.key, place(row.id))) for row in old)
        return len(old)

    def _touch(self, table: Table, key: str) -> None:
        if self.written is not None:
            self.written.touch(table, key)

    def _put(self, sealed: Iterable[tuple[str, str]]) -> None:
        for id, key in sealed:
            self.connection.execute(update(t.cases).where(t.cases.c.id == id).values(key=key))

    def _all(self, *which: ColumnElement[bool]) -> tuple[StoredCase, ...]:
        found = select(*COLUMNS, t.cases.c.key).where(t.cases.c.key != "", *which)
        rows = self.connection.execute(found.order_by(t.cases.c.created_at, t.cases.c.id)).all()
        self.keys.known.update((row.id, row.key) for row in rows)
        return tuple(StoredCase(*row[:-1]) for row in rows)

"""What is known of uploaded files; their bytes are in the file store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select, update

from engine.base.dataclass import dataclass
from engine.base.records import CaseFile
from engine.store import tables as t
from engine.store.errors import NotStored
from engine.store.ledger import LedgerWriting
from engine.store.rows import values_of

AT_ONCE: Final = 500
"""Files that one statement asks for."""


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """Rows of ``files``."""

    connection: Connection
    written: LedgerWriting | None = None

    def add(self, file: CaseFile) -> None:
        """Record a file whose bytes are already kept."""
        self.connection.execute(insert(t.files).values(**values_of(file)))
        self._touch(file.id)

    def one(self, id: str, case: str) -> CaseFile:
        """A file of this case, removed ones too. Raises ``NotStored``."""
        found = select(t.files).where(t.files.c.id == id, t.files.c.case == case)
        row = self.connection.execute(found).mappings().first()
        if row is None:
            raise NotStored("file")
        return CaseFile(**row)

    def of_case(self, case: str, path: str = "") -> tuple[CaseFile, ...]:
        """Files of a case that were not removed, of one question or of all, oldest first."""
        found = select(t.files).where(t.files.c.case == case, t.files.c.removed_at.is_(None))
        if path:
            found = found.where(t.files.c.path == path)
        ordered = found.order_by(t.files.c.added_at, t.files.c.id)
        return tuple(CaseFile(**row) for row in self.connection.execute(ordered).mappings())

    def every(self) -> Iterator[CaseFile]:
        """All files that bytes are kept of."""
        found = select(t.files).order_by(t.files.c.id).execution_options(yield_per=AT_ONCE)
        for row in self.connection.execute(found).mappings():
            yield CaseFile(**row)

    def remove(self, id: str, case: str, now: datetime) -> bool:
        """The applicant took the file back; whether it was there."""
        standing = update(t.files).where(
            t.files.c.id == id, t.files.c.case == case, t.files.c.removed_at.is_(None)
        )
        return self.connection.execute(standing.values(removed_at=now)).rowcount == 1

    def forget(self, id: str, case: str) -> bool:
        """Delete the row of a file that was taken out; whether there was one."""
        table = t.files
        gone = delete(table).where(
            table.c.id == id, table.c.case == case, table.c.removed_at.is_not(None)
        )
        is_gone = self.connection.execute(gone).rowcount == 1
        if is_gone:
            self._touch(id)
        return is_gone

    def _touch(self, key: str) -> None:
        if self.written is not None:
            self.written.touch(t.files, key)

    def ids_of(self, case: str) -> tuple[str, ...]:
        """Ids of all files of a case, those taken out among them."""
        found = select(t.files.c.id).where(t.files.c.case == case)
        return tuple(self.connection.execute(found).scalars())

    def bytes_of_case(self, case: str) -> int:
        """Bytes that the files of a case take, those taken out and still held among them."""
        found = select(func.coalesce(func.sum(t.files.c.size), 0)).where(t.files.c.case == case)
        return int(self.connection.execute(found).scalar_one())

    def bytes_of_account(self, account: str) -> int:
        """The same of all cases of an account."""
        found = select(func.coalesce(func.sum(t.files.c.size), 0)).join_from(t.files, t.cases)
        return int(self.connection.execute(found.where(t.cases.c.account == account)).scalar_one())

    def hold(self, account: str) -> None:
        """Let nobody else add to the files of an account until this is over."""
        own = select(t.accounts.c.id).where(t.accounts.c.id == account)
        self.connection.execute(own.with_for_update())

    def unknown(self, ids: Iterable[str]) -> frozenset[str]:
        """Those of these files that nobody waits for, for sweeping the file store."""
        every, known = sorted(ids), set[str]()
        for first in range(0, len(every), AT_ONCE):
            some = t.files.c.id.in_(every[first : first + AT_ONCE])
            known.update(self.connection.execute(select(t.files.c.id).where(some)).scalars())
        own = t.statement_files
        waiting = select(own.c.id).where(own.c.state == "waiting")
        known.update(self.connection.execute(waiting).scalars())
        return frozenset(every) - known

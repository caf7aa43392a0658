"""What is known of uploaded files; their bytes are in the file store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from engine.base.records import CaseFile
from engine.store import tables as t
from engine.store.errors import NotStored
from engine.store.rows import values_of


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """Rows of ``files``."""

    connection: Connection

    def add(self, file: CaseFile) -> None:
        """Record a file whose bytes are already kept."""
        self.connection.execute(insert(t.files).values(**values_of(file)))

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

    def remove(self, id: str, case: str, now: datetime) -> bool:
        """The applicant took the file back; whether it was there."""
        standing = update(t.files).where(
            t.files.c.id == id, t.files.c.case == case, t.files.c.removed_at.is_(None)
        )
        return self.connection.execute(standing.values(removed_at=now)).rowcount == 1

    def stored_ids(self) -> frozenset[str]:
        """Ids of all files whose bytes must be kept, for sweeping the file store."""
        return frozenset(self.connection.execute(select(t.files.c.id)).scalars())

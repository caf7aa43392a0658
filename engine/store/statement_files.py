"""Files of statements that were uploaded, and what came of reading them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from engine.base.dataclass import dataclass
from engine.base.money import StatementFile
from engine.store import tables as t
from engine.store.rows import values_of


@dataclass(frozen=True, slots=True)
class StatementFiles:
    """Rows of ``statement_files``."""

    connection: Connection

    def add(self, file: StatementFile) -> None:
        """Keep a file that came."""
        self.connection.execute(insert(t.statement_files).values(**_row(file)))

    def find(self, id: str) -> StatementFile | None:
        """One of them."""
        return next(iter(self._all(t.statement_files.c.id == id)), None)

    def last(self, programme: str, count: int) -> tuple[StatementFile, ...]:
        """Those that came last, the newest first."""
        return self._all(t.statement_files.c.programme == programme, limit=count)

    def count_new(self, id: str, more: int) -> None:
        """So many more entries of a file were not known before."""
        table = t.statement_files
        changed = update(table).where(table.c.id == id)
        self.connection.execute(changed.values(new=table.c.new + more))

    def end(self, file: StatementFile) -> bool:
        """Write what came of a file that waits; False where it waits no more."""
        table = t.statement_files
        waiting = update(table).where(table.c.id == file.id, table.c.state == "waiting")
        left = {name: one for name, one in _row(file).items() if name not in ("id", "new")}
        return self.connection.execute(waiting.values(**left)).rowcount == 1

    def forget(self, before: datetime) -> None:
        """Forget what was read or refused of what came before."""
        table = t.statement_files
        old = delete(table).where(table.c.at < before, table.c.state != "waiting")
        self.connection.execute(old)

    def _all(self, *where: ColumnElement[bool], limit: int = 0) -> tuple[StatementFile, ...]:
        table = t.statement_files
        found = select(table).where(*where).order_by(table.c.at.desc(), table.c.id)
        rows = self.connection.execute(found.limit(limit) if limit else found).mappings()
        return tuple(
            StatementFile(**{**row, "faults": tuple((code, line) for code, line in row["faults"])})
            for row in rows
        )


def _row(file: StatementFile) -> dict[str, object]:
    return values_of(file) | {"faults": [list(one) for one in file.faults]}

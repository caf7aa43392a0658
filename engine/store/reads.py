"""Who of the bank was shown what: entries that only grow, and the last time of each part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, Final

from sqlalchemy import Connection, func, insert, literal, select, update

from engine.base.dataclass import dataclass
from engine.base.reads import CaseRead, ReadMark
from engine.store import tables as t
from engine.store.control import ControlQuery, beyond, in_order, within
from engine.store.ledger import LedgerWriting
from engine.store.rows import insert_missing, values_of
from engine.store.vault import Vault

PLAIN: Final = tuple(each.name for each in fields(CaseRead) if each.name != "reason")


@dataclass(frozen=True, slots=True)
class ReadRows:
    """Rows of ``reads`` and ``read_marks``."""

    connection: Connection
    vault: Vault
    ledger: LedgerWriting | None = None

    def add(self, read: CaseRead) -> None:
        """Keep an entry."""
        reason = self.vault.seal(read.reason, _place(read.id)) if read.reason else ""
        row = values_of(read, "reason") | {"sealed": reason}
        self.connection.execute(insert(t.reads), row)
        if self.ledger is not None:
            self.ledger.add(t.reads, row)

    def of_case(self, case: str, first: int = 0, count: int = 50) -> tuple[CaseRead, ...]:
        """The entries of a case, the newest first, from one of them on."""
        found = select(t.reads).where(t.reads.c.case == case)
        ordered = found.order_by(t.reads.c.at.desc(), t.reads.c.id)
        return self._all(ordered.offset(first).limit(count))

    def count_of_case(self, case: str) -> int:
        """How many entries a case has."""
        found = select(func.count()).where(t.reads.c.case == case)
        return self.connection.execute(found).scalar_one()

    def of_programme(self, query: ControlQuery, ways: tuple[str, ...]) -> tuple[CaseRead, ...]:
        """Entries of a programme by how people came, the newest first."""
        key = (t.reads.c.at, t.reads.c.id)
        found = select(t.reads).join(t.cases, t.cases.c.id == t.reads.c.case)
        chosen = found.where(*within(t.reads, query), t.reads.c.way.in_(ways))
        if query.place is not None:
            at = literal(query.place.at, type_=t.reads.c.at.type)
            chosen = chosen.where(beyond(query, key, (at, literal(query.place.key))))
        rows = self._all(chosen.order_by(*in_order(query, *key)).limit(query.count))
        return rows[::-1] if query.backwards else rows

    def mark(self, account: str, case: str, part: str = "") -> ReadMark | None:
        """When somebody was shown a part last; without ``part`` anything of the case."""
        return next(iter(self._marks(account, case, part)), None)

    def marks(self, account: str, case: str) -> tuple[ReadMark, ...]:
        """When somebody was shown each part last."""
        return self._marks(account, case, None)

    def seen_of(self, account: str, cases: Iterable[str]) -> Mapping[str, int]:
        """The last event of each case that somebody was shown, where they were shown anything."""
        table, wanted = t.read_marks, tuple(cases)
        if not wanted:
            return {}
        own = (table.c.case.in_(wanted), table.c.account == account, table.c.part == "")
        found = self.connection.execute(select(table.c.case, table.c.number).where(*own))
        return {row.case: row.number for row in found}

    def opened(self, cases: Iterable[str]) -> frozenset[str]:
        """Those of the cases that anybody of the bank was ever shown."""
        table = t.read_marks
        found = select(table.c.case).where(table.c.case.in_(tuple(cases))).distinct()
        return frozenset(self.connection.execute(found).scalars())

    def put(self, mark: ReadMark) -> None:
        """Write when a part was shown last."""
        row, table = values_of(mark), t.read_marks
        if insert_missing(self.connection, table, row):
            return
        same = [table.c[name] == row[name] for name in ("case", "account", "part")]
        self.connection.execute(update(table).where(*same).values(**row))

    def _marks(self, account: str, case: str, part: str | None) -> tuple[ReadMark, ...]:
        table = t.read_marks
        found = select(table).where(table.c.case == case, table.c.account == account)
        if part is not None:
            found = found.where(table.c.part == part)
        rows = self.connection.execute(found.order_by(table.c.part)).mappings()
        return tuple(ReadMark(**row) for row in rows)

    def _all(self, found: Any) -> tuple[CaseRead, ...]:
        return tuple(self._read(row) for row in self.connection.execute(found).mappings())

    def _read(self, row: Mapping[Any, Any]) -> CaseRead:
        reason = self.vault.unseal(row["sealed"], _place(row["id"])) if row["sealed"] else ""
        return CaseRead(**{name: row[name] for name in PLAIN}, reason=reason)


def _place(id: str) -> str:
    return f"reads/{id}"

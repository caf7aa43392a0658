"""Statements that were read, and what became of each of their entries.

Who paid and what was written is sealed; what is compared is not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, bindparam, func, select, update

from engine.base.dataclass import dataclass
from engine.base.money import EntryRow, EntryState, StatementRow
from engine.store import tables as t
from engine.store.rows import insert_every, insert_missing, values_of
from engine.store.vault import Vault

# Built once: in a large statement, building them for every entry takes longer than asking.
_MARKED: Final = (
    select(t.bank_entries)
    .where(
        t.bank_entries.c.programme == bindparam("own_programme"),
        t.bank_entries.c.mark == bindparam("own_mark"),
        t.bank_entries.c.id != bindparam("own_id"),
    )
    .order_by(t.bank_entries.c.id)
)
_CHANGED: Final = (
    update(t.bank_entries)
    .where(
        t.bank_entries.c.id == bindparam("own_id"),
        t.bank_entries.c.version == bindparam("own_version"),
    )
    .values({name: bindparam(name) for name in t.bank_entries.c.keys()})  # noqa: SIM118
)

SEALED: Final = ("reference", "text", "payer", "note")


@dataclass(frozen=True, slots=True)
class Statements:
    """Rows of ``statements`` and ``bank_entries``."""

    connection: Connection
    vault: Vault

    def add(self, statement: StatementRow) -> str:
        """Keep a statement, unless it is there; its id, or that of the one that is."""
        if insert_missing(self.connection, t.statements, values_of(statement)):
            return statement.id
        table = t.statements
        known = select(table.c.id).where(
            table.c.programme == statement.programme,
            table.c.account == statement.account,
            table.c.number == statement.number,
        )
        return str(self.connection.execute(known).scalar_one())

    def last(self, programme: str, count: int) -> tuple[StatementRow, ...]:
        """The statements that were read last, the newest first."""
        table = t.statements
        found = select(table).where(table.c.programme == programme)
        rows = self.connection.execute(found.order_by(table.c.at.desc(), table.c.id).limit(count))
        return tuple(StatementRow(**row) for row in rows.mappings())

    def last_sequence(self, programme: str, account: str) -> int | None:
        """The highest number of a statement of an account."""
        table = t.statements
        found = select(func.max(table.c.sequence)).where(
            table.c.programme == programme, table.c.account == account
        )
        last: int | None = self.connection.execute(found).scalar_one()
        return last

    def add_entries(self, entries: Iterable[EntryRow]) -> int:
        """Keep those that are not there yet; how many."""
        every = {one.id: one for one in entries}
        table = t.bank_entries
        found = select(table.c.id).where(table.c.id.in_(tuple(every)))
        known = set(self.connection.execute(found).scalars())
        rows = [self._row(one) for id, one in every.items() if id not in known]
        if rows:
            insert_every(self.connection, table, rows)
        return len(rows)

    def entry(self, programme: str, id: str) -> EntryRow | None:
        """One entry."""
        table = t.bank_entries
        return next(iter(self._all(table.c.programme == programme, table.c.id == id)), None)

    def in_state(
        self, programme: str, state: EntryState, count: int, *, after: str = "", reason: str = ""
    ) -> tuple[EntryRow, ...]:
        """Entries in a state, in the order of their ids, from the one after ``after``."""
        table = t.bank_entries
        where = [table.c.programme == programme, table.c.state == state, table.c.id > after]
        where += [table.c.reason == reason] if reason else []
        return self._all(*where, limit=count)

    def reasons(self, programme: str) -> Mapping[str, int]:
        """How many entries wait for a person, by the reason."""
        table = t.bank_entries
        found = (
            select(table.c.reason, func.count())
            .where(table.c.programme == programme, table.c.state == "open")
            .group_by(table.c.reason)
        )
        return {row[0]: row[1] for row in self.connection.execute(found)}

    def states(self, statements: Iterable[str]) -> Mapping[str, Mapping[str, int]]:
        """How many entries of each statement are in which state."""
        table = t.bank_entries
        found = (
            select(table.c.statement, table.c.state, func.count())
            .where(table.c.statement.in_(tuple(statements)))
            .group_by(table.c.statement, table.c.state)
        )
        counted: dict[str, dict[str, int]] = {}
        for statement, state, number in self.connection.execute(found):
            counted.setdefault(statement, {})[state] = number
        return counted

    def marked(self, entry: EntryRow) -> tuple[EntryRow, ...]:
        """Other entries that tell of the same movement."""
        own = {"own_programme": entry.programme, "own_mark": entry.mark, "own_id": entry.id}
        rows = self.connection.execute(_MARKED, own).mappings()
        return tuple(self._opened(dict(row)) for row in rows)

    def undone_by(self, reversal: EntryRow) -> tuple[EntryRow, ...]:
        """Payments that a reversal could undo."""
        table = t.bank_entries
        return self._all(
            table.c.programme == reversal.programme,
            table.c.account == reversal.account,
            table.c.amount == _written(reversal.amount),
            table.c.currency == reversal.currency,
            table.c.direction == "CRDT",
            table.c.reversal.is_(False),
            table.c.status == "BOOK",
            table.c.state.in_(("booked", "assigned", "open")),
        )

    def of_case(self, case: str) -> tuple[EntryRow, ...]:
        """The entries that were booked to a case."""
        return self._all(t.bank_entries.c.case == case)

    def forget(self, case: str) -> None:
        """Take away who paid for a case and in which words; that money came stays."""
        for entry in self.of_case(case):
            self.change(replace(entry, reference="", text="", payer="", note=""))

    def change(self, entry: EntryRow) -> bool:
        """Write what became of an entry; False where somebody else was faster."""
        row = self._row(replace(entry, version=entry.version + 1))
        seen = {"own_id": entry.id, "own_version": entry.version}
        return self.connection.execute(_CHANGED, row | seen).rowcount == 1

    def _all(self, *where: ColumnElement[bool], limit: int = 0) -> tuple[EntryRow, ...]:
        table = t.bank_entries
        found = select(table).where(*where).order_by(table.c.id)
        rows = self.connection.execute(found.limit(limit) if limit else found).mappings()
        return tuple(self._opened(dict(row)) for row in rows)

    def _row(self, entry: EntryRow) -> dict[str, Any]:
        row = values_of(entry, *SEALED)
        told = json.dumps([getattr(entry, name) for name in SEALED], ensure_ascii=False)
        row["sealed"] = self.vault.seal(told, f"entry {entry.id}")
        row["amount"] = _written(entry.amount)
        row["booked"] = entry.booked.isoformat() if entry.booked else ""
        return row

    def _opened(self, row: dict[str, Any]) -> EntryRow:
        told = json.loads(self.vault.unseal(row.pop("sealed"), f"entry {row['id']}"))
        booked, amount = row.pop("booked"), Decimal(row.pop("amount"))
        return EntryRow(
            **row,
            **dict(zip(SEALED, told, strict=True)),
            amount=amount,
            booked=date.fromisoformat(booked) if booked else None,
        )


def _written(amount: Decimal) -> str:
    """The same text for the same amount."""
    return f"{amount.normalize():f}"

"""A file of statements is taken in: what is new of it is kept, and booked at once or by a job."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from engine.base.money import EntryRow, StatementRow
from engine.base.ports import BOOK, Job
from engine.base.records import Action
from engine.payments.returned import read_upload
from engine.payments.statements import BankEntry, Statement
from engine.services.statement_booking import StatementBooking, entries_of

AT_ONCE = 25
"""New entries that are booked while whoever sent them waits; more are left to a job."""

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file: how many entries are new, and whether a job still looks at them."""

    statements: tuple[StatementRow, ...]
    new: int
    later: bool


@dataclass(frozen=True, slots=True)
class StatementIntake:
    """Everything it needs is given to it."""

    booking: StatementBooking

    def take(self, programme: str, by: str, name: str, file: IO[bytes]) -> Taken:
        """Take in a file. Raises StatementRefused; then nothing of it was kept."""
        return self.keep(programme, by, name, read_upload(file))

    def keep(self, programme: str, by: str, name: str, statements: Iterable[Statement]) -> Taken:
        """Keep what is new of statements, and book it."""
        corridor = self.booking.corridor
        store, ids = corridor.committing.store, corridor.ids
        kept, new = [], 0
        for statement in sorted(statements, key=lambda one: (one.account, one.sequence or 0)):
            row = self._row(programme, by, name, statement)
            id = self._read(row)
            kept.append(row)
            rows = list(_rows(programme, id, statement.entries, row.at))
            for first in range(0, len(rows), CHUNK):
                with store.write() as unit:
                    new += entries_of(unit).add_entries(rows[first : first + CHUNK])
        later = new > AT_ONCE
        if later:
            with store.write() as unit:
                unit.enqueue(Job(f"{BOOK}.{ids.new()}", BOOK, programme))
        else:
            self.booking.book(programme)
        return Taken(tuple(kept), new, later)

    def _row(self, programme: str, by: str, name: str, statement: Statement) -> StatementRow:
        corridor = self.booking.corridor
        flow = corridor.committing.library.today(programme).programme.flow
        with corridor.committing.store.read() as view:
            last = entries_of(view).last_sequence(programme, statement.account)
        return StatementRow(
            id=corridor.ids.new(),
            programme=programme,
            account=statement.account,
            number=statement.id,
            sequence=statement.sequence,
            balanced=statement.balanced,
            own=any(one.iban == statement.account for one in flow.accounts),
            entries=len(statement.entries),
            file=name[:200],
            by=by,
            at=corridor.clock.now(),
            missing=_missing(statement.sequence, last),
        )

    def _read(self, row: StatementRow) -> str:
        """Keep a new statement, with a line of the history; its id, or that of the first."""
        told = Action(
            "statement read", "bank", row.by, row.at, subject=row.id,
            detail={"entries": row.entries},
        )  # fmt: skip
        with self.booking.corridor.committing.store.write() as unit:
            id = entries_of(unit).add(row)
            if id == row.id:
                unit.audit.append(told)
        return id


def _missing(sequence: int | None, last: int | None) -> int | None:
    """The number of the last statement that was read, where some after it were not."""
    if sequence is None or last is None or sequence <= last + 1:
        return None
    return last


def _rows(
    programme: str, statement: str, entries: Iterable[BankEntry], now: datetime
) -> Iterator[EntryRow]:
    for one in entries:
        id = hashlib.sha256(f"{programme}\n{one.movement}".encode()).hexdigest()[:32]
        yield EntryRow(
            id=id,
            programme=programme,
            statement=statement,
            account=one.account,
            amount=one.amount,
            currency=one.currency,
            direction=one.direction,
            status=one.status,
            reversal=one.reversal,
            mark=one.mark,
            bank_reference=one.bank_reference,
            at=now,
            booked=one.booked,
            reference=one.reference,
            text=one.text,
            payer=one.payer,
        )

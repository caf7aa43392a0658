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
        store, now, ids = corridor.committing.store, corridor.clock.now(), corridor.ids
        flow = corridor.committing.library.today(programme).programme.flow
        own = {one.iban for one in flow.accounts}
        kept, new = [], 0
        for statement in sorted(statements, key=lambda one: (one.account, one.sequence or 0)):
            with store.write() as unit:
                entries = entries_of(unit)
                row = StatementRow(
                    id=ids.new(),
                    programme=programme,
                    account=statement.account,
                    number=statement.id,
                    sequence=statement.sequence,
                    balanced=statement.balanced,
                    own=statement.account in own,
                    entries=len(statement.entries),
                    file=name[:200],
                    by=by,
                    at=now,
                    missing=_missing(
                        statement.sequence, entries.last_sequence(programme, statement.account)
                    ),
                )
                id = entries.add(row)
                if id == row.id:
                    unit.audit.append(
                        Action("statement read", "bank", by, now, subject=row.id,
                               detail={"entries": row.entries})
                    )  # fmt: skip
                kept.append(row)
            rows = list(_rows(programme, id, statement.entries, now))
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

"""A file of statements is kept and read by a job: what is new of it is kept, then booked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from engine.base.dataclass import dataclass
from engine.base.money import EntryRow, StatementFile, StatementRow
from engine.base.ports import BOOK, READ, FileStore, Job
from engine.base.records import Action
from engine.payments.camt import LARGEST
from engine.payments.returned import read_upload
from engine.payments.statements import BankEntry, Statement, StatementRefused
from engine.services.statement_booking import StatementBooking, entries_of
from engine.services.statement_reasons import GONE
from engine.store.errors import NotStored
from engine.store.statement_files import StatementFiles
from engine.store.store import Store

CHUNK = 500
KEPT_FOR = timedelta(days=90)
"""How long it is remembered what came of a file."""

MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of statements: how many of their entries are new."""

    statements: tuple[StatementRow, ...]
    new: int


@dataclass(frozen=True, slots=True)
class StatementIntake:
    """Everything it needs is given to it; ``files`` keeps what waits to be read."""

    booking: StatementBooking
    files: FileStore

    def receive(self, programme: str, by: str, name: str, chunks: Iterable[bytes]) -> str:
        """Keep a file, and have a job read it; the id of the file. Raises FileTooLarge."""
        kept = self.files.keep(chunks, LARGEST)
        now = self._now
        with self._store.write() as unit:
            rows = StatementFiles(unit.connection)
            rows.forget(now - KEPT_FOR)
            rows.add(StatementFile(kept.id, programme, name[:200], by, now))
            unit.enqueue(Job(f"{READ}.{kept.id}", READ, kept.id))
        return kept.id

    def read(self, id: str) -> str:
        """Read a file that waits, keep what is new, and have it booked; a word for the log.

        Whatever stops in between is done again, and keeps nothing twice.
        """
        with self._store.read() as view:
            file = StatementFiles(view.connection).find(id)
        if file is None or file.state != "waiting":
            return "over"
        try:
            with self.files.open(id) as content:
                statements = read_upload(content)
        except StatementRefused as refused:
            faults = tuple((one.code, one.line) for one in refused.faults[:MOST_FAULTS])
            return self._end(replace(file, state="refused", faults=faults))
        except NotStored:
            return self._end(replace(file, state="refused", faults=((GONE, 0),)))
        taken = self.keep(file.programme, file.by, file.name, statements, file.id)
        return self._end(replace(file, state="read", statements=len(taken.statements)))

    def book(self, programme: str) -> int:
        """Look at every entry that nobody has looked at; how many."""
        return self.booking.book(programme)

    def keep(
        self, programme: str, by: str, name: str, statements: Iterable[Statement], file: str = ""
    ) -> Taken:
        """Keep what is new of statements, to be booked; of those of a file it is counted there."""
        kept, new = [], 0
        for statement in sorted(statements, key=lambda one: (one.account, one.sequence or 0)):
            row = self._row(programme, by, name, statement)
            id = self._read(row)
            kept.append(row)
            rows = list(_rows(programme, id, statement.entries, row.at))
            for first in range(0, len(rows), CHUNK):
                with self._store.write() as unit:
                    more = entries_of(unit).add_entries(rows[first : first + CHUNK])
                    StatementFiles(unit.connection).count_new(file, more)
                new += more
        return Taken(tuple(kept), new)

    def _end(self, file: StatementFile) -> str:
        with self._store.write() as unit:
            if StatementFiles(unit.connection).end(file) and file.state == "read":
                unit.enqueue(Job(f"{BOOK}.{file.id}", BOOK, file.programme))
        self.files.remove(file.id)
        return file.state

    @property
    def _store(self) -> Store:
        return self.booking.corridor.committing.store

    @property
    def _now(self) -> datetime:
        return self.booking.corridor.clock.now()

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

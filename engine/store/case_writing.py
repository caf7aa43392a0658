"""The writing side of cases: for the corridor alone, and only inside its one commit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import insert, select, update

from engine.base.dataclass import dataclass
from engine.base.errors import AnketaError
from engine.base.events import CaseEvent
from engine.base.receipts import Receipt
from engine.base.records import CaseFile, StoredCase, Submission
from engine.store import tables as t
from engine.store.case_events import event_row
from engine.store.rows import values_of
from engine.store.store import Unit


class CaseMoved(AnketaError):
    """Somebody else wrote the case since it was loaded; nothing of this unit is to be stored."""


@dataclass(frozen=True, slots=True)
class CaseWriting:
    """What may be written of a case that was loaded at ``case.version``."""

    unit: Unit
    case: StoredCase

    def take_turn(self, status: str, now: datetime) -> StoredCase:
        """Make the next version of the case. Raises CaseMoved; the loser writes nothing."""
        table, case = t.cases, self.case
        change = update(table).where(table.c.id == case.id, table.c.version == case.version)
        values = {"status": status, "changed_at": now, "version": case.version + 1}
        row = self.unit.connection.execute(change.values(**values).returning(table.c.key)).first()
        if row is None:
            raise CaseMoved
        self.unit.known_keys[case.id] = row.key
        return replace(case, status=status, changed_at=now, version=case.version + 1)

    def hold(self) -> None:
        """Keep the case as it was loaded while a draft is written. Raises CaseMoved."""
        found = select(t.cases.c.version, t.cases.c.key).where(t.cases.c.id == self.case.id)
        row = self.unit.connection.execute(found.with_for_update()).one()
        if row.version != self.case.version:
            raise CaseMoved
        self.unit.known_keys[self.case.id] = row.key

    def add_events(self, events: Iterable[CaseEvent]) -> None:
        """Keep what happened; the events are numbered on from those that are stored."""
        vault = self.unit.keys.vault_of(self.case.id)
        rows = [event_row(self.case.id, event, vault) for event in events]
        if rows:
            self.unit.connection.execute(insert(t.case_events), rows)
        for row in rows:
            if self.unit.written is not None:
                self.unit.written.add(t.case_events, row)

    def add_receipt(self, receipt: Receipt) -> None:
        """Keep the answer to a command, for when it comes again."""
        row = values_of(receipt)
        self.unit.connection.execute(insert(t.receipts), row)
        if self.unit.written is not None:
            self.unit.written.add(t.receipts, row)

    def add_submission(self, submission: Submission) -> None:
        """Freeze what was sent in."""
        self.unit.submissions.add(submission)

    def add_file(self, file: CaseFile) -> None:
        """Record a file whose bytes are kept already."""
        self.unit.files.add(file)

    def remove_files(self, files: Iterable[CaseFile], now: datetime) -> None:
        """Take files out of their draft; what was frozen keeps them."""
        ids = [file.id for file in files]
        if ids:
            gone = update(t.files).where(t.files.c.case == self.case.id, t.files.c.id.in_(ids))
            self.unit.connection.execute(gone.values(removed_at=now))

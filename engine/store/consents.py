"""Consents as they were given."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from engine.base.dataclass import dataclass
from engine.base.records import Consent
from engine.store import tables as t
from engine.store.ledger import LedgerWriting
from engine.store.rows import values_of


@dataclass(frozen=True, slots=True)
class Consents:
    """Rows of ``consents``."""

    connection: Connection
    ledger: LedgerWriting | None = None

    def add(self, consent: Consent) -> None:
        """Keep one."""
        row = values_of(consent)
        self.connection.execute(insert(t.consents), row)
        if self.ledger is not None:
            self.ledger.add(t.consents, row)

    def of_account(self, account: str, case: str | None = None) -> tuple[Consent, ...]:
        """Consents of an account, or only those of one of its cases, oldest first."""
        found = select(t.consents).where(t.consents.c.account == account)
        if case is not None:
            found = found.where(t.consents.c.case == case)
        ordered = found.order_by(t.consents.c.at, t.consents.c.id)
        return tuple(Consent(**row) for row in self.connection.execute(ordered).mappings())

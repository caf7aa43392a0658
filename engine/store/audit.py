"""The action history: append-only, every row chained to the one before by a keyed hash.

Triggers refuse to change or delete rows. Whoever gets around them cannot compute the hashes, for
that takes the secret of the settings; cutting off the end shows in the head, which is sealed too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC
from typing import Any, Final

from sqlalchemy import Connection, insert, select, update

from engine.base.errors import AnketaError
from engine.base.records import Action
from engine.store import tables as t
from engine.store.columns import canonical
from engine.store.rows import values_of
from engine.store.vault import Vault

HEAD: Final = 1
BATCH: Final = 1000


class AuditBroken(AnketaError):
    """The head of the history is missing or forged, so nothing may be appended."""


@dataclass(frozen=True, slots=True)
class AuditReport:
    """Outcome of walking the chain. ``broken`` is the sequence of the first bad row, or None."""

    rows: int
    head: str
    broken: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Audit:
    """Rows of ``audit``."""

    connection: Connection
    vault: Vault

    def append(self, action: Action) -> int:
        """Write one action in the transaction of the change; its sequence number."""
        return self.append_all((action,))

    def append_all(self, actions: Iterable[Action]) -> int:
        """Write actions in their order; the sequence number of the last row there is now."""
        # The row lock makes writers of PostgreSQL queue here; SQLite has one writer anyway.
        found = select(t.audit_head).where(t.audit_head.c.id == HEAD).with_for_update()
        head = self.connection.execute(found).first()
        if head is None or head.seal != self._seal(head.sequence, head.hash):
            message = "The head of the action history was altered; run `audit verify`."
            raise AuditBroken(message)
        rows: list[dict[str, Any]] = []
        sequence, last = int(head.sequence), head.hash
        for action in actions:
            sequence += 1
            row = _row(action) | {"sequence": sequence, "previous": last}
            last = self._digest(row)
            rows.append(row | {"hash": last})
        if rows:
            self.connection.execute(insert(t.audit), rows)
            self.connection.execute(
                update(t.audit_head)
                .where(t.audit_head.c.id == HEAD)
                .values(sequence=sequence, hash=last, seal=self._seal(sequence, last))
            )
        return sequence

    def of_case(self, case: str) -> tuple[Action, ...]:
        """Actions on a case, oldest first."""
        return self._actions(t.audit.c.case == case)

    def of_account(self, account: str) -> tuple[Action, ...]:
        """Actions of or on an account, oldest first."""
        return self._actions(t.audit.c.account == account)

    def verify(self) -> AuditReport:
        """Walk the whole chain and name the first row that does not hold."""
        previous, expected = "", 1
        rows = self.connection.execute(
            select(t.audit).order_by(t.audit.c.sequence).execution_options(yield_per=BATCH)
        )
        for row in rows.mappings():
            reason = self._fault(row, previous, expected)
            if reason:
                return AuditReport(expected - 1, previous, expected, reason)
            previous, expected = row["hash"], expected + 1
        return self._against_head(expected - 1, previous)

    def _fault(self, row: Mapping[Any, Any], previous: str, expected: int) -> str:
        if row["sequence"] != expected:
            return "a row is missing"
        if row["previous"] != previous:
            return "the row does not follow the one before"
        content = {name: value for name, value in row.items() if name != "hash"}
        return "" if self._digest(content) == row["hash"] else "the row was altered"

    def _against_head(self, rows: int, last: str) -> AuditReport:
        head = self.connection.execute(select(t.audit_head)).first()
        if head is None or head.seal != self._seal(head.sequence, head.hash):
            return AuditReport(rows, last, rows + 1, "the head was altered")
        if (head.sequence, head.hash) != (rows, last):
            return AuditReport(rows, last, rows + 1, "rows at the end are missing")
        return AuditReport(rows, last)

    def _digest(self, row: Mapping[Any, Any]) -> str:
        told = dict(row) | {"at": row["at"].astimezone(UTC).isoformat()}
        return self.vault.hash("audit row", canonical(told))

    def _seal(self, sequence: int, digest: str) -> str:
        # The history of a fresh database starts with an unsealed, empty head.
        return self.vault.hash("audit head", f"{sequence}/{digest}") if sequence else ""

    def _actions(self, which: Any) -> tuple[Action, ...]:
        found = select(t.audit).where(which).order_by(t.audit.c.sequence)
        return tuple(
            Action(**{name: row[name] for name in ACTION_FIELDS})
            for row in self.connection.execute(found).mappings()
        )


ACTION_FIELDS: Final = tuple(field.name for field in fields(Action))


def _row(action: Action) -> dict[str, Any]:
    return values_of(action)

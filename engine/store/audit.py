"""The action history: append-only, every row a leaf of the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from engine.base.dataclass import dataclass
from engine.base.records import Action
from engine.store import tables as t
from engine.store.ledger import LedgerWriting
from engine.store.rows import values_of


@dataclass(frozen=True, slots=True)
class Audit:
    """Rows of ``audit``; ``sequence`` is the place of the row in the ledger."""

    connection: Connection
    ledger: LedgerWriting | None = None

    def append(self, action: Action) -> int:
        """Write one action in the transaction of the change; its sequence number."""
        return self.append_all((action,))

    def append_all(self, actions: Iterable[Action]) -> int:
        """Write actions in their order; the sequence number of the last one, 0 for none."""
        if self.ledger is None:
            raise TypeError("A view writes nothing.")
        rows: list[dict[str, Any]] = []
        for action in actions:
            row = values_of(action) | {"sequence": self.ledger.next()}
            self.ledger.add(t.audit, row)
            rows.append(row)
        if rows:
            self.connection.execute(insert(t.audit), rows)
        return int(rows[-1]["sequence"]) if rows else 0

    def of_case(self, case: str) -> tuple[Action, ...]:
        """Actions on a case, oldest first."""
        return self._actions(t.audit.c.case == case)

    def of_account(self, account: str) -> tuple[Action, ...]:
        """Actions of or on an account, oldest first."""
        return self._actions(t.audit.c.account == account)

    def _actions(self, which: Any) -> tuple[Action, ...]:
        found = select(t.audit).where(which).order_by(t.audit.c.sequence)
        return tuple(
            Action(**{name: row[name] for name in ACTION_FIELDS})
            for row in self.connection.execute(found).mappings()
        )


ACTION_FIELDS: Final = tuple(field.name for field in fields(Action))

"""What happened to cases, as it was judged: read here, written by ``engine.store.case_writing``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from engine.base.dataclass import dataclass
from engine.base.events import By, CaseEvent
from engine.store import tables as t
from engine.store.case_keys import CaseKeys
from engine.store.event_data import sealed, unsealed
from engine.store.vault import Vault


@dataclass(frozen=True, slots=True)
class CaseEvents:
    """Rows of ``case_events``."""

    connection: Connection
    keys: CaseKeys

    def of_case(self, case: str) -> tuple[CaseEvent, ...]:
        """Everything that happened to a case, in its order. Raises CaseErased."""
        found = select(t.case_events).where(t.case_events.c.case == case)
        rows = self.connection.execute(found.order_by(t.case_events.c.number)).mappings().all()
        vault = self.keys.vault_of(case) if rows else None
        return tuple(_read(row, vault) for row in rows if vault)


def event_row(case: str, event: CaseEvent, vault: Vault) -> dict[str, Any]:
    """An event as a row, sealed with the key of its case; it must be numbered and dated."""
    return {
        "case": case,
        "number": event.number,
        "kind": event.kind,
        "item": event.item,
        "of": event.of,
        "step": event.step,
        "before": event.before,
        "after": event.after,
        "side": event.by.side,
        "role": event.by.role,
        "account": event.by.account,
        "at": event.at,
        "sealed": sealed(event.data, vault, _place(case, event.number)),
    }


def _read(row: Mapping[Any, Any], vault: Vault) -> CaseEvent:
    return CaseEvent(
        kind=row["kind"],
        item=row["item"],
        of=row["of"],
        step=row["step"],
        before=row["before"],
        after=row["after"],
        by=By(row["side"], row["role"], row["account"]),
        at=row["at"],
        data=unsealed(row["sealed"], vault, _place(row["case"], row["number"])),
        number=row["number"],
    )


def _place(case: str, number: int) -> str:
    return f"case_events/{case}/{number}"

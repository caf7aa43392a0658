"""Events of cases, in the order in which they were written; never changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection, insert, select

from engine.base.records import Event
from engine.store import tables as t
from engine.store.rows import values_of


@dataclass(frozen=True, slots=True)
class Events:
    """Rows of ``events``."""

    connection: Connection

    def add(self, event: Event) -> Event:
        """Write one; it comes back with its sequence number."""
        values = values_of(event, "sequence")
        row = insert(t.events).values(**values).returning(t.events.c.sequence)
        return replace(event, sequence=self.connection.execute(row).scalar_one())

    def of_case(self, case: str) -> tuple[Event, ...]:
        """Events of a case, oldest first."""
        found = select(t.events).where(t.events.c.case == case).order_by(t.events.c.sequence)
        return tuple(Event(**row) for row in self.connection.execute(found).mappings())

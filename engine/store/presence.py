"""Who has which case open: a row for each person and case, written again while the page is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from engine.base.dataclass import dataclass
from engine.base.presence import CasePresence
from engine.store import tables as t
from engine.store.rows import insert_missing, values_of


@dataclass(frozen=True, slots=True)
class PresenceRows:
    """Rows of ``presence``; nothing is lost with them, so nobody waits for them."""

    connection: Connection

    def put(self, here: CasePresence) -> None:
        """Note where somebody is now; since when they are there stays."""
        if insert_missing(self.connection, t.presence, values_of(here)):
            return
        own = (t.presence.c.case == here.case, t.presence.c.account == here.account)
        moved = update(t.presence).where(*own)
        self.connection.execute(moved.values(place=here.place, seen_at=here.seen_at))

    def of_cases(self, cases: Iterable[str], after: datetime) -> tuple[CasePresence, ...]:
        """Who was seen in these cases after a moment, the longest there first."""
        table = t.presence
        found = select(table).where(table.c.case.in_(tuple(cases)), table.c.seen_at > after)
        rows = self.connection.execute(found.order_by(table.c.opened_at, table.c.account))
        return tuple(CasePresence(**row) for row in rows.mappings())

    def leave(self, case: str, account: str) -> None:
        """Forget somebody who has closed a case."""
        own = (t.presence.c.case == case, t.presence.c.account == account)
        self.connection.execute(delete(t.presence).where(*own))

    def purge(self, before: datetime) -> int:
        """Forget whoever was seen last before a moment; how many."""
        return self.connection.execute(
            delete(t.presence).where(t.presence.c.seen_at < before)
        ).rowcount

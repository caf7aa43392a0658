"""Log-ins of browsers. The browser holds the secret; the row holds only its hash."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from engine.base.dataclass import dataclass
from engine.base.records import Session
from engine.store import tables as t
from engine.store.rows import values_of

COLUMNS = tuple(t.sessions.c[field.name] for field in fields(Session))


@dataclass(frozen=True, slots=True)
class Sessions:
    """Rows of ``sessions``."""

    connection: Connection

    def add(self, session: Session) -> None:
        """Begin one."""
        self.connection.execute(insert(t.sessions).values(**values_of(session)))

    def find(self, id: str, now: datetime, seen_after: datetime) -> Session | None:
        """The session if it is neither revoked, ended nor idle since ``seen_after``."""
        row = (
            self.connection.execute(
                select(*COLUMNS).where(
                    t.sessions.c.id == id,
                    t.sessions.c.revoked_at.is_(None),
                    t.sessions.c.ends_at > now,
                    t.sessions.c.seen_at > seen_after,
                )
            )
            .mappings()
            .first()
        )
        return Session(**row) if row else None

    def open_of(self, account: str, now: datetime, seen_after: datetime) -> tuple[Session, ...]:
        """The sessions of an account that somebody is behind, the last seen first."""
        table = t.sessions
        found = select(*COLUMNS).where(
            table.c.account == account,
            table.c.revoked_at.is_(None),
            table.c.ends_at > now,
            table.c.seen_at > seen_after,
            table.c.waits_for_factor.is_(False),
        )
        ordered = found.order_by(table.c.seen_at.desc(), table.c.id)
        return tuple(Session(**row) for row in self.connection.execute(ordered).mappings())

    def touch(self, id: str, now: datetime) -> None:
        """The browser was heard of."""
        self.connection.execute(update(t.sessions).where(t.sessions.c.id == id).values(seen_at=now))

    def revoke(self, id: str, now: datetime) -> bool:
        """End one; whether it was open."""
        open_one = update(t.sessions).where(
            t.sessions.c.id == id, t.sessions.c.revoked_at.is_(None)
        )
        return self.connection.execute(open_one.values(revoked_at=now)).rowcount == 1

    def revoke_others(self, account: str, now: datetime, keep: str = "") -> int:
        """End all sessions of an account but ``keep``; how many."""
        others = update(t.sessions).where(
            t.sessions.c.account == account,
            t.sessions.c.id != keep,
            t.sessions.c.revoked_at.is_(None),
        )
        return self.connection.execute(others.values(revoked_at=now)).rowcount

    def purge(self, before: datetime) -> int:
        """Delete sessions that ended before; how many."""
        old = delete(t.sessions).where(t.sessions.c.ends_at < before)
        return self.connection.execute(old).rowcount

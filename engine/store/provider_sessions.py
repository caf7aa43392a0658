"""What was begun at outside parties for items of cases, and what they called about.

Links and what a provider says to a person are sealed; who the person is stands in neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from engine.base.dataclass import dataclass
from engine.base.later import ProviderSession, SessionWanted
from engine.store import tables as t
from engine.store.rows import insert_missing, values_of
from engine.store.vault import Vault

_SEALED: Final = ("link", "comment")
EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ProviderSessions:
    """Rows of ``provider_sessions`` and ``callbacks``."""

    connection: Connection
    vault: Vault

    def keep(
        self, case: str, wanted: Iterable[SessionWanted], now: datetime
    ) -> tuple[ProviderSession, ...]:
        """End what a case waits for no more, and open what it waits for now.

        Gives those of which the provider must be told: opened, ended after they were begun, and
        those for which another time was agreed.
        """
        left = {(one.item, one.of, one.provider, one.since): one for one in wanted}
        told = []
        for session in self.open_of(case):
            own = (session.item, session.of, session.provider, session.since)
            still = left.pop(own, None)
            if still is None:
                over = replace(session, ended_at=now, ask_at=now if session.session else None)
                self.change(over)
                told += [over] if over.ask_at else []
            elif (still.meets_at, still.closes_at) != (session.meets_at, session.closes_at):
                moved = replace(session, meets_at=still.meets_at, closes_at=still.closes_at)
                self.change(replace(moved, ask_at=now, tries=0))
                told.append(session)
        opened = tuple(
            ProviderSession(
                one.id,
                case,
                one.item,
                one.of,
                one.provider,
                one.port,
                one.since,
                now,
                now,
                meets_at=one.meets_at,
                closes_at=one.closes_at,
            )
            for one in left.values()
        )
        fresh = (one for one in opened if insert_missing(
            self.connection, t.provider_sessions, self._row(one)
        ))  # fmt: skip
        return (*told, *fresh)

    def open_of(self, case: str) -> tuple[ProviderSession, ...]:
        """What has not ended of a case."""
        table = t.provider_sessions
        return self._all(table.c.case == case, table.c.ended_at.is_(None))

    def of_case(self, case: str) -> tuple[ProviderSession, ...]:
        """All of a case, ended ones too."""
        return self._all(t.provider_sessions.c.case == case)

    def find(self, id: str) -> ProviderSession | None:
        """The session with a reference of ours, ended ones too."""
        return next(iter(self._all(t.provider_sessions.c.id == id)), None)

    def begun_as(self, port: str, session: str) -> ProviderSession | None:
        """The session that a provider calls so."""
        table = t.provider_sessions
        return next(iter(self._all(table.c.port == port, table.c.session == session)), None)

    def come(self, now: datetime, count: int) -> tuple[ProviderSession, ...]:
        """Those to ask about now, the longest waiting first."""
        table = t.provider_sessions
        return self._all(table.c.ask_at <= now, limit=count)

    def unanswered(self, programme: str) -> dict[str, int]:
        """How many open sessions the providers of a programme did not answer about, by provider."""
        table = t.provider_sessions
        found = (
            select(table.c.provider, func.count())
            .join(t.cases, t.cases.c.id == table.c.case)
            .where(
                table.c.ask_at > EVER,  # found by its index, as "not null" is not
                table.c.ended_at.is_(None),
                table.c.fault != "",
                t.cases.c.programme == programme,
            )
            .group_by(table.c.provider)
            .order_by(table.c.provider)
        )
        return {row.provider: row[1] for row in self.connection.execute(found)}

    def change(self, session: ProviderSession) -> None:
        """Write a session that is there."""
        table = t.provider_sessions
        changed = update(table).where(table.c.id == session.id)
        self.connection.execute(changed.values(**self._row(session)))

    def heard(self, port: str, key: str, now: datetime) -> bool:
        """Remember a call of a provider; whether it was new."""
        return insert_missing(self.connection, t.callbacks, {"port": port, "key": key, "at": now})

    def purge(self, before: datetime) -> int:
        """Forget calls that came before; how many."""
        old = delete(t.callbacks).where(t.callbacks.c.at < before)
        return self.connection.execute(old).rowcount

    def _all(self, *where: ColumnElement[bool], limit: int = 0) -> tuple[ProviderSession, ...]:
        table = t.provider_sessions
        found = select(table).where(*where).order_by(table.c.ask_at, table.c.id)
        rows = self.connection.execute(found.limit(limit) if limit else found).mappings()
        return tuple(self._opened(ProviderSession(**row)) for row in rows)

    def _row(self, session: ProviderSession) -> dict[str, object]:
        sealed = {
            name: self.vault.seal(text, f"{name} {session.id}") if text else ""
            for name in _SEALED
            if (text := getattr(session, name)) is not None
        }
        return values_of(session) | sealed

    def _opened(self, session: ProviderSession) -> ProviderSession:
        link, comment = (
            self.vault.unseal(text, f"{name} {session.id}") if text else ""
            for name, text in zip(_SEALED, (session.link, session.comment), strict=True)
        )
        return replace(session, link=link, comment=comment)

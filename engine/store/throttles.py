"""Limits that hold across processes: a token bucket and a lock-out after failures."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, case, delete, select, update

from engine.base.dataclass import dataclass
from engine.store import tables as t
from engine.store.rows import insert_missing
from engine.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Budget:
    """At most ``size`` at once, refilled evenly within ``period``."""

    size: int
    period: timedelta


@dataclass(frozen=True, slots=True)
class LockRule:
    """``failures`` within ``window`` lock for ``lock``."""

    failures: int
    window: timedelta
    lock: timedelta


@dataclass(frozen=True, slots=True)
class Throttles:
    """Rows of ``throttles`` and ``lockouts``. Keys are kept hashed, for they may name a person."""

    connection: Connection
    vault: Vault

    def take(self, key: str, budget: Budget, now: datetime) -> bool:
        """Take one token; False if there is none."""
        hashed = self.vault.hash("throttle", key)
        moment = now.timestamp()
        fresh = {"key": hashed, "tokens": float(budget.size), "filled_at": moment}
        insert_missing(self.connection, t.throttles, fresh)
        rate = budget.size / budget.period.total_seconds()
        elapsed = case(
            (t.throttles.c.filled_at < moment, moment - t.throttles.c.filled_at), else_=0
        )
        filled = t.throttles.c.tokens + elapsed * rate
        level = case((filled > budget.size, float(budget.size)), else_=filled)
        taken = (
            update(t.throttles)
            .where(t.throttles.c.key == hashed, level >= 1)
            .values(tokens=level - 1, filled_at=moment)
        )
        return self.connection.execute(taken).rowcount == 1

    def next_at(self, key: str, budget: Budget, now: datetime) -> datetime:
        """When the next token of an empty budget is there."""
        hashed = self.vault.hash("throttle", key)
        found = select(t.throttles.c.tokens, t.throttles.c.filled_at)
        row = self.connection.execute(found.where(t.throttles.c.key == hashed)).first()
        if row is None:
            return now
        wanted: float = 1 - row.tokens
        filled_at = datetime.fromtimestamp(row.filled_at, now.tzinfo)
        return filled_at + wanted * budget.period / budget.size

    def claim_try(self, key: str, rule: LockRule, now: datetime) -> bool:
        """Count a try as failed before it is made; False while locked.

        A try that succeeds is forgotten with ``forgive``. Claiming first means that parallel tries
        cannot outrun the count.
        """
        hashed = self.vault.hash("lockout", key)
        ends_at = now + rule.window + rule.lock
        fresh: dict[str, Any] = {
            "key": hashed,
            "failures": [],
            "locked_until": None,
            "ends_at": ends_at,
        }
        one, row = select(t.lockouts).where(t.lockouts.c.key == hashed), None
        while row is None:  # it may be purged in between
            insert_missing(self.connection, t.lockouts, fresh)
            row = self.connection.execute(one.with_for_update()).first()
        if row.locked_until is not None and row.locked_until > now:
            return False
        since = (now - rule.window).timestamp()
        # A lock that is over starts a new count.
        earlier = [] if row.locked_until else [at for at in row.failures if at > since]
        failures = [*earlier, now.timestamp()]
        locked_until = now + rule.lock if len(failures) >= rule.failures else None
        self.connection.execute(
            update(t.lockouts)
            .where(t.lockouts.c.key == hashed)
            .values(failures=failures, locked_until=locked_until, ends_at=ends_at)
        )
        return True

    def locked_until(self, key: str, now: datetime) -> datetime | None:
        """When a key may be tried again; None if it may now."""
        hashed = self.vault.hash("lockout", key)
        found = select(t.lockouts.c.locked_until).where(t.lockouts.c.key == hashed)
        until = self.connection.execute(found).scalar_one_or_none()
        return until if until is not None and until > now else None

    def forgive(self, key: str) -> None:
        """Forget the failures of a key."""
        hashed = self.vault.hash("lockout", key)
        forgotten = update(t.lockouts).where(t.lockouts.c.key == hashed)
        self.connection.execute(forgotten.values(failures=[], locked_until=None))

    def purge(self, before: datetime) -> int:
        """Delete counts that no longer matter; how many."""
        full = delete(t.throttles).where(t.throttles.c.filled_at < before.timestamp())
        old = delete(t.lockouts).where(t.lockouts.c.ends_at < before)
        return self.connection.execute(full).rowcount + self.connection.execute(old).rowcount

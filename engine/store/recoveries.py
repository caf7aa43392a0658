"""Password recoveries, known and unknown contacts alike."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from engine.base.dataclass import dataclass
from engine.base.recoveries import Recovery
from engine.store import tables as t
from engine.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Recoveries:
    """Rows of ``recoveries``."""

    connection: Connection
    vault: Vault

    def add(self, recovery: Recovery) -> None:
        """Start one."""
        self.connection.execute(
            insert(t.recoveries).values(
                id=recovery.id,
                bank=recovery.bank,
                account=recovery.account,
                channel=recovery.channel,
                sealed=self.vault.seal(recovery.contact, f"recoveries/{recovery.id}"),
                password=recovery.password,
                created_at=recovery.created_at,
                ends_at=recovery.ends_at,
            )
        )

    def find(self, id: str, now: datetime) -> Recovery | None:
        """The recovery, unless it ended."""
        return next(iter(self._all(t.recoveries.c.id == id, t.recoveries.c.ends_at > now)), None)

    def with_password(self, account: str, now: datetime) -> list[Recovery]:
        """Recoveries of an account whose temporary password may still be used, newest first."""
        return self._all(
            t.recoveries.c.account == account,
            t.recoveries.c.password != "",
            t.recoveries.c.used_at.is_(None),
            t.recoveries.c.ends_at > now,
        )

    def give_password(self, id: str, password: str, ends_at: datetime) -> bool:
        """Keep the hash of the temporary password, once; whether it was the first."""
        first = update(t.recoveries).where(t.recoveries.c.id == id, t.recoveries.c.password == "")
        change = first.values(password=password, ends_at=ends_at)
        return self.connection.execute(change).rowcount == 1

    def use(self, id: str, now: datetime) -> bool:
        """Use up the temporary password; False if somebody was faster."""
        unused = update(t.recoveries).where(
            t.recoveries.c.id == id, t.recoveries.c.used_at.is_(None)
        )
        return self.connection.execute(unused.values(used_at=now)).rowcount == 1

    def end(self, account: str, now: datetime) -> int:
        """Make the codes and passwords that an account was sent worthless; how many there were."""
        open_ones = update(t.recoveries).where(
            t.recoveries.c.account == account, t.recoveries.c.ends_at > now
        )
        return self.connection.execute(open_ones.values(ends_at=now)).rowcount

    def purge(self, before: datetime) -> int:
        """Delete recoveries that ended before; how many."""
        old = delete(t.recoveries).where(t.recoveries.c.ends_at < before)
        return self.connection.execute(old).rowcount

    def _all(self, *which: ColumnElement[bool]) -> list[Recovery]:
        found = select(t.recoveries).where(*which).order_by(t.recoveries.c.created_at.desc())
        return [
            Recovery(
                **{name: value for name, value in row.items() if name != "sealed"},
                contact=self.vault.unseal(row["sealed"], f"recoveries/{row['id']}"),
            )
            for row in self.connection.execute(found).mappings()
        ]

"""Second factors, their secrets sealed, and backup codes, of which only keyed hashes are kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from engine.base.dataclass import dataclass
from engine.base.factors import Factor
from engine.store import tables as t
from engine.store.rows import insert_once, values_of
from engine.store.vault import Vault

PURPOSE = "backup code"


@dataclass(frozen=True, slots=True)
class Factors:
    """Rows of ``factors`` and ``backup_codes``."""

    connection: Connection
    vault: Vault

    def add(self, factor: Factor) -> None:
        """Keep one. Raises ``AlreadyStored`` if its handle is taken."""
        values = values_of(factor, "secret")
        sealed = self.vault.seal(factor.secret, _place(factor.id))
        insert_once(self.connection, t.factors, "factor", {**values, "sealed": sealed})

    def of_account(self, account: str) -> tuple[Factor, ...]:
        """What an account is asked for, oldest first."""
        return self._all(t.factors.c.account == account, t.factors.c.confirmed_at.is_not(None))

    def unconfirmed(self, account: str, kind: str, since: datetime) -> Factor | None:
        """The one that was begun since then and not confirmed yet."""
        found = self._all(
            t.factors.c.account == account,
            t.factors.c.kind == kind,
            t.factors.c.confirmed_at.is_(None),
            t.factors.c.created_at > since,
        )
        return found[-1] if found else None

    def by_handle(self, handle: str) -> Factor | None:
        """The confirmed passkey that a browser names."""
        which = (t.factors.c.handle == handle, t.factors.c.confirmed_at.is_not(None))
        return next(iter(self._all(*which)), None)

    def are_set(self, account: str) -> bool:
        """Whether an account is asked for a second factor."""
        which = (t.factors.c.account == account, t.factors.c.confirmed_at.is_not(None))
        return self.connection.execute(
            select(t.factors.c.id).where(*which).limit(1)
        ).first() is not (None)

    def confirm(self, id: str, counter: int, now: datetime) -> bool:
        """Ask for it from now on; False if that was so already, or it is gone."""
        which = (t.factors.c.id == id, t.factors.c.confirmed_at.is_(None))
        change = update(t.factors).where(*which).values(counter=counter, confirmed_at=now)
        return self.connection.execute(change).rowcount == 1

    def use(self, id: str, counter: int, now: datetime) -> bool:
        """Note a use; False if this count, or a later one, was seen before."""
        which = (t.factors.c.id == id, t.factors.c.counter < counter)
        change = update(t.factors).where(*which).values(counter=counter, used_at=now)
        return self.connection.execute(change).rowcount == 1

    def note_use(self, id: str, counter: int, now: datetime) -> None:
        """Note a use of a passkey that does not count."""
        change = update(t.factors).where(t.factors.c.id == id)
        self.connection.execute(change.values(counter=counter, used_at=now))

    def remove(self, account: str, id: str) -> bool:
        """Ask for it no longer; whether the account had it."""
        which = (t.factors.c.account == account, t.factors.c.id == id)
        return self.connection.execute(delete(t.factors).where(*which)).rowcount == 1

    def forget_unconfirmed(self, account: str, kind: str) -> None:
        """Drop what was begun and never confirmed."""
        which = (t.factors.c.account == account, t.factors.c.kind == kind)
        gone = delete(t.factors).where(*which, t.factors.c.confirmed_at.is_(None))
        self.connection.execute(gone)

    def give_backup_codes(self, account: str, codes: Iterable[str], now: datetime) -> None:
        """Keep these codes instead of all that the account had."""
        self.connection.execute(delete(t.backup_codes).where(t.backup_codes.c.account == account))
        rows = [
            {"hash": self._hash(account, code), "account": account, "created_at": now}
            for code in codes
        ]
        if rows:
            self.connection.execute(insert(t.backup_codes), rows)

    def backup_codes_left(self, account: str) -> int:
        """How many codes were not used yet."""
        unused = (t.backup_codes.c.account == account, t.backup_codes.c.used_at.is_(None))
        found = select(func.count()).select_from(t.backup_codes).where(*unused)
        return self.connection.execute(found).scalar_one()

    def use_backup_code(self, account: str, code: str, now: datetime) -> bool:
        """Use one up; False if it is unknown or was used."""
        hashed = self._hash(account, code)
        unused = (t.backup_codes.c.hash == hashed, t.backup_codes.c.used_at.is_(None))
        change = update(t.backup_codes).where(*unused).values(used_at=now)
        return self.connection.execute(change).rowcount == 1

    def reseal(self) -> int:
        """Seal secrets of older keys with the current one; how many there were."""
        rows = self.connection.execute(select(t.factors.c.id, t.factors.c.sealed)).all()
        old = [row for row in rows if not self.vault.is_current(row.sealed)]
        for row in old:
            sealed = self.vault.reseal(row.sealed, _place(row.id))
            change = update(t.factors).where(t.factors.c.id == row.id)
            self.connection.execute(change.values(sealed=sealed))
        return len(old)

    def purge(self, before: datetime) -> int:
        """Delete what was begun before and never confirmed; how many."""
        which = (t.factors.c.confirmed_at.is_(None), t.factors.c.created_at < before)
        return self.connection.execute(delete(t.factors).where(*which)).rowcount

    def _all(self, *which: ColumnElement[bool]) -> tuple[Factor, ...]:
        ordered = select(t.factors).where(*which).order_by(t.factors.c.created_at, t.factors.c.id)
        return tuple(
            Factor(
                **{name: value for name, value in row.items() if name != "sealed"},
                secret=self.vault.unseal(row["sealed"], _place(row["id"])),
            )
            for row in self.connection.execute(ordered).mappings()
        )

    def _hash(self, account: str, code: str) -> str:
        return self.vault.hash(PURPOSE, f"{account}/{code}")


def _place(id: str) -> str:
    return f"factors/{id}"

"""Members of staff: their names, sealed, and their roles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select, update

from engine.base.dataclass import dataclass
from engine.base.staff import StaffMember
from engine.store import tables as t
from engine.store.errors import Seen
from engine.store.ledger import LedgerWriting
from engine.store.rows import write_seen
from engine.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Staff:
    """Rows of ``staff``."""

    connection: Connection
    vault: Vault
    written: LedgerWriting | None = None

    def add(self, member: StaffMember) -> None:
        """Make an account that is stored already one of a member of staff."""
        self.connection.execute(insert(t.staff).values(account=member.account, **self._row(member)))
        self._touch(member.account)

    def find(self, account: str) -> StaffMember | None:
        """The member of staff with this account, or None."""
        return next(iter(self._all(t.staff.c.account == account)), None)

    def names(self, accounts: Iterable[str]) -> dict[str, str]:
        """What those of these accounts are called that are members of staff."""
        wanted = tuple(dict.fromkeys(account for account in accounts if account))
        if not wanted:
            return {}
        return {one.account: one.name for one in self._all(t.staff.c.account.in_(wanted))}

    def active(self, account: str) -> StaffMember | None:
        """The member of staff with this account, unless it is shut out."""
        return next(iter(self._all(t.staff.c.account == account, _is_open())), None)

    def every_active(self, bank: str) -> tuple[StaffMember, ...]:
        """All members of staff of a bank who are not shut out."""
        return self._all(_is_open(), t.accounts.c.bank == bank)

    def of_bank(self, bank: str) -> tuple[StaffMember, ...]:
        """All members of staff of a bank, disabled ones among them."""
        return self._all(t.accounts.c.bank == bank)

    def by_subject(self, subject: str) -> StaffMember | None:
        """The member of staff who is this at the single sign-on, or None."""
        return next(iter(self._all(t.staff.c.subject == subject)), None)

    def every(self) -> tuple[StaffMember, ...]:
        """All members of staff of all banks, disabled ones among them."""
        return self._all()

    def change(self, member: StaffMember) -> StaffMember:
        """Write name and roles back. Raises ``StaleVersion``."""
        seen = Seen("staff", member.account, member.version)
        values = self._row(member)
        del values["version"]
        version = write_seen(
            self.connection,
            t.staff,
            seen,
            values,
            lambda: self.find(member.account),
            t.staff.c.account == member.account,
        )
        self._touch(member.account)
        return replace(member, version=version)

    def switch_keys(self, account: str, *, off: bool) -> None:
        """Whether the desk listens to single keys; a matter of taste, so no version is seen."""
        change = update(t.staff).where(t.staff.c.account == account)
        self.connection.execute(change.values(keys_off=off))

    def reseal(self) -> int:
        """Seal names of older keys with the current one; how many there were."""
        rows = self.connection.execute(select(t.staff.c.account, t.staff.c.sealed)).all()
        old = [row for row in rows if not self.vault.is_current(row.sealed)]
        for row in old:
            sealed = self.vault.reseal(row.sealed, _place(row.account))
            change = update(t.staff).where(t.staff.c.account == row.account)
            self.connection.execute(change.values(sealed=sealed))
        return len(old)

    def _touch(self, key: str) -> None:
        if self.written is not None:
            self.written.touch(t.staff, key)

    def _all(self, *which: ColumnElement[bool]) -> tuple[StaffMember, ...]:
        both = t.staff.join(t.accounts, t.accounts.c.id == t.staff.c.account)
        found = select(t.staff, t.accounts.c.bank).select_from(both).where(*which)
        found = found.order_by(t.staff.c.account)
        return tuple(self._read(row) for row in self.connection.execute(found).mappings())

    def _row(self, member: StaffMember) -> dict[str, Any]:
        return {
            "sealed": self.vault.seal(member.name, _place(member.account)),
            "roles": {programme: list(roles) for programme, roles in member.roles.items()},
            "subject": member.subject,
            "keys_off": member.keys_off,
            "version": member.version,
        }

    def _read(self, row: Mapping[Any, Any]) -> StaffMember:
        name = self.vault.unseal(row["sealed"], _place(row["account"]))
        roles = {programme: tuple(roles) for programme, roles in row["roles"].items()}
        return StaffMember(
            row["account"],
            row["bank"],
            name,
            roles,
            row["version"],
            row["subject"],
            row["keys_off"],
        )


def _is_open() -> ColumnElement[bool]:
    return t.accounts.c.disabled.is_(False)


def _place(account: str) -> str:
    return f"staff/{account}"

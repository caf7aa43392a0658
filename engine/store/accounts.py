"""Accounts and their contacts. A contact is found by its keyed hash and read from its seal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select, update

from engine.base.dataclass import dataclass
from engine.base.records import Account
from engine.store import tables as t
from engine.store.errors import NotStored, Seen
from engine.store.ledger import LedgerWriting
from engine.store.notice_choices import NoticeChoices
from engine.store.rows import insert_once, write_seen
from engine.store.vault import Vault

CHANNELS: Final = ("email", "phone")


def contact_hash(vault: Vault, channel: str, contact: str, book: str) -> str:
    """Keyed hash of a contact in a book, that of a bank or of staff: two books share none.

    E-mail addresses that differ only in case are one address.
    """
    return vault.hash(f"contact {channel}", f"{book}/{contact.casefold()}")


@dataclass(frozen=True, slots=True)
class Accounts:
    """Rows of ``accounts`` and ``contacts``."""

    connection: Connection
    vault: Vault
    written: LedgerWriting | None = None

    @property
    def notice_choices(self) -> NoticeChoices:
        """What account holders do not want to be told outside the cabinet."""
        return NoticeChoices(self.connection)

    def add(self, account: Account) -> None:
        """Make an account. Raises ``AlreadyStored`` if its e-mail or phone is taken."""
        self.connection.execute(
            insert(t.accounts).values(
                id=account.id,
                password=account.password,
                language=account.language,
                role=account.role,
                disabled=account.disabled,
                created_at=account.created_at,
                bank=account.bank,
                version=account.version,
            )
        )
        for channel, contact in zip(CHANNELS, (account.email, account.phone), strict=True):
            # Staff may have no phone.
            if contact:
                self._add_contact(account, channel, contact)
        self._touch(t.accounts, account.id)

    def one(self, id: str) -> Account:
        """The account. Raises ``NotStored``."""
        account = self.find(id)
        if account is None:
            raise NotStored("account")
        return account

    def find(self, id: str) -> Account | None:
        """The account, or None."""
        return self._first(t.accounts.c.id == id)

    def some(self, ids: Iterable[str]) -> tuple[Account, ...]:
        """Those of these accounts that are there."""
        return self._all(t.accounts.c.id.in_(tuple(ids)))

    def by_contact(self, contact: str, book: str) -> Account | None:
        """Whose e-mail address or phone number (E.164) this is in a book, or None."""
        channel = "email" if "@" in contact else "phone"
        owner = select(t.contacts.c.account).where(
            t.contacts.c.hash == contact_hash(self.vault, channel, contact, book)
        )
        return self._first(t.accounts.c.id == owner.scalar_subquery())

    def is_taken(self, email: str, phone: str, book: str) -> bool:
        """Whether some account of a book has this e-mail address or this phone number."""
        hashes = (
            contact_hash(self.vault, "email", email, book),
            contact_hash(self.vault, "phone", phone, book),
        )
        found = select(t.contacts.c.hash).where(t.contacts.c.hash.in_(hashes)).limit(1)
        return self.connection.execute(found).first() is not None

    def change_password(self, account: Account, password: str) -> Account:
        """Store another argon2id hash. Raises ``StaleVersion``."""
        return self._change(account, password=password)

    def change_contact(self, account: Account, channel: str, contact: str) -> Account:
        """Reach the account elsewhere. Raises ``AlreadyStored`` and ``StaleVersion``."""
        which = (t.contacts.c.account == account.id, t.contacts.c.channel == channel)
        for hash in self.connection.execute(select(t.contacts.c.hash).where(*which)).scalars():
            self._touch(t.contacts, hash)
        self.connection.execute(delete(t.contacts).where(*which))
        self._add_contact(account, channel, contact)
        return self._change(account)

    def change_language(self, account: Account, language: str) -> Account:
        """Remember the language of messages. Raises ``StaleVersion``."""
        return self._change(account, language=language)

    def disable(self, account: Account, *, disabled: bool = True) -> Account:
        """Shut the account out, or let it in again. Raises ``StaleVersion``."""
        return self._change(account, disabled=disabled)

    def reseal(self) -> int:
        """Seal contacts of older keys with the current one; how many there were."""
        rows = self.connection.execute(select(t.contacts)).mappings().all()
        old = [row for row in rows if not self.vault.is_current(row["sealed"])]
        for row in old:
            sealed = self.vault.seal(self._contact(row), _place(row["account"], row["channel"]))
            change = update(t.contacts).where(t.contacts.c.hash == row["hash"])
            self.connection.execute(change.values(sealed=sealed))
        return len(old)

    def _change(self, account: Account, **values: Any) -> Account:
        seen = Seen("account", account.id, account.version)
        write_seen(self.connection, t.accounts, seen, values, lambda: self.find(account.id))
        self._touch(t.accounts, account.id)
        return self.one(account.id)

    def _add_contact(self, account: Account, channel: str, contact: str) -> None:
        row = {
            "hash": contact_hash(self.vault, channel, contact, account.book),
            "account": account.id,
            "channel": channel,
            "sealed": self.vault.seal(contact, _place(account.id, channel)),
        }
        # Which of the two is taken is nobody's business.
        insert_once(self.connection, t.contacts, "contact", row)
        self._touch(t.contacts, row["hash"])

    def _touch(self, table: Table, key: str) -> None:
        if self.written is not None:
            self.written.touch(table, key)

    def _first(self, which: ColumnElement[bool]) -> Account | None:
        return next(iter(self._all(which)), None)

    def _all(self, which: ColumnElement[bool]) -> tuple[Account, ...]:
        both = t.accounts.outerjoin(t.contacts, t.contacts.c.account == t.accounts.c.id)
        contact = (t.contacts.c.account, t.contacts.c.channel, t.contacts.c.sealed)
        found = select(t.accounts, *contact).select_from(both).where(which)
        accounts: dict[str, dict[str, Any]] = {}
        for row in self.connection.execute(found.order_by(t.accounts.c.id)).mappings():
            empty = {"email": "", "phone": ""}
            known = {column.name: row[column] for column in t.accounts.c}
            account = accounts.setdefault(row[t.accounts.c.id], known | empty)
            if row["channel"]:
                account[row["channel"]] = self._contact(row)
        return tuple(Account(**account) for account in accounts.values())

    def _contact(self, row: Any) -> str:
        return self.vault.unseal(row["sealed"], _place(row["account"], row["channel"]))


def _place(account: str, channel: str) -> str:
    return f"contacts/{account}/{channel}"

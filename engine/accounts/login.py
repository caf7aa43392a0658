"""Logging in by e-mail or phone. Unknown, wrong and locked look and last the same."""

from __future__ import annotations

import re
from typing import Final

from engine.accounts import second_factor
from engine.accounts.desk import AccountRefused, Desk, Visitor
from engine.accounts.sessions import LoggedIn
from engine.base.records import Account, Recovery
from engine.store.store import Unit
from engine.store.throttles import Budget

PHONE: Final = re.compile(r"\+[1-9][0-9]{6,14}")
LONGEST: Final = 254


def identifier(typed: str) -> str | None:
    """A contact as it is kept, or None if it is neither an e-mail address nor ``+`` and digits."""
    text = "".join(typed.split()) if "@" not in typed else typed.strip()
    if len(text) > LONGEST:
        return None
    return text if "@" in text or PHONE.fullmatch(text) else None


def log_in(
    desk: Desk, typed: str, password: str, visitor: Visitor, role: str = ""
) -> LoggedIn | AccountRefused:
    """Check a contact and a password. The try counts as failed until it has succeeded.

    Where the account has second factors, the session that begins waits for one.

    ``role`` is that of the accounts that come in by this door; others are unknown here.
    """
    contact = identifier(typed)
    if contact is None:
        return AccountRefused("login-format")
    key = f"login {contact.casefold()}"
    with desk.store.write() as unit:
        if not _address_may_try(desk, unit, visitor):
            return AccountRefused("login-refused")
        may_try = unit.throttles.claim_try(key, desk.limits.login, desk.clock.now())
    account, recovery = _candidates(desk, contact, role)
    # Both are checked in any case, so that the time tells nothing.
    is_password = desk.passwords.match(account.password if account else "", password)
    is_temporary = desk.passwords.match(recovery.password if recovery else "", password)
    if account is None or account.disabled or not may_try or not (is_password or is_temporary):
        return AccountRefused("login-refused")
    with desk.store.write() as unit:
        if not is_password and (
            recovery is None or not unit.recoveries.use(recovery.id, desk.clock.now())
        ):
            return AccountRefused("login-refused")
        unit.throttles.forgive(key)
        due = "" if is_password or recovery is None else recovery.id
        return second_factor.begin_session(desk, unit, account, visitor, due)


def _address_may_try(desk: Desk, unit: Unit, visitor: Visitor) -> bool:
    key = f"logins from {visitor.address}"
    budget = Budget(desk.limits.logins_per_address, desk.limits.login.window)
    return not visitor.address or unit.throttles.take(key, budget, desk.clock.now())


def _candidates(desk: Desk, contact: str, role: str) -> tuple[Account | None, Recovery | None]:
    with desk.store.read() as view:
        found = view.accounts.by_contact(contact)
        account = found if found is not None and found.role == role else None
        usable = view.recoveries.with_password(account.id, desk.clock.now()) if account else []
    return account, usable[0] if usable else None

"""Logging in by e-mail or phone. Unknown and wrong look and last the same, locked or not."""

from __future__ import annotations

import re
from datetime import timedelta
from math import ceil
from typing import Final

from engine.accounts import known_browsers, second_factor
from engine.accounts.desk import MOST_FAILURES, AccountRefused, Desk, Entrance, Visitor
from engine.accounts.secrets_post import tell
from engine.accounts.sessions import LoggedIn
from engine.base.dataclass import dataclass
from engine.base.records import Account
from engine.base.recoveries import Recovery
from engine.store.store import Unit
from engine.store.throttles import Budget

PHONE: Final = re.compile(r"\+[1-9][0-9]{6,14}")
LONGEST: Final = 254
NOBODY: Final = "nobody"
LETTERS_OF_LOCKS: Final = Budget(3, timedelta(days=1))
"""Nobody can have somebody else written to all day."""


def identifier(typed: str) -> str | None:
    """A contact as it is kept, or None if it is neither an e-mail address nor ``+`` and digits."""
    text = "".join(typed.split()) if "@" not in typed else typed.strip()
    if len(text) > LONGEST:
        return None
    return text if "@" in text or PHONE.fullmatch(text) else None


def log_in(desk: Desk, typed: str, password: str, visitor: Visitor) -> LoggedIn | AccountRefused:
    """Check a contact and a password. The try counts as failed until it has succeeded.

    Where the account has second factors, the session that begins waits for one. Accounts that come
    in by another door than the visitor's are unknown here.
    """
    contact = identifier(typed)
    if contact is None:
        return AccountRefused("login-format")
    with desk.store.write() as unit:
        if not _address_may_try(desk, unit, visitor):
            return AccountRefused("login-refused")
        candidate = _candidate(desk, unit, contact, visitor)
    account, recovery = candidate.account, candidate.recovery
    # Both are checked in any case, so that the time tells nothing.
    is_password = desk.passwords.match(account.password if account else "", password)
    is_temporary = desk.passwords.match(recovery.password if recovery else "", password)
    is_password = is_password and candidate.password_counts
    with desk.store.write() as unit:
        # A temporary password is too long to be guessed: whoever locks the door cannot lock it out.
        is_right = is_temporary or (candidate.may_try and is_password)
        if account is None or not is_right or not _is_as_it_was(unit, account):
            return _refused(desk, unit, candidate, visitor)
        if not is_password and not (
            recovery and unit.recoveries.use(recovery.id, desk.clock.now())
        ):
            return AccountRefused("login-refused")
        unit.throttles.forgive(candidate.tries)
        unit.throttles.forgive(candidate.counted)
        due = "" if is_password or recovery is None else recovery.id
        return second_factor.begin_session(desk, unit, account, visitor, due)


def tries_key(entrance: Entrance, contact: str) -> str:
    """Under which tries are counted: whoever tries at one door shuts nobody out at another."""
    where = "desk" if entrance.is_desk else "bank"
    return f"login at {where} {' '.join(sorted(entrance.banks))}: {contact.casefold()}"


def total_key(account: str) -> str:
    """Under which wrong passwords of an account are counted, whatever contact they came with."""
    return f"wrong passwords of {account}"


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Whom a contact may belong to, and whether a try counts: ``tries`` is its count.

    ``counted`` is the count of all wrong passwords of the account.
    """

    tries: str
    counted: str
    account: Account | None
    recovery: Recovery | None
    may_try: bool
    password_counts: bool


def _candidate(desk: Desk, unit: Unit, contact: str, visitor: Visitor) -> _Candidate:
    now, door = desk.clock.now(), visitor.entrance
    found = unit.accounts.by_contact(contact, door.book)
    account = found if found is not None and door.knows(found) else None
    browser = known_browsers.name_of(desk, account.id if account else "", visitor)
    apart = f" by {browser}" if browser else ""
    tries = f"{tries_key(door, contact)}{apart}"
    may_try = unit.throttles.claim_try(tries, desk.limits.login, now)
    usable = unit.recoveries.with_password(account.id, now) if account else []
    counted = f"{total_key(account.id if account else NOBODY)}{apart}"
    password_counts = may_try and unit.throttles.claim_try(counted, MOST_FAILURES, now)
    recovery = usable[0] if usable else None
    return _Candidate(tries, counted, account, recovery, may_try, password_counts)


def _is_as_it_was(unit: Unit, account: Account) -> bool:
    """Whether neither shut out nor changed its password while the one typed was being checked."""
    now = unit.accounts.find(account.id)
    return now is not None and not now.disabled and now.password == account.password


def _refused(desk: Desk, unit: Unit, one: _Candidate, visitor: Visitor) -> AccountRefused:
    """The same words for everybody; a lock is told whether there is an account or not."""
    now = desk.clock.now()
    until = unit.throttles.locked_until(one.tries, now)
    if until is None:
        return AccountRefused("login-refused")
    if one.account is not None and one.may_try:  # this try has locked it: the owner is to know
        letters = f"letters of a lock {one.account.id}"
        if unit.throttles.take(letters, LETTERS_OF_LOCKS, now):
            tell(desk, unit, visitor.programme, "log-in locked", one.account)
    return AccountRefused("login-locked", seconds=ceil((until - now).total_seconds()))


def _address_may_try(desk: Desk, unit: Unit, visitor: Visitor) -> bool:
    key = f"logins from {visitor.address}"
    budget = Budget(desk.limits.logins_per_address, desk.limits.login.window)
    return not visitor.address or unit.throttles.take(key, budget, desk.clock.now())

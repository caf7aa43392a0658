"""Wrong second factors are counted: whoever gives one knows the password already."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from engine.accounts.desk import AccountRefused, Desk, Visitor
from engine.accounts.proof import used_up
from engine.accounts.secrets_post import tell
from engine.accounts.sessions import Present
from engine.store.store import Unit
from engine.store.throttles import Budget, LockRule

MOST_WRONG: Final = LockRule(50, timedelta(days=30), timedelta(days=30))
"""Wrong second factors of one account in all: after that only another password helps."""
LETTERS: Final = Budget(3, timedelta(days=1))
"""Nobody can have somebody else written to all day."""
LOCKED: Final = "second factor locked"
AFTER: Final = ("", " after recovery")
"""Tries after a temporary password are counted apart: a thief's do not keep its owner out."""


def claim(desk: Desk, unit: Unit, who: Present) -> AccountRefused | None:
    """Count a try as wrong before it is made; refused after too many."""
    now, tries = desk.clock.now(), _tries(who)
    if not unit.throttles.claim_try(tries, desk.limits.login, now):
        return used_up(desk, unit, tries)
    if not unit.throttles.claim_try(_total(who), MOST_WRONG, now):
        return AccountRefused("factor-closed-staff" if who.account.role else "factor-closed")
    return None


def wrong(desk: Desk, unit: Unit, who: Present, visitor: Visitor, code: str) -> AccountRefused:
    """The try was wrong; the owner is told if it has locked the door."""
    now, account = desk.clock.now(), who.account
    letters = f"letters of second factors {account.id}"
    is_locked = unit.throttles.locked_until(_tries(who), now) is not None
    if is_locked and unit.throttles.take(letters, LETTERS, now):
        tell(desk, unit, visitor.programme, LOCKED, account)
    return AccountRefused(code)


def right(unit: Unit, who: Present) -> None:
    """The try was right: earlier ones were slips."""
    unit.throttles.forgive(_tries(who))
    unit.throttles.forgive(_total(who))


def forgive(unit: Unit, account: str) -> None:
    """The password is another: whoever knew the old one guesses no longer."""
    for after in AFTER:
        unit.throttles.forgive(f"{_key(account)}{after}")
        unit.throttles.forgive(f"{_total_key(account)}{after}")


def _tries(who: Present) -> str:
    return f"{_key(who.account.id)}{_after(who)}"


def _total(who: Present) -> str:
    return f"{_total_key(who.account.id)}{_after(who)}"


def _after(who: Present) -> str:
    return AFTER[bool(who.session.must_change_password)]


def _key(account: str) -> str:
    return f"second factor {account}"


def _total_key(account: str) -> str:
    return f"wrong second factors of {account}"

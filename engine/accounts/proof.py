"""Proving again who one is: before a password, a contact or a second factor changes."""

from __future__ import annotations

from engine.accounts.desk import AccountRefused, Desk
from engine.base.records import Account
from engine.store.store import Unit, View


def prove(desk: Desk, account: Account, password: str) -> AccountRefused | None:
    """Check the password of somebody who is logged in; None if it is theirs.

    A session that was left open must not be a place to guess: wrong tries are counted.
    """
    with desk.store.write() as unit:
        if refused := claim(desk, unit, account.id):
            return refused
    if not desk.passwords.match(account.password, password):
        return AccountRefused("password-wrong")
    forgive(desk, account.id)
    return None


def claim(desk: Desk, unit: Unit, account: str) -> AccountRefused | None:
    """Count a try to prove who one is; refused after too many."""
    tries = _tries(account)
    if unit.throttles.claim_try(tries, desk.limits.login, desk.clock.now()):
        return None
    return used_up(desk, unit, tries)


def forgive(desk: Desk, account: str) -> None:
    """The try was right."""
    with desk.store.write() as unit:
        unit.throttles.forgive(_tries(account))


def used_up(desk: Desk, view: View, tries: str) -> AccountRefused:
    """Too many wrong tries, and how long to wait."""
    now = desk.clock.now()
    until = view.throttles.locked_until(tries, now) or now + desk.limits.login.lock
    return AccountRefused("tries-used-up", seconds=int((until - now).total_seconds()))


def _tries(account: str) -> str:
    return f"password of {account}"

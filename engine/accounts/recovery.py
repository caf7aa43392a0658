"""Password recovery: a code, then a temporary password, then a new one.

Whoever asks sees the same, whether the contact is known or not; the old password keeps working
until the new one is set.
"""

from __future__ import annotations

from dataclasses import field
from typing import Final

from engine.accounts import codes, factor_tries, known_browsers, proof, sessions
from engine.accounts.desk import (
    HOUR,
    TEMPORARY_PASSWORD_LASTS,
    AccountRefused,
    Desk,
    LetterContext,
    Visitor,
)
from engine.accounts.login import identifier, total_key
from engine.accounts.secrets_post import Parcel, post, tell
from engine.accounts.sessions import LoggedIn, Present
from engine.base.dataclass import dataclass
from engine.base.records import Account, Action
from engine.base.recoveries import Recovery
from engine.store.throttles import Budget

PURPOSE: Final = "recovery"
LETTERS: Final = "abcdefghijkmnpqrstuvwxyz"
CAPITALS: Final = LETTERS.upper()
DIGITS: Final = "23456789"
SYMBOLS: Final = "!?+-=*"
PATTERN: Final = (
    CAPITALS,
    LETTERS,
    LETTERS,
    LETTERS,
    DIGITS,
    DIGITS,
    SYMBOLS,
    LETTERS,
    LETTERS,
    LETTERS,
    DIGITS,
    CAPITALS,
)
"""What a temporary password is made of: no letters or digits that look alike, every rule kept."""


@dataclass(frozen=True, slots=True)
class PasswordChange:
    """The change form: the password to prove who it is, and the new one, which keeps the rules."""

    old: str = field(repr=False)
    new: str = field(repr=False)


def start(
    desk: Desk, typed: str, where: LetterContext, visitor: Visitor
) -> Recovery | AccountRefused:
    """Send a code to the contact if an account has it; the recovery's id goes into the cookie."""
    contact = identifier(typed)
    if contact is None:
        return AccountRefused("login-format")
    now, kind = desk.clock.now(), "email" if "@" in contact else "phone"
    with desk.store.write() as unit:
        found = unit.accounts.by_contact(contact, where.bank)
        account = found.id if found and _may_recover(found) else ""
        # Past the limits nothing is sent either, and nothing is said.
        most = desk.limits.starts_per_hour
        browser = known_browsers.name_of(desk, account, visitor)
        counted = {} if browser else {kind: contact}
        reach = codes.Reach(where.bank, counted)
        may_send = codes.within_limits(desk, unit, reach, visitor.address, most)
        if browser:  # strangers do not use up what the owner may ask for
            may_send &= unit.throttles.take(f"recoveries by {browser}", Budget(most, HOUR), now)
        recovery = Recovery(
            id=desk.ids.new(),
            bank=where.bank,
            account=account if may_send else "",
            channel=kind,
            contact=contact,
            created_at=now,
            ends_at=now + desk.limits.code_length,
        )
        unit.recoveries.add(recovery)
        codes.send(desk, unit, _use(recovery, where), {kind: contact})
    return recovery


def confirm(desk: Desk, id: str, typed: str, where: LetterContext) -> AccountRefused | None:
    """Check the code and send a temporary password to the same contact; None when that was done."""
    password = temporary_password(desk)
    # Hashed beforehand: a transaction must be short, and a wrong code must not be quicker.
    hashed = desk.passwords.hash(password)
    ends_at = desk.clock.now() + TEMPORARY_PASSWORD_LASTS
    with desk.store.write() as unit:
        recovery = unit.recoveries.find(id, desk.clock.now())
        if recovery is None or recovery.bank != where.bank:
            return AccountRefused("code-invalid")
        wrong = codes.redeem(desk, unit, _use(recovery, where), {recovery.channel: typed})
        if wrong or not recovery.account:
            return AccountRefused("code-invalid")
        unit.recoveries.give_password(id, hashed, ends_at)
        event, params = "temporary password", {"password": password}
        to = (recovery.channel, recovery.contact)
        post(desk, unit, Parcel(where, event, *to, params, ends_at))
    return None


def change(
    desk: Desk, who: Present, words: PasswordChange, visitor: Visitor
) -> LoggedIn | AccountRefused:
    """Set a new password; every session of the account ends, and this browser gets a new one.

    After a log-in with a temporary password ``words.old`` is the temporary one. Wrong tries are
    counted, for the browser may have been left open.
    """
    due = who.session.must_change_password
    with desk.store.write() as unit:
        if refused := proof.claim(desk, unit, who.account.id):
            return refused
    with desk.store.read() as view:
        recovery = view.recoveries.find(due, desk.clock.now()) if due else None
        account = view.accounts.one(who.account.id)
    temporary = recovery.password if recovery else ""
    if not desk.passwords.match(temporary if due else account.password, words.old):
        return AccountRefused("password-wrong")
    proof.forgive(desk, account.id)
    if any(desk.passwords.match(one, words.new) for one in (temporary, account.password)):
        return AccountRefused("password-same")
    hashed, now = desk.passwords.hash(words.new), desk.clock.now()
    with desk.store.write() as unit:
        changed = unit.accounts.change_password(account, hashed)
        unit.sessions.revoke_others(account.id, now)
        unit.recoveries.end(account.id, now)
        unit.contact_changes.forget(account.id)
        unit.throttles.forgive(total_key(account.id))
        factor_tries.forgive(unit, account.id)
        tell(desk, unit, visitor.programme, "password changed", account)
        unit.audit.append(Action("password changed", "user", account.id, now, account=account.id))
        return sessions.begin(desk, unit, changed, visitor)


def temporary_password(desk: Desk) -> str:
    """A random password that keeps the rules and can be typed from a phone's screen."""
    return "".join(desk.randomness.choice(letters) for letters in PATTERN)


def _may_recover(account: Account) -> bool:
    """Staff get another password from an operator: their mailbox alone opens nothing."""
    return not account.disabled and not account.role


def _use(recovery: Recovery, where: LetterContext) -> codes.Use:
    """Nobody is written to where nobody has the contact, and where too much was sent."""
    nobody = not recovery.account
    return codes.Use(PURPOSE, recovery.id, where, nobody)

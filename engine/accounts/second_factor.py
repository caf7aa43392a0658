"""Second factors: codes of an authenticator app, and backup codes for when it is lost.

Whoever has one is not logged in by the password alone: the session waits for the factor, opens
nothing, and is replaced by another when it comes. Passkeys are kept beside and end in ``passed``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import timedelta
from typing import Final

from engine.accounts import factor_tries, sessions
from engine.accounts.desk import AccountRefused, Desk, Visitor
from engine.accounts.proof import used_up
from engine.accounts.secrets_post import tell
from engine.accounts.sessions import LoggedIn, Owed, Present
from engine.base.dataclass import dataclass
from engine.base.factors import Factor
from engine.base.records import Account, Action
from engine.store.store import Unit

CHANGED: Final = "second factor changed"
BASE32: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
SECRET_LENGTH: Final = 32
"""160 bits, as RFC 4226 recommends."""
STEPS_AROUND: Final = (0, -1, 1)
"""The app's clock may be half a minute off."""
BEGUN_FOR: Final = timedelta(minutes=15)
BACKUP_CODES: Final = 10
BACKUP_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
LONGEST: Final = 64
BACKUP_LENGTH: Final = 10
"""Fifty bits: they are guarded by a count of tries and kept as keyed hashes."""


@dataclass(frozen=True, slots=True)
class TotpOffer:
    """What an authenticator app is given: as an address in a picture, or typed by hand."""

    factor: str
    secret: str = field(repr=False)
    address: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FactorsOf:
    """The second factors of an account, and how many backup codes are left."""

    factors: tuple[Factor, ...]
    backup_codes: int


def of(desk: Desk, account: str) -> FactorsOf:
    """What the account is asked for."""
    with desk.store.read() as view:
        return FactorsOf(view.factors.of_account(account), view.factors.backup_codes_left(account))


def offer_totp(desk: Desk, account: Account, issuer: str) -> TotpOffer:
    """A secret for an app, the same for a quarter of an hour; in force once it is confirmed."""
    now = desk.clock.now()
    with desk.store.write() as unit:
        begun = unit.factors.unconfirmed(account.id, "totp", now - BEGUN_FOR)
        if begun is None:
            unit.factors.forget_unconfirmed(account.id, "totp")
            secret = "".join(desk.randomness.choice(BASE32) for _ in range(SECRET_LENGTH))
            begun = Factor(desk.ids.new(), account.id, "totp", "", secret, now)
            unit.factors.add(begun)
    import pyotp  # noqa: PLC0415 - few people set up an app

    app = pyotp.TOTP(begun.secret, name=account.email or account.phone, issuer=issuer)
    return TotpOffer(begun.id, begun.secret, app.provisioning_uri())


def is_begun(desk: Desk, account: str) -> bool:
    """Whether a secret waits for its first code."""
    since = desk.clock.now() - BEGUN_FOR
    with desk.store.read() as view:
        return view.factors.unconfirmed(account, "totp", since) is not None


def confirm_totp(
    desk: Desk, account: Account, typed: str, programme: str = ""
) -> tuple[str, ...] | AccountRefused:
    """Take the secret into use once the app has shown its code; the first backup codes.

    They are given only with the first factor, else there are some already. Old ones go.
    """
    now, tries = desk.clock.now(), f"second factor to be {account.id}"
    with desk.store.write() as unit:
        begun = unit.factors.unconfirmed(account.id, "totp", now - BEGUN_FOR)
        if not unit.throttles.claim_try(tries, desk.limits.login, now):
            return used_up(desk, unit, tries)
        step = _step(desk, begun, typed) if begun else None
        if begun is None or step is None:
            return AccountRefused("second-factor-wrong")
        unit.throttles.forgive(tries)
        had_some = unit.factors.are_set(account.id)
        for other in unit.factors.of_account(account.id):
            if other.kind == "totp":
                unit.factors.remove(account.id, other.id)
        unit.factors.confirm(begun.id, step, now)
        note(desk, unit, account.id, "second factor added", "totp")
        tell(desk, unit, programme, CHANGED, account)
        return () if had_some else new_backup_codes(desk, unit, account.id)


def renew_backup_codes(desk: Desk, account: str) -> tuple[str, ...]:
    """Other backup codes; those of before are void."""
    with desk.store.write() as unit:
        note(desk, unit, account, "backup codes renewed", "")
        return new_backup_codes(desk, unit, account)


def new_backup_codes(desk: Desk, unit: Unit, account: str) -> tuple[str, ...]:
    """Backup codes in the transaction that makes them necessary; they are kept as hashes only."""
    codes = tuple(_backup_code(desk) for _ in range(BACKUP_CODES))
    unit.factors.give_backup_codes(account, map(_bare, codes), desk.clock.now())
    return codes


def remove(desk: Desk, account: str, factor: str, programme: str = "") -> bool:
    """Ask for a factor no longer; with the last one the backup codes go."""
    with desk.store.write() as unit:
        kinds = {one.id: one.kind for one in unit.factors.of_account(account)}
        if factor not in kinds or not unit.factors.remove(account, factor):
            return False
        if not unit.factors.are_set(account):
            unit.factors.give_backup_codes(account, (), desk.clock.now())
        note(desk, unit, account, "second factor removed", kinds[factor])
        tell(desk, unit, programme, CHANGED, unit.accounts.one(account))
        return True


def begin_session(
    desk: Desk, unit: Unit, account: Account, visitor: Visitor, recovery: str = ""
) -> LoggedIn:
    """The session after a right password: open, or waiting for the account's second factor."""
    if unit.factors.are_set(account.id):
        return sessions.begin(desk, unit, account, visitor, Owed(recovery, factor=True))
    return _opened(desk, unit, account, visitor, recovery)


def give_code(desk: Desk, typed: str, visitor: Visitor) -> LoggedIn | AccountRefused:
    """Log in the browser that waits, by a code of the app or a backup code; each works once."""
    who = sessions.waiting(desk, visitor.token, visitor.entrance)
    if who is None:
        return AccountRefused("second-factor-gone")
    account = who.account.id
    with desk.store.write() as unit:
        if refused := factor_tries.claim(desk, unit, who):
            return refused
        if not (_is_code_of_app(desk, unit, account, typed) or _is_backup(desk, unit, who, typed)):
            return factor_tries.wrong(desk, unit, who, visitor, "second-factor-wrong")
        return passed(desk, unit, who, visitor)


def passed(desk: Desk, unit: Unit, who: Present, visitor: Visitor) -> LoggedIn | AccountRefused:
    """The factor was right: another session begins, open now, and the waiting one ends.

    One that waits becomes one that is open, however many right answers come at once.
    """
    if not unit.sessions.revoke(who.session.id, desk.clock.now()):
        return AccountRefused("second-factor-gone")
    factor_tries.right(unit, who)
    due = who.session.must_change_password
    return _opened(desk, unit, who.account, visitor, due)


def note(desk: Desk, unit: Unit, account: str, action: str, kind: str) -> None:
    """One line of the history of the account."""
    now = desk.clock.now()
    unit.audit.append(Action(action, "user", account, now, account=account, subject=kind))


def _opened(desk: Desk, unit: Unit, account: Account, visitor: Visitor, recovery: str) -> LoggedIn:
    note(desk, unit, account.id, "login", "")
    return sessions.begin(desk, unit, account, visitor, Owed(recovery))


def _is_code_of_app(desk: Desk, unit: Unit, account: str, typed: str) -> bool:
    for factor in unit.factors.of_account(account):
        step = _step(desk, factor, typed) if factor.kind == "totp" else None
        if step is not None and unit.factors.use(factor.id, step, desk.clock.now()):
            return True
    return False


def _is_backup(desk: Desk, unit: Unit, who: Present, typed: str) -> bool:
    account = who.account.id
    if not unit.factors.use_backup_code(account, _bare(typed), desk.clock.now()):
        return False
    note(desk, unit, account, "backup code used", "")
    return True


def _step(desk: Desk, factor: Factor, typed: str) -> int | None:
    """The time step whose code was typed."""
    return next(_steps(desk, factor, _bare(typed)), None)


def _steps(desk: Desk, factor: Factor, typed: str) -> Iterator[int]:
    import pyotp  # noqa: PLC0415
    from pyotp.utils import strings_equal  # noqa: PLC0415

    app = pyotp.TOTP(factor.secret)
    now = app.timecode(desk.clock.now())
    for around in STEPS_AROUND:
        if now + around > factor.counter and strings_equal(app.generate_otp(now + around), typed):
            yield now + around


def _backup_code(desk: Desk) -> str:
    letters = "".join(desk.randomness.choice(BACKUP_LETTERS) for _ in range(BACKUP_LENGTH))
    return f"{letters[: BACKUP_LENGTH // 2]}-{letters[BACKUP_LENGTH // 2 :]}"


def _bare(typed: str) -> str:
    kept = (letter for letter in typed[:LONGEST].lower() if letter.isascii() and letter.isalnum())
    return "".join(kept)

"""Sessions: who is behind a browser's secret, for how long, and how it ends."""

from __future__ import annotations

from dataclasses import field
from datetime import timedelta
from typing import Final

from engine.accounts.desk import Desk, Entrance, Visitor
from engine.base.dataclass import dataclass
from engine.base.records import Account, Session
from engine.store.errors import StoreUnavailable
from engine.store.store import Unit

USER_AGENT_LENGTH: Final = 200
TOUCH_AFTER: Final = timedelta(minutes=1)
"""Requests that come together are written down once; nobody is shut out earlier for it."""


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """A session that begins now; ``token`` is the secret for the cookie and is kept nowhere."""

    token: str = field(repr=False)
    session: Session
    account: Account


@dataclass(frozen=True, slots=True)
class Present:
    """Who sent this request."""

    session: Session
    account: Account


@dataclass(frozen=True, slots=True)
class Owed:
    """What somebody still has to do before all is open: a second factor, and another password.

    ``recovery`` is the one whose temporary password was used. Whoever was ``signed_on`` by a single
    sign-on owes nothing here, and must be vouched for again after a while.
    """

    recovery: str = ""
    factor: bool = False
    signed_on: bool = False


def begin(
    desk: Desk, unit: Unit, account: Account, visitor: Visitor, owed: Owed = Owed()
) -> LoggedIn:
    """A new session; the one the browser had before ends."""
    now, token = desk.clock.now(), desk.randomness.token()
    length = desk.limits.factor_length if owed.factor else desk.limits.session_length
    length = desk.limits.signed_on_length if owed.signed_on else length
    session = Session(
        id=session_id(desk, token),
        account=account.id,
        created_at=now,
        seen_at=now,
        ends_at=now + length,
        user_agent=visitor.user_agent[:USER_AGENT_LENGTH],
        must_change_password=owed.recovery,
        waits_for_factor=owed.factor,
        signed_on=owed.signed_on,
    )
    if visitor.token:
        unit.sessions.revoke(session_id(desk, visitor.token), now)
    unit.sessions.add(session)
    return LoggedIn(token, session, account)


def present(desk: Desk, token: str, entrance: Entrance) -> Present | None:
    """Who this is; None if the session is unknown, revoked, too long idle or over.

    Whoever still owes a second factor, or came in by another door, is nobody here.
    """
    found = _found(desk, token, entrance)
    return None if found is None or found.session.waits_for_factor else found


def waiting(desk: Desk, token: str, entrance: Entrance) -> Present | None:
    """Who gave the right password with this browser and still owes a second factor."""
    found = _found(desk, token, entrance)
    return found if found is not None and found.session.waits_for_factor else None


def _found(desk: Desk, token: str, entrance: Entrance) -> Present | None:
    if not token:
        return None
    now, id = desk.clock.now(), session_id(desk, token)
    with desk.store.read() as view:
        session = view.sessions.find(id, now, now - desk.limits.session_idle - TOUCH_AFTER)
        account = view.accounts.find(session.account) if session else None
    if session is None or account is None or account.disabled or not entrance.knows(account):
        return None
    return Present(session, account)


def seen(desk: Desk, session: Session) -> None:
    """Write down that a browser was heard of, unless that was a moment ago.

    Apart from ``present``, so that reading a page never waits for the database to write.
    """
    now = desk.clock.now()
    if now - session.seen_at < TOUCH_AFTER:
        return
    try:
        with desk.store.write() as unit:
            unit.sessions.touch(session.id, now)
    except StoreUnavailable:  # told already where it happened; the next request tries again
        return


def end(desk: Desk, token: str) -> None:
    """Log out."""
    with desk.store.write() as unit:
        unit.sessions.revoke(session_id(desk, token), desk.clock.now())


def open_of(desk: Desk, account: str) -> tuple[Session, ...]:
    """Where an account is logged in, the last seen first."""
    now = desk.clock.now()
    with desk.store.read() as view:
        idle = now - desk.limits.session_idle - TOUCH_AFTER
        return view.sessions.open_of(account, now, idle)


def end_one(desk: Desk, account: str, session: str) -> bool:
    """Log out one browser of an account; whether it was one of its own and open."""
    now = desk.clock.now()
    own = {one.id for one in open_of(desk, account)}
    with desk.store.write() as unit:
        return session in own and unit.sessions.revoke(session, now)


def end_all(desk: Desk, account: str) -> int:
    """Log out everywhere; how many sessions that ended."""
    with desk.store.write() as unit:
        return unit.sessions.revoke_others(account, desk.clock.now())


def end_others(desk: Desk, session: Session) -> int:
    """Log out everywhere else; how many sessions that ended."""
    with desk.store.write() as unit:
        return unit.sessions.revoke_others(session.account, desk.clock.now(), session.id)


def session_id(desk: Desk, token: str) -> str:
    """Under which id the session of a secret is kept."""
    return desk.vault.hash("session", token)

"""Who is at the other end: the account that is logged in with this browser, if any.

A browser is one person's at a time: an applicant's or that of a member of staff.
"""

from __future__ import annotations

from typing import Final, Literal

from flask import Response, after_this_request, current_app, g, request
from flask import session as cookie
from flask_wtf.csrf import generate_csrf

from engine.accounts import known_browsers, sessions
from engine.accounts.desk import Visitor
from engine.accounts.sessions import LoggedIn, Present
from engine.base.records import Account, Session
from engine.base.staff import STAFF, StaffMember
from web.banks import entrance
from web.product import product

KEY: Final = "key"
"""Where the cookie keeps the secret of the session. The server knows its hash and can revoke it."""

KNOWN_FOR: Final = 365 * 24 * 3600
"""Seconds that a browser is known for after a log-in."""


def visitor() -> str:
    """Id of the applicant's account that is logged in, or empty.

    Whoever came by a temporary password is nobody before there is another.
    """
    who = present()
    is_applicant = who is not None and who.account.role != STAFF
    return who.account.id if who and is_applicant and not who.session.must_change_password else ""


def colleague() -> StaffMember | None:
    """The member of staff who is logged in with this browser, or None."""
    if "colleague" not in g:
        account = _account()
        is_staff = account is not None and account.role == STAFF
        g.colleague = product().staff.member(account.id) if account and is_staff else None
    member: StaffMember | None = g.colleague
    return member


def present() -> Present | None:
    """Who is logged in with this browser, and by which session; None for nobody."""
    if _account() is None:
        return None
    found: Present | None = g.present
    return found


def waiting() -> Present | None:
    """Who gave the right password with this browser and still owes the second factor."""
    return sessions.waiting(product().desk, _key(), entrance())


Debt = Literal["", "password", "factor"]


def debt() -> Debt:
    """What a member of staff must do first: choose a password, set up a second factor."""
    who, served = present(), product()
    if who is None or who.session.signed_on:
        return ""
    if who.session.must_change_password:
        return "password"
    if not served.settings.staff_second_factor or served.settings.demo:
        return ""
    with served.store.read() as view:
        return "" if view.factors.are_set(who.account.id) else "factor"


def _account() -> Account | None:
    if "account" not in g:
        found = g.present = sessions.present(product().desk, _key(), entrance())
        g.account = found.account if found else None
        if found is not None:
            _write_down_later(found.session)
    account: Account | None = g.account
    return account


def _write_down_later(session: Session) -> None:
    """Note that the browser was heard of once its page is on the way."""
    desk = product().desk

    @after_this_request
    def note(response: Response) -> Response:
        response.call_on_close(lambda: sessions.seen(desk, session))
        return response


def browser() -> Visitor:
    """The browser as the front desk sees it."""
    return Visitor(
        request.remote_addr or "",
        request.user_agent.string,
        _key(),
        g.get("programme") or "",
        request.cookies.get(known_cookie(), ""),
        entrance(),
    )


def known_cookie() -> str:
    """What the cookie is called by which a bank, or the desk, knows a browser that it let in."""
    here = entrance()
    whose = "" if here.is_desk else f"_{here.bank}"
    return f"{current_app.config['SESSION_COOKIE_NAME']}_known{whose}"


def _remember(logged_in: LoggedIn) -> None:
    """Know this browser again, so that strangers cannot use up its tries."""
    text = known_browsers.mark(product().desk, logged_in.account.id, browser())
    name, is_secure = known_cookie(), bool(current_app.config["SESSION_COOKIE_SECURE"])

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            name, text, KNOWN_FOR, path="/", secure=is_secure, httponly=True, samesite="Lax"
        )
        return response


def enter(logged_in: LoggedIn) -> None:
    """Begin with a fresh cookie: nothing of before the log-in is worth stealing."""
    if not logged_in.session.waits_for_factor:
        _remember(logged_in)
    cookie.clear()
    cookie[KEY] = logged_in.token
    generate_csrf()  # at once: tabs that are opened side by side make none each
    for known in ("account", "present", "colleague"):
        g.pop(known, None)


def leave() -> None:
    """End the session on the server and forget it in the browser."""
    if key := _key():
        sessions.end(product().desk, key)
    cookie.clear()
    g.account = g.present = g.colleague = None


def _key() -> str:
    return str(cookie.get(KEY, ""))


def unknown() -> None:
    """Make this page one for nobody in particular: it must not ask the store who reads it."""
    g.account = g.present = g.colleague = None

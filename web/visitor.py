"""Who is at the other end: the account that is logged in with this browser, if any."""

from __future__ import annotations

from typing import Final

from flask import g, request
from flask import session as cookie

from engine.accounts import sessions
from engine.accounts.desk import Visitor
from engine.accounts.sessions import LoggedIn
from web.product import product

KEY: Final = "key"
"""Where the cookie keeps the secret of the session. The server knows its hash and can revoke it."""


def visitor() -> str:
    """Id of the account that is logged in, or empty."""
    if "visitor" not in g:
        found = sessions.present(product().desk, _key())
        g.visitor = found.account.id if found else ""
    account: str = g.visitor
    return account


def browser() -> Visitor:
    """The browser as the front desk sees it."""
    return Visitor(request.remote_addr or "", request.user_agent.string, _key())


def enter(logged_in: LoggedIn) -> None:
    """Begin with a fresh cookie: nothing of before the log-in is worth stealing."""
    cookie.clear()
    cookie[KEY] = logged_in.token
    g.visitor = logged_in.account.id


def leave() -> None:
    """End the session on the server and forget it in the browser."""
    if key := _key():
        sessions.end(product().desk, key)
    cookie.clear()
    g.visitor = ""


def _key() -> str:
    return str(cookie.get(KEY, ""))

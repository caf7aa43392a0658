"""Who may open which page. A page that says nothing is open to nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal, ParamSpec, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from web.banks import served
from web.product import product
from web.visitor import colleague, debt, visitor

P = ParamSpec("P")
R = TypeVar("R")
Audience = Literal["everyone", "applicant", "staff", "entering"]
"""``entering`` are staff who are logged in, whatever they must do before cases are open to them."""
MARK: Final = "audience"
WANTED: Final = "wanted"
"""The page to go to after logging in: kept in the cookie, never taken from an address."""


def open_to(audience: Audience) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a view with those who may open it."""

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, MARK, audience)
        return view

    return mark


def audience_of(app: Flask, endpoint: str) -> str:
    """Who may open ``endpoint``, empty for nobody."""
    return str(getattr(app.view_functions[endpoint], MARK, ""))


def guard(app: Flask) -> None:
    """Ask at every request of ``app``, before any view runs."""

    @app.before_request
    def ask() -> Response | None:
        if request.endpoint is None or request.endpoint not in current_app.view_functions:
            return None  # the error page says what is wrong
        audience = audience_of(app, request.endpoint)
        if audience == "everyone":
            return None
        if not audience:
            abort(404)
        if audience in ("staff", "entering"):
            turned = _staff(audience)
        else:
            turned = None if visitor() else _to_the_door("applicant.login")
        if turned is None:
            _to_a_case()
        return turned


def _to_a_case() -> None:
    """A case is found below the address of its own programme only, in its words and languages."""
    case_id = (request.view_args or {}).get("case_id")
    if case_id is not None and not product().cases.is_of(case_id, g.programme):
        abort(404)


def _staff(audience: str) -> Response | None:
    if colleague() is None:
        return _to_the_door("staff.login")
    return redirect(url_for("staff.profile"), 303) if audience == "staff" and debt() else None


def wanted() -> str:
    """Address of the page that led to the log-in, in the language of now; empty if none did."""
    kept = cookie.get(WANTED)
    if not kept:
        return ""
    endpoint, given, programme = kept
    if programme not in ("", *served()) or g.get("programme", programme) != programme:
        return ""  # of another programme, perhaps of another bank
    return url_for(endpoint, **given, **({"programme": programme} if programme else {}))


def want(endpoint: str, given: dict[str, Any]) -> None:
    """Go to this page of the programme after logging in."""
    cookie[WANTED] = [endpoint, given, g.get("programme") or ""]


def _to_the_door(door: str) -> Response:
    if request.method not in ("GET", "HEAD"):
        abort(401)
    want(request.endpoint or "", request.view_args or {})
    return redirect(url_for(door))

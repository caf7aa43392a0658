"""Logging in and out at the bank's desk."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from engine.accounts import login as front_desk
from engine.accounts.desk import AccountRefused
from engine.base.staff import STAFF
from engine.language.marker import N_
from engine.services.registration import refusal
from web import locale
from web.gate import open_to, wanted
from web.product import product
from web.render import page, say
from web.staff.desk import desk
from web.typed import clean
from web.visitor import browser, colleague, enter, leave

IDENTIFIER, PASSWORD = "login.identifier", "login.password"


@desk.get("/login")
@open_to("everyone")
def login() -> Response | tuple[str, int]:
    """The log-in form of staff; whoever is logged in already goes on."""
    return redirect(url_for("staff.home")) if colleague() else _form("", "")


@desk.post("/login")
@open_to("everyone")
def log_in() -> Response | tuple[str, int]:
    """Check what was typed; the language switch shows the form again."""
    typed = clean(request.form.get(IDENTIFIER, ""))
    if request.form.get("_do") == "language":
        return _form(typed, "")
    secret = request.form.get(PASSWORD, "")
    result = front_desk.log_in(product().desk, typed, secret, browser(), STAFF)
    if isinstance(result, AccountRefused):
        found = refusal(result)
        return _form(typed, locale.reader().text(found.message, **found.params), 422)
    onward = wanted() or url_for("staff.home")
    enter(result)
    return redirect(onward, 303)


@desk.get("/stay")
@open_to("staff")
def stay() -> tuple[str, int]:
    """Asked for by somebody who wants to stay: any request lets the session go on."""
    return "", 204


@desk.post("/logout")
@open_to("everyone")
def logout() -> Response:
    """End the session; a second click does no harm."""
    leave()
    say(N_("You have logged out."), "info")
    return redirect(url_for("staff.login"), 303)


def _form(typed: str, problem: str, status: int = 200) -> tuple[str, int]:
    return page(
        "staff/login.html",
        status,
        typed=typed,
        problem=problem,
        here=url_for("staff.login"),
        typed_form="typed",
    )

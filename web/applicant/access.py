"""Logging in and out. What goes wrong is told in the same words whatever the reason."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from engine.accounts import login as front_desk
from engine.accounts.desk import AccountRefused
from engine.forms.view import ProblemView
from engine.language.marker import N_
from engine.services.registration import refusal
from web import locale
from web.applicant.desk import desk
from web.gate import open_to, wanted
from web.product import product
from web.render import page, say
from web.typed import clean
from web.visitor import browser, enter, leave, visitor

IDENTIFIER, PASSWORD = "login.identifier", "login.password"


@desk.get("/login")
@open_to("everyone")
def login() -> Response | tuple[str, int]:
    """The log-in form; whoever is logged in already goes on."""
    if visitor():
        return redirect(url_for("applicant.cabinet"))
    return _form("", ())


@desk.post("/login")
@open_to("everyone")
def log_in() -> Response | tuple[str, int]:
    """Check what was typed; the language switch shows the form again."""
    typed = clean(request.form.get(IDENTIFIER, ""))
    if request.form.get("_do") == "language":
        return _form(typed, ())
    secret = request.form.get(PASSWORD, "")
    result = front_desk.log_in(product().desk, typed, secret, browser())
    if isinstance(result, AccountRefused):
        return _form(typed, (_words(result),), 422)
    onward = wanted() or url_for("applicant.cabinet")
    enter(result)
    return redirect(onward, 303)


def log_in_again() -> Response | tuple[str, int]:
    """The form with what was typed, nothing checked."""
    return _form(clean(request.form.get(IDENTIFIER, "")), ())


@desk.get("/stay")
@open_to("applicant")
def stay() -> tuple[str, int]:
    """Asked for by somebody who wants to stay: any request lets the session go on."""
    return "", 204


@desk.post("/logout")
@open_to("everyone")
def logout() -> Response:
    """End the session; a second click does no harm."""
    leave()
    say(N_("You have logged out."), "info")
    return redirect(url_for("entrance.start"), 303)


def _form(typed: str, problems: tuple[ProblemView, ...], status: int = 200) -> tuple[str, int]:
    return page(
        "applicant/login.html",
        status,
        typed=typed,
        problems=problems,
        here=url_for("applicant.login"),
        register_address=url_for("applicant.register"),
        typed_form="typed",
    )


def _words(refused: AccountRefused) -> ProblemView:
    found = refusal(refused)
    words = locale.reader().text(found.message, **found.params)
    return ProblemView(found.level, found.code, words, target="login-identifier")

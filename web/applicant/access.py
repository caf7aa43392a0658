"""Logging in and out. What goes wrong is told in the same words whatever the reason."""

from __future__ import annotations

from typing import Final

from flask import redirect, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from engine.accounts import login as front_desk
from engine.accounts import second_factor
from engine.accounts.desk import AccountRefused
from engine.accounts.sessions import LoggedIn
from engine.forms.view import ProblemView
from engine.language.marker import N_
from engine.services.registration import refusal
from web import locale
from web.applicant.asking import AccountAsked, AskPage, ask_page, refused
from web.applicant.desk import desk
from web.gate import WANTED, open_to, wanted
from web.product import product
from web.render import home, page, say
from web.typed import clean
from web.visitor import browser, enter, leave, visitor, waiting

IDENTIFIER, PASSWORD = "login.identifier", "login.password"
CODE: Final = "login.code"


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
    return onward(result)


@desk.get("/login/code")
@open_to("everyone")
def second_step() -> Response | tuple[str, int]:
    """Ask for the second factor; only of whoever gave the right password."""
    return _second_step(()) if waiting() else redirect(url_for("applicant.login"))


@desk.post("/login/code")
@open_to("everyone")
def give_code() -> Response | tuple[str, int]:
    """Check a code of the app, or a backup code."""
    typed = clean(request.form.get(CODE, ""))
    result = second_factor.give_code(product().desk, typed, browser())
    if not isinstance(result, AccountRefused):
        return onward(result)
    if result.code == "second-factor-gone":
        say(N_("The log-in took too long. Start again"), "info")
        return redirect(url_for("applicant.login"), 303)
    return _second_step((refused(result, CODE),), 422)


def onward(result: LoggedIn) -> Response:
    """To the page that was wanted, or to what is still owed before."""
    kept, there = cookie.get(WANTED), wanted() or url_for("applicant.cabinet")
    enter(result)
    if result.session.waits_for_factor or result.session.must_change_password:
        if kept:
            cookie[WANTED] = kept
        owed = "second_step" if result.session.waits_for_factor else "password"
        return redirect(url_for(f"applicant.{owed}"), 303)
    return redirect(there, 303)


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
    return redirect(home(), 303)


def _form(typed: str, problems: tuple[ProblemView, ...], status: int = 200) -> tuple[str, int]:
    return page(
        "applicant/login.html",
        status,
        recover_address=url_for("applicant.recover"),
        typed=typed,
        problems=problems,
        here=url_for("applicant.login"),
        register_address=url_for("applicant.register"),
        typed_form="typed",
    )


def _second_step(problems: tuple[ProblemView, ...], status: int = 200) -> tuple[str, int]:
    code = AccountAsked(
        CODE,
        N_("Code of the app, or a backup code"),
        "code",
        hint=N_("Open the authenticator app on your phone and enter its code of 6 digits."),
    )
    return ask_page(
        AskPage(
            heading=N_("Confirm that it is you"),
            asked=(code,),
            button=N_("Log in"),
            here=url_for("applicant.second_step"),
            back=(N_("Start again"), url_for("applicant.login")),
            sign="lock",
        ),
        problems,
        status,
    )


def _words(told: AccountRefused) -> ProblemView:
    found = refusal(told)
    words = locale.reader().text(found.message, **found.params)
    return ProblemView(found.level, found.code, words, target="login-identifier")

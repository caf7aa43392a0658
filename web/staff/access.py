"""Logging in and out at the bank's desk."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from engine.accounts import login as front_desk
from engine.accounts import passkeys, second_factor
from engine.accounts.desk import AccountRefused
from engine.accounts.sessions import LoggedIn
from engine.language.marker import N_
from engine.services.registration import refusal
from web import locale
from web.gate import WANTED, open_to, wanted
from web.product import product
from web.render import page, say
from web.staff.desk import desk, passkey_party
from web.typed import clean
from web.visitor import browser, colleague, enter, leave, waiting

IDENTIFIER, PASSWORD = "login.identifier", "login.password"
CODE, PASSKEY = "factor.code", "factor.passkey"


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
    result = front_desk.log_in(product().desk, typed, secret, browser())
    if isinstance(result, AccountRefused):
        found = refusal(result)
        return _form(typed, locale.reader().text(found.message, **found.params), 422)
    return onward(result)


@desk.get("/factor")
@open_to("everyone")
def factor() -> Response | tuple[str, int]:
    """The page that asks for the second factor; only for whoever gave the right password."""
    return _factor("") if waiting() else redirect(url_for("staff.login"))


@desk.post("/factor")
@open_to("everyone")
def give_factor() -> Response | tuple[str, int]:
    """Check a code of the app, a backup code, or what a passkey signed."""
    if waiting() is None:
        say(N_("The log-in took too long. Start again"), "warn")
        return redirect(url_for("staff.login"), 303)
    code = clean(request.form.get(CODE, ""))
    if request.form.get("_do") == "language":
        return _factor("")
    signed, party = request.form.get(PASSKEY, ""), passkey_party()
    result = (
        passkeys.give(product().desk, signed, browser(), party)
        if signed and party
        else second_factor.give_code(product().desk, code, browser())
    )
    if isinstance(result, AccountRefused):
        found = refusal(result)
        return _factor(locale.reader().text(found.message, **found.params), 422)
    return onward(result)


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


def onward(result: LoggedIn) -> Response:
    """To the page that was wanted, or to the second factor if that is still owed."""
    kept, to = cookie.get(WANTED), wanted() or url_for("staff.home")
    enter(result)
    if not result.session.waits_for_factor:
        return redirect(to, 303)
    if kept:
        cookie[WANTED] = kept
    return redirect(url_for("staff.factor"), 303)


def _factor(problem: str, status: int = 200) -> tuple[str, int]:
    party = passkey_party()
    return page(
        "staff/factor.html",
        status,
        problem=problem,
        passkey=passkeys.ask(product().desk, browser(), party) if party else "",
        here=url_for("staff.factor"),
        typed_form="typed",
    )


def _form(typed: str, problem: str, status: int = 200) -> tuple[str, int]:
    return page(
        "staff/login.html",
        status,
        typed=typed,
        problem=problem,
        sign_on=product().settings.oidc_name if product().settings.oidc_issuer else "",
        here=url_for("staff.login"),
        typed_form="typed",
    )

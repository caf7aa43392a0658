"""Password recovery: where the temporary password shall come, the code, and on to the log-in.

Every page looks the same whether the contact belongs to somebody or not.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from flask import g, redirect, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from engine.accounts import recovery
from engine.accounts.desk import TEMPORARY_PASSWORD_LASTS, AccountRefused, LetterContext
from engine.forms.view import ProblemView
from engine.language.marker import N_
from web import locale
from web.applicant.asking import AccountAsked, AskPage, ask_page, blank, refused
from web.applicant.desk import desk
from web.banks import bank
from web.gate import open_to
from web.product import product
from web.render import page
from web.typed import clean
from web.visitor import browser

Answered = Response | tuple[str, int]
CONTACT, CODE = "recovery.contact", "recovery.code"
CONTACT_CAPTION: Final = N_("E-mail or phone number (format: +xxx12345678)")
CODE_CAPTION: Final = N_("Confirmation code")
BEGUN: Final = "recovery"
"""Where the cookie keeps the id of a recovery."""


@desk.get("/recovery")
@open_to("everyone")
def recover() -> Answered:
    """Where shall the temporary password come?"""
    return _ask_contact("", ())


@desk.post("/recovery")
@open_to("everyone")
def begin_recovery() -> Answered:
    """Send a code to the contact, if somebody has it."""
    typed = clean(request.form.get(CONTACT, ""))
    if not typed.strip():
        return _ask_contact("", (blank(CONTACT, CONTACT_CAPTION),), 422)
    begun = recovery.start(product().desk, typed, letter_context(), browser())
    if isinstance(begun, AccountRefused):
        return _ask_contact(typed, (refused(begun, CONTACT),), 422)
    cookie[BEGUN] = begun.id
    return redirect(url_for("applicant.recovery_code"), 303)


@desk.get("/recovery/code")
@open_to("everyone")
def recovery_code() -> Answered:
    """The code that came."""
    return _ask_code(()) if BEGUN in cookie else redirect(url_for("applicant.recover"))


@desk.post("/recovery/code")
@open_to("everyone")
def confirm_recovery() -> Answered:
    """Check the code; the temporary password goes to the same contact."""
    typed = clean(request.form.get(CODE, ""))
    if not typed.strip():
        return _ask_code((blank(CODE, CODE_CAPTION),), 422)
    id = str(cookie.get(BEGUN, ""))
    wrong = recovery.confirm(product().desk, id, typed, letter_context())
    if wrong is not None:
        return _ask_code((refused(wrong, CODE),), 422)
    cookie.pop(BEGUN, None)
    return redirect(url_for("applicant.recovery_sent"), 303)


@desk.get("/recovery/sent")
@open_to("everyone")
def recovery_sent() -> Answered:
    """The temporary password is on its way: on to the log-in."""
    minutes = TEMPORARY_PASSWORD_LASTS // timedelta(minutes=1)
    return page(
        "applicant/recovery_sent.html", minutes=minutes, login_address=url_for("applicant.login")
    )


def letter_context() -> LetterContext:
    """Whose letters are sent from this page, and in which language."""
    return LetterContext(bank(), g.programme, locale.current())


def _ask_contact(typed: str, problems: tuple[ProblemView, ...], status: int = 200) -> Answered:
    asked = AccountAsked(CONTACT, CONTACT_CAPTION, "contact", typed=typed)
    what = AskPage(
        heading=N_("Recover password"),
        lead=N_("Where shall we send a temporary password? First you receive a confirmation code."),
        asked=(asked,),
        button=N_("Continue"),
        here=url_for("applicant.recover"),
        back=(N_("Back to the log-in"), url_for("applicant.login")),
    )
    return ask_page(what, problems, status)


def _ask_code(problems: tuple[ProblemView, ...], status: int = 200) -> Answered:
    minutes = product().desk.limits.code_length // timedelta(minutes=1)
    what = AskPage(
        heading=N_("Enter the code"),
        lead=N_(
            "If the contact is known to us, a code is on its way to it. It is valid for {minutes} "
            "minutes."
        ),
        params={"minutes": minutes},
        asked=(AccountAsked(CODE, CODE_CAPTION, "code"),),
        button=N_("Continue"),
        here=url_for("applicant.recovery_code"),
        back=(N_("No code has come: enter the contact again"), url_for("applicant.recover")),
    )
    return ask_page(what, problems, status)

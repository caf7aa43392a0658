"""What members of staff look after themselves: language, password, second factors, sessions."""

from __future__ import annotations

from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from engine.accounts import recovery, second_factor, sessions
from engine.accounts.desk import AccountRefused
from engine.accounts.proof import prove
from engine.accounts.recovery import PasswordChange
from engine.accounts.sessions import Present
from engine.base.dataclass import dataclass
from engine.language.marker import N_
from engine.services.registration import refusal
from engine.validators import FAULTS, VALIDATORS, Context
from web import locale
from web.gate import open_to
from web.paging import sliced
from web.product import product
from web.render import page, say
from web.staff.desk import desk, passkey_party
from web.visitor import browser, debt, enter, present

OLD, NEW, REPEAT = "password.old", "password.new", "password.repeat"
PROOF = "proof.password"

REFUSED_AT: Final = {"password-same": NEW, "password-differs": REPEAT}
"""Inputs that refusals are about; others are about the current password."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with what was typed, in which part of the page and at which input of it."""

    part: str
    words: str
    at: str = ""


@desk.get("/profile")
@open_to("entering")
def profile() -> tuple[str, int]:
    """The page."""
    return shown()


@desk.post("/profile/language")
@open_to("entering")
def change_language() -> Response:
    """Messages come in this language from now on; the page goes on in it."""
    lang = request.form.get("language", "")
    if lang not in _spoken():
        abort(400)
    with product().store.write() as unit:
        unit.accounts.change_language(who().account, lang)
    say(N_("Saved."))
    return redirect(url_for("staff.profile", lang=lang), 303)


@desk.post("/profile/password")
@open_to("entering")
def change_password() -> Response | tuple[str, int]:
    """Set another password; every other browser is logged out."""
    old, new = request.form.get(OLD, ""), request.form.get(NEW, "")
    if who().session.signed_on:
        abort(404)
    today = product().clock.now().date()
    judged = VALIDATORS["password"].validate(new, Context(today))
    if judged.value is None:
        message = locale.reader().message
        words = "; ".join(message(FAULTS[one.code].text, **one.params) for one in judged.faults)
        return shown(Wrong("password", words, NEW), 422)
    if new != request.form.get(REPEAT, ""):
        return refused("password", AccountRefused("password-differs"))
    result = recovery.change(product().desk, who(), PasswordChange(old, new), browser())
    if isinstance(result, AccountRefused):
        return refused("password", result)
    enter(result)
    say(N_("Your password is changed. You are logged out everywhere else."))
    return redirect(url_for("staff.home"), 303)


@desk.post("/profile/sessions/<id>/end")
@open_to("entering")
def end_session(id: str) -> Response:
    """Log out another browser of one's own."""
    if id != who().session.id:
        sessions.end_one(product().desk, who().account.id, id)
    return redirect(url_for("staff.profile", _anchor="sessions"), 303)


@desk.post("/profile/sessions/end")
@open_to("entering")
def end_other_sessions() -> Response:
    """Log out everywhere else."""
    sessions.end_others(product().desk, who().session)
    say(N_("You are logged out everywhere else."))
    return redirect(url_for("staff.profile", _anchor="sessions"), 303)


def who() -> Present:
    """Whose page it is."""
    found = present()
    if found is None:
        abort(401)
    return found


def proved(part: str) -> tuple[str, int] | None:
    """Nothing if the password that was typed is right, else the page that says so."""
    if who().session.signed_on:
        abort(404)
    wrong = prove(product().desk, who().account, request.form.get(PROOF, ""))
    return refused(part, wrong) if wrong else None


def refused(part: str, why: AccountRefused) -> tuple[str, int]:
    """The page with what is wrong."""
    found = refusal(why)
    words = locale.reader().text(found.message, **found.params)
    return shown(Wrong(part, words, REFUSED_AT.get(why.code, OLD)), 422)


def shown(wrong: Wrong | None = None, status: int = 200) -> tuple[str, int]:
    """The page."""
    reader, served = who(), product()
    own = served.library.programmes_of(reader.account.bank).values()
    found = sessions.open_of(served.desk, reader.account.id)
    open_here, place = sliced(found, endpoint="staff.profile", _anchor="sessions")
    return page(
        "staff/profile.html",
        status,
        debt=debt(),
        email=reader.account.email,
        language=reader.account.language,
        own_session=reader.session,
        sessions=open_here,
        sessions_place=place,
        second=second_factor.of(served.desk, reader.account.id),
        has_passkeys=passkey_party() is not None,
        tongues_known=[(code, locale.own_name(code)) for code in _spoken()],
        zone=ZoneInfo(next((one.time_zone for one in own), "UTC")),
        wrong=wrong,
        **no_languages(),
    )


def no_languages() -> dict[str, Any]:
    """What a page shows that is an answer to a post: there is no address to see it again."""
    return {"tongues": ()} if request.method == "POST" else {}


def _spoken() -> tuple[str, ...]:
    spoken: tuple[str, ...] = current_app.config["LANGUAGES"]
    return spoken

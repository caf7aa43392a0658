"""The applicant's second factor: set up with an app, backup codes renewed, removed."""

from __future__ import annotations

from flask import abort, g, redirect, request, url_for
from werkzeug.wrappers import Response

from engine.accounts import second_factor
from engine.accounts.desk import AccountRefused
from engine.accounts.proof import prove
from engine.forms.view import ProblemView
from engine.language.marker import N_
from web import locale
from web.applicant.asking import AccountAsked, AskPage, blank, refused
from web.applicant.desk import desk, here
from web.applicant.own_sessions import signed_in
from web.gate import open_to
from web.product import product
from web.qr import qr_picture
from web.render import page, say
from web.typed import clean

Answered = Response | tuple[str, int]
PASSWORD, CODE = "factor.password", "factor.code"
PASSWORD_CAPTION, CODE_CAPTION = N_("Your password"), N_("Code of the app")


@desk.get("/profile/second-factor")
@open_to("applicant")
def factor() -> Answered:
    """What there is, and the password for any change of it."""
    return _overview(())


@desk.post("/profile/second-factor")
@open_to("applicant")
def change_factor() -> Answered:
    """Begin with an app, renew the backup codes, or remove the factor; the password is asked."""
    do, secret = request.form.get("_do", ""), request.form.get(PASSWORD, "")
    front, account = product().desk, signed_in().account
    if do not in ("app", "codes", "remove"):
        abort(400)
    if not secret:
        return _overview((blank(PASSWORD, PASSWORD_CAPTION),), 422)
    if wrong := prove(front, account, secret):
        return _overview((refused(wrong, PASSWORD, PASSWORD_CAPTION),), 422)
    known = second_factor.of(front, account.id).factors
    if do == "app":
        return _app(())
    if do == "codes" and known:
        return _codes(second_factor.renew_backup_codes(front, account.id))
    for one in known if do == "remove" else ():
        second_factor.remove(front, account.id, one.id, g.programme)
    say(N_("The second factor is removed."), "info")
    return redirect(url_for("applicant.profile"), 303)


@desk.post("/profile/second-factor/app")
@open_to("applicant")
def confirm_app() -> Answered:
    """Ask for codes of the app from now on, once it has shown one."""
    typed, account = clean(request.form.get(CODE, "")), signed_in().account
    if not second_factor.is_begun(product().desk, account.id):  # only the password shows a secret
        return redirect(url_for("applicant.factor"), 303)
    if not typed.strip():
        return _app((blank(CODE, CODE_CAPTION),), 422)
    done = second_factor.confirm_totp(product().desk, account, typed, g.programme)
    if isinstance(done, AccountRefused):
        return _app((refused(done, CODE, CODE_CAPTION),), 422)
    say(N_("From now on the log-in asks for a code of the app."))
    return _codes(done) if done else redirect(url_for("applicant.profile"), 303)


@desk.get("/profile/second-factor/app")
@open_to("applicant")
def app_page() -> Response:
    """The secret is shown only in answer to the password."""
    return redirect(url_for("applicant.factor"))


def _overview(problems: tuple[ProblemView, ...], status: int = 200) -> Answered:
    what = AskPage(
        heading=N_("Second factor"),
        asked=(AccountAsked(PASSWORD, PASSWORD_CAPTION, "password"),),
        button="",
        here=url_for("applicant.factor"),
    )
    found = second_factor.of(product().desk, signed_in().account.id)
    return page("applicant/factor.html", status, what=what, factors=found, problems=problems)


def _app(problems: tuple[ProblemView, ...], status: int = 200) -> Answered:
    bank = locale.reader().text(here().bank.title)
    offer = second_factor.offer_totp(product().desk, signed_in().account, bank)
    secret = offer.secret
    what = AskPage(
        heading=N_("Set up the app"),
        asked=(AccountAsked(CODE, CODE_CAPTION, "code"),),
        button="",
        here=url_for("applicant.confirm_app"),
    )
    return page(
        "applicant/factor_app.html",
        status,
        what=what,
        picture=qr_picture(offer.address),
        address=offer.address,
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        problems=problems,
    )


def _codes(codes: tuple[str, ...]) -> Answered:
    return page("applicant/backup_codes.html", codes=codes)

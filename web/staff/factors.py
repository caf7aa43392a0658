"""Second factors of members of staff: set up, renewed and removed."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from engine.accounts import passkeys, second_factor
from engine.accounts.desk import AccountRefused
from engine.accounts.passkeys import NewPasskey, Party
from engine.language.marker import N_
from engine.services.registration import refusal
from web import locale
from web.gate import open_to
from web.product import product
from web.qr import qr_picture
from web.render import page, say
from web.staff.access import CODE, PASSKEY
from web.staff.desk import bank_title, desk, passkey_party
from web.staff.profile import no_languages, proved, who
from web.typed import clean

NAME = "passkey.name"


@desk.post("/profile/app")
@open_to("entering")
def begin_app() -> tuple[str, int]:
    """Show the secret for an authenticator app."""
    return proved("app") or _app("")


@desk.post("/profile/app/confirm")
@open_to("entering")
def confirm_app() -> Response | tuple[str, int]:
    """Ask for the app's code from now on, once it was shown."""
    if who().session.signed_on:
        abort(404)
    if not second_factor.is_begun(product().desk, who().account.id):
        return _back()  # only the password shows a secret
    typed = clean(request.form.get(CODE, ""))
    done = second_factor.confirm_totp(product().desk, who().account, typed)
    if isinstance(done, AccountRefused):
        found = refusal(done)
        return _app(locale.reader().text(found.message, **found.params), 422)
    say(N_("From now on the log-in asks for a code of the app."))
    return _codes(done) if done else _back()


@desk.post("/profile/passkey")
@open_to("entering")
def begin_passkey() -> tuple[str, int]:
    """Let the browser make a passkey."""
    party = passkey_party()
    if party is None:
        abort(404)
    return proved("passkey") or _passkey(party, "")


@desk.post("/profile/passkey/add")
@open_to("entering")
def add_passkey() -> Response | tuple[str, int]:
    """Ask for the passkey from now on."""
    party = passkey_party()
    if party is None or who().session.signed_on:
        abort(404)
    new = NewPasskey(request.form.get(PASSKEY, ""), clean(request.form.get(NAME, "")))
    done = passkeys.add(product().desk, who(), new, party)
    if isinstance(done, AccountRefused):
        return _passkey(party, locale.reader().text(refusal(done).message), 422)
    say(N_("From now on the log-in asks for the passkey."))
    return _codes(done) if done else _back()


@desk.post("/profile/factors/<id>/remove")
@open_to("entering")
def remove_factor(id: str) -> Response | tuple[str, int]:
    """Ask for a factor no longer."""
    if wrong := proved("factors"):
        return wrong
    if second_factor.remove(product().desk, who().account.id, id):
        say(N_("The second factor is removed."))
    return _back()


@desk.post("/profile/codes")
@open_to("entering")
def renew_codes() -> tuple[str, int]:
    """Other backup codes; those of before are void."""
    if wrong := proved("codes"):
        return wrong
    if not second_factor.of(product().desk, who().account.id).factors:
        abort(404)
    return _codes(second_factor.renew_backup_codes(product().desk, who().account.id))


def _app(problem: str, status: int = 200) -> tuple[str, int]:
    offer = second_factor.offer_totp(product().desk, who().account, bank_title())
    return page(
        "staff/app.html",
        status,
        picture=qr_picture(offer.address),
        secret=" ".join(offer.secret[at : at + 4] for at in range(0, len(offer.secret), 4)),
        problem=problem,
        here=url_for("staff.profile"),
        **no_languages(),
    )


def _passkey(party: Party, problem: str, status: int = 200) -> tuple[str, int]:
    return page(
        "staff/passkey.html",
        status,
        options=passkeys.offer(product().desk, who(), party),
        problem=problem,
        here=url_for("staff.profile"),
        **no_languages(),
    )


def _codes(codes: tuple[str, ...]) -> tuple[str, int]:
    return page("staff/backup_codes.html", codes=codes, here=url_for("staff.profile"), tongues=())


def _back() -> Response:
    return redirect(url_for("staff.profile", _anchor="factors"), 303)

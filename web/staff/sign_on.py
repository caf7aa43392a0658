"""The way to the single sign-on and back.

What the browser brings back comes to one address without a language, for providers want every
address written down; the language and the page that was wanted wait in the cookie.
"""

from __future__ import annotations

from typing import Final

from flask import Blueprint, abort, current_app, g, redirect, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from engine.accounts import single_sign_on
from engine.accounts.desk import AccountRefused
from engine.accounts.single_sign_on import FAILED, Begun, SignOnProvider
from engine.services.registration import refusal
from engine.services.staff_sign_on import StaffSignOn
from web import locale
from web.banks import site
from web.gate import open_to
from web.product import product
from web.render import say
from web.staff.access import onward
from web.staff.desk import desk
from web.visitor import browser

UNDER_WAY: Final = "sign on"

answer_desk = Blueprint("sign_on", __name__, url_prefix="/staff")


@desk.get("/sign-on")
@open_to("everyone")
def sign_on() -> Response:
    """Off to the provider."""
    begun = single_sign_on.begin(product().desk, _provider(), _answer_to())
    if isinstance(begun, AccountRefused):
        return _back(begun)
    cookie[UNDER_WAY] = [begun[0].word, begun[0].at, locale.current()]
    return redirect(begun[1])


@answer_desk.get("/sign-on")
@open_to("everyone")
def answer() -> Response:
    """Back from the provider. What was begun is used up, whatever came of it."""
    provider, kept = _provider(), cookie.pop(UNDER_WAY, None)
    if not kept:
        return _back(FAILED)
    word, at, lang = kept
    g.lang = lang if lang in current_app.config["LANGUAGES"] else locale.current()
    brought = request.args.to_dict()
    vouched = single_sign_on.finish(
        product().desk, provider, Begun(word, at), brought, _answer_to()
    )
    if isinstance(vouched, AccountRefused):
        return _back(vouched)
    admitted = StaffSignOn(product().staff).admit(vouched, browser(), g.lang)
    return _back(admitted) if isinstance(admitted, AccountRefused) else onward(admitted)


def _provider() -> SignOnProvider:
    found = SignOnProvider.of(product().settings)
    if found is None:
        abort(404)
    return found


def _answer_to() -> str:
    return f"{site()}{url_for('sign_on.answer')}"


def _back(why: AccountRefused) -> Response:
    say(refusal(why).message.source, "bad")
    return redirect(url_for("staff.login"), 303)

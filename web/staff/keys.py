"""Keys of the desk: what they do, and whether this browser listens to them."""

from __future__ import annotations

from typing import Final

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from engine.language.marker import N_
from web.gate import open_to
from web.render import page, say
from web.staff.desk import desk

COOKIE: Final = "anketa_keys"
"""Says “off” in a browser that does not listen; it says nothing of anybody."""
OFF: Final = "off"
A_YEAR: Final = 365 * 24 * 3600


@desk.get("/keys")
@open_to("staff")
def keys() -> tuple[str, int]:
    """Every key, and the switch."""
    return page("staff/keys.html")


@desk.post("/keys")
@open_to("staff")
def switch_keys() -> Response:
    """Switch single keys on or off for this browser."""
    off = request.form.get("keys") == OFF
    say(N_("Single keys are off in this browser.") if off else N_("Single keys are on."))
    answer = redirect(url_for("staff.keys"), 303)
    answer.set_cookie(
        COOKIE,
        OFF if off else "on",
        A_YEAR,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return answer


@desk.context_processor
def known() -> dict[str, bool]:
    """Whether this browser listens to single keys."""
    return {"keys_off": request.cookies.get(COOKIE) == OFF}

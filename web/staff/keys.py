"""Keys of the desk: what they do, and whether it listens to them for whoever is logged in."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from engine.language.marker import N_
from web.gate import open_to
from web.product import product
from web.render import page, say
from web.staff.desk import desk, member


@desk.get("/keys")
@open_to("staff")
def keys() -> tuple[str, int]:
    """Every key, and the switch."""
    return page("staff/keys.html")


@desk.post("/keys")
@open_to("staff")
def switch_keys() -> Response:
    """Switch single keys on or off, in every browser of the member of staff."""
    off = request.form.get("keys") == "off"
    with product().store.write() as unit:
        unit.staff.switch_keys(member().account, off=off)
    say(N_("Single keys are off.") if off else N_("Single keys are on."))
    return redirect(url_for("staff.keys"), 303)

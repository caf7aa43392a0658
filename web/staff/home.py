"""The root of the bank's desk: on to the fullest of one's own lists, or to all cases."""

from __future__ import annotations

from flask import abort, g, redirect, url_for
from werkzeug.wrappers import Response

from engine.services.desk_lists import EVERY
from web.gate import open_to
from web.staff.desk import desk, own_programmes, rail


@desk.get("/")
@open_to("staff")
def home() -> Response:
    """To the fullest of one's own lists in the first programme in which the reader has a role.

    Whoever only reads, and whoever has nothing to do, comes to the cases that are open.
    """
    own = own_programmes()
    if not own:
        abort(403)
    g.programme = own[0].name
    return _fullest()


@desk.get("/<programme>/")
@open_to("staff")
def home_of() -> Response:
    """To the fullest of one's own lists in one programme."""
    return _fullest()


def _fullest() -> Response:
    own_lists = [each for group in rail()[:-2] for each in group.lists]
    fullest = max(own_lists, key=lambda each: each.count)
    return redirect(url_for("staff.queue", name=fullest.name if fullest.count else EVERY))

"""The start page of a programme: what it is for, and the ways in."""

from __future__ import annotations

from flask import url_for

from web.render import page
from web.visitor import visitor


def start_page() -> tuple[str, int]:
    """The start page of the programme of this request; whoever is logged in goes on from it."""
    return page(
        "start.html",
        cabinet_address=url_for("applicant.cabinet") if visitor() else "",
        register_address=url_for("applicant.register"),
        login_address=url_for("applicant.login"),
    )

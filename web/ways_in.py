"""The start page of a programme: what it is for, and the ways in."""

from __future__ import annotations

from flask import url_for

from web.render import page


def start_page() -> tuple[str, int]:
    """The start page of the programme of this request."""
    return page(
        "start.html",
        register_address=url_for("applicant.register"),
        login_address=url_for("applicant.login"),
    )

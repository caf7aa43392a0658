"""Texts that are given to read beside a consent."""

from __future__ import annotations

from flask import abort

from web import locale
from web.applicant.desk import desk, here
from web.gate import open_to
from web.product import product
from web.prose import prose
from web.render import page


@desk.get("/terms/<name>")
@open_to("everyone")
def terms(name: str) -> tuple[str, int]:
    """One text in the language of the page."""
    found = next((one for one in here().terms if one.name == name), None)
    if found is None:
        abort(404)
    text = product().terms_text(here().name, name, locale.current())
    return page("applicant/terms.html", terms=found, prose=prose(text))

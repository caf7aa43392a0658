"""The page of a form: filled in, saved and sent, and never lost on the way."""

from __future__ import annotations

from flask import redirect, request, url_for

from engine.language.marker import N_
from engine.services.papers import PaperClosed
from web.applicant.buttons import BUTTONS, refresh
from web.applicant.desk import desk, viewer
from web.applicant.saving import Answered, Closed
from web.applicant.sheet import Press, file_addresses, filling_page
from web.gate import open_to
from web.product import product
from web.render import page, say
from web.typed import typed


@desk.get("/case/<case_id>/<place>")
@open_to("applicant")
def form(case_id: str, place: str) -> Answered:
    """The forms of an item as they are stored; to be read only once they are sent."""
    sheet = product().queries.form_page(viewer(), case_id, place)
    if not sheet.read_only:
        return filling_page(sheet, sheet.version)
    return page(
        "applicant/submitted.html",
        sheet=sheet,
        forms=sheet.forms,
        case_id=case_id,
        overview_address=url_for("applicant.overview", case_id=case_id),
        **file_addresses(case_id, place),
    )


@desk.post("/case/<case_id>/<place>")
@open_to("applicant")
def press(case_id: str, place: str) -> Answered:
    """What a button of the form asks for."""
    pressed = Press(case_id, place, typed())
    return BUTTONS.get(pressed.post.action, refresh)(pressed)


@desk.errorhandler(Closed)
@desk.errorhandler(PaperClosed)
def closed(_error: Closed | PaperClosed) -> Answered:
    """Whatever was asked of a form that is not open leads to the overview."""
    say(N_("This form has been submitted and cannot be changed here."), "info")
    given = request.view_args or {}
    return redirect(url_for("applicant.overview", case_id=given["case_id"]), 303)

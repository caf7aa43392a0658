"""The page of a form: filled in, saved and sent, and never lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from flask import redirect, request, url_for

from engine.language.marker import N_
from engine.services.papers import PaperClosed
from web.applicant.buttons import BUTTONS, refresh
from web.applicant.desk import desk, viewer
from web.applicant.saving import Answered, Closed
from web.applicant.sheet import Press, file_addresses, filling_page
from web.gate import open_to
from web.late import not_done
from web.product import product
from web.render import page, say
from web.step_files import asked
from web.typed import typed

SUBMITTED: Final = N_("This form has been submitted and cannot be changed here.")


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
    """Whatever was asked of a form that is not open leads to the overview; what was typed since is
    given back."""
    given = request.view_args or {}
    back = url_for("applicant.overview", case_id=given["case_id"])
    if request.endpoint == "applicant.press":
        late = not_done(SUBMITTED, back, _typed_since(Press(**given, post=typed())))
        if late is not None:
            return late
    say(SUBMITTED, "info")
    return redirect(back, 303)


def _typed_since(pressed: Press) -> Iterator[str]:
    """Texts that are not what was sent: choices are quickly made again."""
    sheet = product().queries.form_page(viewer(), pressed.case_id, pressed.place)
    sent = {one.path: one for one in asked(sheet.forms)}
    for name, texts in pressed.post.raw.items():
        one = sent.get(name)
        if one is None or not (one.options or one.raw == texts):
            yield from texts
    yield from (pressed.explained or {}).values()

"""Steps that the applicant may take: asked once more, filled in where something is asked, taken."""

from __future__ import annotations

from secrets import token_hex

from flask import redirect, url_for

from engine.base.receipts import Receipt
from engine.language.marker import N_
from engine.meaning.flow.commands import Refusal
from engine.meaning.words.refusals import REFUSALS
from engine.services import senders
from engine.services.addresses import item_at
from engine.services.case_entries import StepEntry
from engine.services.replies import Refused
from engine.services.views import UNTOUCHED, Entered
from web.applicant.desk import desk, viewer
from web.applicant.saving import Answered
from web.gate import open_to
from web.product import product
from web.render import page, say
from web.typed import PostedForm, typed
from web.visitor import visitor

DONE = N_("Done.")


@desk.get("/case/<case_id>/<place>/do/<step>")
@open_to("applicant")
def step(case_id: str, place: str, step: str) -> Answered:
    """The page of a step that is open."""
    return _step_page((case_id, place, step), UNTOUCHED)


@desk.post("/case/<case_id>/<place>/do/<step>")
@open_to("applicant")
def take(case_id: str, place: str, step: str) -> Answered:
    """Take the step, or say what is wrong."""
    post = typed()
    move = product().queries.move(viewer(), case_id, place, step)
    item, unit = item_at(place)
    entry = StepEntry(
        case_id,
        senders.applicant(visitor()),
        item,
        move.name,
        (unit,) if unit else (),
        raw=post.raw,
        key=post.marks.get("_key", ""),
        seen=_seen(post),
    )
    reply = product().cases.do(entry)
    if isinstance(reply, Refused):
        return _step_page((case_id, place, step), Entered(post.raw, reply.problems), 422)
    if isinstance(reply, Refusal):
        say(REFUSALS[reply.code], "bad")
    elif isinstance(reply, Receipt):
        say(DONE)
    return redirect(url_for("applicant.overview", case_id=case_id), 303)


def _step_page(where: tuple[str, str, str], entered: Entered, status: int = 200) -> Answered:
    case_id, place, step = where
    shown = product().queries.step_page(viewer(), case_id, place, step, entered)
    return page(
        "applicant/step.html",
        status,
        sheet=shown,
        forms=shown.forms,
        problems=shown.problems,
        key=token_hex(16),
        here=url_for("applicant.step", case_id=case_id, place=place, step=step),
        overview_address=url_for("applicant.overview", case_id=case_id),
        typed_form="typed",
    )


def _seen(post: PostedForm) -> int | None:
    mark = post.marks.get("_seen", "")
    return int(mark) if mark.isascii() and mark.isdecimal() and len(mark) < 10 else None

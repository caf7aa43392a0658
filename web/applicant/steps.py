"""Steps that the applicant may take: asked once more, filled in where something is asked, taken."""

from __future__ import annotations

from dataclasses import replace
from secrets import token_hex

from flask import Response, redirect, url_for

from engine.base.errors import NotFound
from engine.base.receipts import Receipt
from engine.language.marker import N_
from engine.meaning.flow.commands import Refusal
from engine.meaning.words.refusals import REFUSALS
from engine.services import senders
from engine.services.case_entries import StepEntry
from engine.services.replies import Refused
from engine.services.views import UNTOUCHED, Entered
from web.applicant.beginning import NOT_READY
from web.applicant.desk import desk, viewer
from web.applicant.saving import Answered
from web.gate import open_to
from web.headers import let_measure
from web.late import not_done
from web.onward import led_away
from web.product import product
from web.render import page, say
from web.step_files import StepFiles
from web.typed import typed
from web.visitor import visitor

DONE = N_("Done.")
CLOSED = N_("This step is not open now.")


@desk.get("/case/<case_id>/<place>/do/<step>")
@open_to("applicant")
def step(case_id: str, place: str, step: str) -> Answered:
    """The page of a step; one that is not open leads back to the case."""
    try:
        return _step_page((case_id, place, step), UNTOUCHED)
    except NotFound:
        return _back(case_id)


@desk.post("/case/<case_id>/<place>/do/<step>")
@open_to("applicant")
def take(case_id: str, place: str, step: str) -> Answered:
    """Take the step, or do what another button of its page says; what is wrong is told."""
    try:
        post, files = typed(), _files(case_id, place, step)
    except NotFound:
        return _back(case_id)
    refused = files.attached()
    if post.action == "detach":
        files.detached(post.operand)
    if post.action not in ("", "take") or refused:
        entered = Entered(post.raw, refused)
        return _step_page((case_id, place, step), entered, 422 if refused else 200)
    way_on = product().agreed.way_on(files.entry)
    if way_on == "":
        say(NOT_READY, "bad")
        return _step_page((case_id, place, step), Entered(post.raw), 409)
    entry = replace(files.entry, raw=post.raw, key=post.marks.get("_key", ""), seen=post.seen)
    reply = product().cases.do(entry)
    if isinstance(reply, Refused):
        return _step_page((case_id, place, step), Entered(post.raw, reply.problems), 422)
    if isinstance(reply, Refusal):
        late = not_done(REFUSALS[reply.code], url_for("applicant.overview", case_id=case_id))
        if late is not None:
            return late
        say(REFUSALS[reply.code], "bad")
    elif way_on:
        return led_away("applicant/away.html", way_on)
    elif isinstance(reply, Receipt):
        say(DONE)
    return redirect(url_for("applicant.overview", case_id=case_id), 303)


@desk.post("/case/<case_id>/<place>/do/<step>/files/<name>")
@open_to("applicant")
def step_files(case_id: str, place: str, step: str, name: str) -> Answered:
    """Take one file; a script gets the part of the page that changed."""
    return _files(case_id, place, step).taken(
        name, lambda: product().queries.step_page(viewer(), case_id, place, step).forms
    )


@desk.get("/case/<case_id>/<place>/do/<step>/files/<name>")
@open_to("applicant")
def step_file(case_id: str, place: str, step: str, name: str) -> Response:
    """A file of one's own draft."""
    return _files(case_id, place, step).handed_out(name)


def _back(case_id: str) -> Answered:
    """To one's own case: the step was taken already, or is not open. Raises NotFound."""
    product().queries.ready(viewer(), case_id)
    late = not_done(CLOSED, url_for("applicant.overview", case_id=case_id))
    if late is not None:
        return late
    say(CLOSED, "info")
    return redirect(url_for("applicant.overview", case_id=case_id), 303)


def _files(case_id: str, place: str, step: str) -> StepFiles:
    """The files of the step of an address, if it is open. Raises NotFound."""
    move = product().queries.move(viewer(), case_id, place, step)
    units = (move.unit,) if move.unit else ()
    entry = StepEntry(case_id, senders.applicant(visitor()), move.item, move.name, units)
    return StepFiles(
        entry,
        lambda name: url_for(
            "applicant.step_file", case_id=case_id, place=place, step=step, name=name
        ),
    )


def _step_page(where: tuple[str, str, str], entered: Entered, status: int = 200) -> Answered:
    case_id, place, step = where
    shown = product().queries.step_page(viewer(), case_id, place, step, entered)
    if shown.measures:
        let_measure()
    return page(
        "applicant/step.html",
        status,
        sheet=shown,
        forms=shown.forms,
        problems=shown.problems,
        item_shows=shown.shown,
        key=token_hex(16),
        here=url_for("applicant.step", case_id=case_id, place=place, step=step),
        overview_address=url_for("applicant.overview", case_id=case_id),
        native_files=True,
        typed_form="typed",
        **_files(case_id, place, step).addresses,
    )

"""Steps of staff: the page of one, what is typed on it, and taking it."""

from __future__ import annotations

from dataclasses import replace
from secrets import token_hex
from typing import Final

from flask import jsonify, redirect, request
from werkzeug.wrappers import Response

from engine.base.errors import NotFound
from engine.base.values import Problem, Text
from engine.language.marker import N_
from engine.meaning.flow.commands import Refusal
from engine.services.addresses import item_at
from engine.services.case_entries import StepEntry
from engine.services.desk_about import about_person
from engine.services.desk_case import DeskCase
from engine.services.desk_proposals import still_to_agree
from engine.services.desk_steps import (
    CHOSEN,
    DeskStepAt,
    DeskStepWriting,
    refused_in_words,
    step_at,
    typed_text,
)
from engine.services.replies import Refused, Saved
from engine.services.views import UNTOUCHED, Entered
from web import locale
from web.gate import open_to
from web.product import product
from web.render import page, say
from web.staff.case_frame import desk_case, head
from web.staff.desk import desk, zone
from web.staff.late_steps import CLOSED, Late, Where, closed, late_page
from web.staff.step_files import files_at
from web.staff.step_texts import collected, ready_of, with_ready
from web.typed import PostedForm, Raw, typed

Answered = Response | tuple[str, int]

TAKE: Final = "take"
NOBODY: Final = N_("Choose at least one person")
DONE: Final = N_("Done: {step} ({about})")
PROPOSED: Final = N_("Proposed. The client is told nothing before a second person confirms.")
AGREED: Final = N_("Confirmed. It counts as soon as the others agree: {roles}")
ALREADY: Final = N_("This was done already.")
KEPT: Final = N_("Kept as your draft {time}. Only you see it.")
NOT_KEPT: Final = N_("Not kept: your draft was changed in another window. The text stays here.")
THROWN: Final = N_("Your draft was thrown away.")


@desk.get("/<programme>/cases/<case_id>/do/<place>/<step>")
@open_to("staff")
def step(case_id: str, place: str, step: str) -> Answered:
    """The page of a step; one that is not open leads back to the case, or to who was faster."""
    where, case = Where(case_id, place, step), desk_case(case_id)
    try:
        at = step_at(case, place, step)
    except NotFound:
        return closed(where, case)
    return _page(where, at)


@desk.post("/<programme>/cases/<case_id>/do/<place>/<step>")
@open_to("staff")
def take_step(case_id: str, place: str, step: str) -> Answered:
    """Take the step, or do what another button of its page says."""
    where, case, post = Where(case_id, place, step), desk_case(case_id), typed()
    raw = _raw(post)
    if product().case_desk.done_before(case, post.marks.get("_key", "")):
        say(ALREADY, "info")
        return redirect(where.case_address, 303)
    try:
        at = step_at(case, place, step)
    except NotFound:
        return _late(where, case, post)
    files = files_at(at, step)
    refused = files.attached()
    if post.action == "detach":
        files.detached(post.operand)
    if post.action == "throw":
        _keep(at, {})
        say(THROWN, "info")
        return redirect(where.case_address, 303)
    if post.action == "keep":
        _keep(at, raw)
        return redirect(where.address(), 303)
    if post.action == "ready":
        raw = with_ready(at, raw, post.operand)
    if post.action not in ("", TAKE) or refused:
        fresh = desk_case(case_id)
        again = step_at(fresh, place, step)
        return _page(where, again, Entered(raw, refused), 422 if refused else 200)
    return _take(where, at, post)


@desk.post("/<programme>/cases/<case_id>/do/<place>/<step>/typed")
@open_to("staff")
def keep_step(case_id: str, place: str, step: str) -> Response:
    """Keep what is being typed; the words say when, or why not."""
    case, post, reader = desk_case(case_id), typed(), locale.reader()
    try:
        at = step_at(case, place, step)
    except NotFound:
        return jsonify(text=reader.message(CLOSED), version=post.version)
    reply = product().cases.keep(at.entry(_raw(post), None), post.version)
    if not isinstance(reply, Saved):
        return jsonify(text=reader.message(NOT_KEPT), version=post.version)
    time = case.reader.datetime(case.case.now, zone())
    return jsonify(text=reader.message(KEPT, time=time), version=reply.version)


def _take(where: Where, at: DeskStepAt, post: PostedForm) -> Answered:
    raw = _raw(post)
    entry = replace(
        at.entry(raw, raw.get(CHOSEN, ()) if at.is_for_persons else None),
        key=post.marks.get("_key", ""),
        seen=post.seen,
    )
    if at.is_for_persons and len(at.moves) > 1 and not entry.units:
        problem = Problem(CHOSEN, "", Text(NOBODY))
        return _page(where, at, Entered(raw, (problem,)), 422)
    reply = product().cases.do(_counted(at, entry))
    if isinstance(reply, Refused):
        _keep(at, raw)
        return _page(where, step_at(desk_case(where.case_id), where.place, where.step),
                     Entered(raw, reply.problems), 422)  # fmt: skip
    if isinstance(reply, Refusal):
        return _refused(where, at, post, reply)
    left: tuple[str, ...] = ()
    if at.first.answer == "confirms":
        left = still_to_agree(desk_case(where.case_id), at.first.item, at.first.unit)
    if at.first.proposes:
        say(PROPOSED)
    elif left:
        say(AGREED, roles=locale.reader().list_of(left))
    else:
        say(DONE, step=locale.reader().text(at.first.step.caption), about=_about(at, entry))
    return redirect(where.case_address, 303)


def _about(at: DeskStepAt, entry: StepEntry) -> str:
    """What was done something with."""
    return at.case.title(at.first.item, entry.units[0] if len(entry.units) == 1 else "")


def _counted(at: DeskStepAt, entry: StepEntry) -> StepEntry:
    """The entry; the only unit of an item taken once is not named."""
    return entry if at.first.unit or not entry.units else replace(entry, units=())


def _refused(where: Where, at: DeskStepAt, post: PostedForm, refusal: Refusal) -> Answered:
    """Nothing was done: somebody was faster, or it is not open to this person."""
    raw, case = _raw(post), desk_case(where.case_id)
    _keep(at, raw)
    if refusal.code in ("stale", "other status", "no proposal", "proposal open", "final"):
        return _late(where, case, post)
    again = step_at(case, where.place, where.step)
    why = Late(None, refused_in_words(case, refusal))
    return _page(where, again, Entered(raw), 409, why)


def _late(where: Where, case: DeskCase, post: PostedForm) -> Answered:
    """Somebody was faster: who and with what, one's own text, and what can still be done."""
    item, unit = item_at(where.place)
    raw = _raw(post)
    units = (unit,) if unit else tuple(raw.get(CHOSEN, ()))
    found = product().case_desk.faster(case, item, units, post.seen)
    late = Late(found, typed=typed_text(raw))
    try:
        at = step_at(case, where.place, where.step)
    except NotFound:
        return late_page(where, case, late)
    return _page(where, at, Entered(raw), 409, late)


def _page(
    where: Where,
    at: DeskStepAt,
    entered: Entered = UNTOUCHED,
    status: int = 200,
    late: Late | None = None,
) -> Answered:
    shown = DeskStepWriting(at, entered).page()
    rows = product().case_desk.now(at.case).people
    about = {whom.unit for whom in shown.whom} or {item_at(where.place)[1]}
    return page(
        "staff/step.html",
        status,
        head=head(at.case, "now", where.place),
        sheet=shown,
        **collected(where.case_id, at, shown),
        forms=shown.forms,
        problems=shown.problems,
        ready=ready_of(at, shown),
        was_added=typed().action == "ready",
        people=tuple(
            about_person(at.case, row, at.first.item) for row in rows if row.unit in about
        ),
        signed=product().case_desk.signed(at.case),
        late=late,
        key=token_hex(16),
        here=where.address(),
        typed_address=where.address("staff.keep_step"),
        case_address=where.case_address,
        zone=zone(),
        native_files=True,
        typed_form="typed",
        **files_at(at, where.step).addresses,
    )


def _keep(at: DeskStepAt, raw: Raw) -> None:
    """Keep what was typed as a draft, whatever stands there."""
    case = desk_case(at.case.case.case.id)
    entry = at.entry()
    stored = case.case.draft(entry.draft)
    product().cases.keep(replace(entry, raw=raw), stored.version)


def _raw(post: PostedForm) -> Raw:
    """What was typed, with whom it is for."""
    chosen = tuple(request.form.getlist(CHOSEN))
    return {**post.raw, CHOSEN: chosen} if chosen or "_several" in post.marks else post.raw

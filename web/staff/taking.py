"""Taking cases, handing them over, reminding applicants; from a list or from the case itself."""

from __future__ import annotations

from collections.abc import Iterable

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from engine.base.receipts import Receipt
from engine.language.marker import N_
from engine.meaning.flow.commands import Refusal
from engine.meaning.words.refusals import REFUSALS
from engine.services.bulk import BulkOutcome, LeftAlone, WhyLeft
from engine.services.claim_acts import ClaimReply, Held
from engine.services.desk_lists import WAITS
from engine.services.taking import Tick
from web import locale
from web.gate import open_to
from web.late import Answered, not_done
from web.product import product
from web.render import page, say
from web.staff.case_frame import opened
from web.staff.desk import desk, member, viewer
from web.staff.queue import chosen, filters
from web.typed import clean

LONGEST_REASON = 500
WHY_TAKEN = N_("Say why, in a line. Your colleague reads it.")
LEFT = N_("Left alone: {count} ({which}).")

WHY: dict[WhyLeft, str] = {
    "taken": N_("taken by {who} since"),
    "ended": N_("has ended"),
    "right": N_("not yours to do"),
    "not theirs": N_("does not wait for the client"),
    "reminded": N_("reminded within the last day"),
    "sent": N_("on its way since"),
    "late": N_("of no use any more"),
}


@desk.post("/<programme>/queues/<name>/act")
@open_to("staff")
def act(name: str) -> Answered:
    """Do what was pressed in a list: take the next one or this one, hand over, remind, send."""
    deed, _, case_id = request.form.get("_do", "").partition(":")
    if deed == "next":
        return _next(name)
    if deed == "take":
        return _took(product().taking.take(member().account, case_id, held_by=""), name)
    if deed == "again":
        messages = [case_id] if case_id else request.form.getlist("message")
        if messages:
            _tell(product().taking.send_again(viewer(), messages), N_("On its way again: {count}."))
        else:
            say(N_("Tick at least one message."), "warn")
        return _back(name)
    ticks = _ticks()
    if not ticks:
        say(N_("Tick at least one case."), "warn")
        return _back(name)
    if deed == "hand":
        return _choose(ticks, name)
    if deed == "handed":
        done = product().taking.hand_over(viewer(), ticks, request.form.get("to", ""))
        _tell(done, N_("Handed over: {count}."))
    if deed == "remind":
        _tell(product().taking.remind(viewer(), ticks), N_("Reminded: {count}."))
    return _back(name)


@desk.get("/<programme>/cases/<case_id>/take")
@open_to("staff")
def ask_why(case_id: str) -> Answered:
    """A page that asks why a case is taken from a colleague."""
    return _why(case_id, "")


@desk.post("/<programme>/cases/<case_id>/take")
@open_to("staff")
def take_over(case_id: str) -> Answered:
    """Take a case; from a colleague only with a reason."""
    reason = clean(request.form.get("reason", ""))[:LONGEST_REASON]
    reply = product().taking.take(member().account, case_id, reason=reason)
    if isinstance(reply, Held):
        problem = locale.reader().message("Say why, in a line. Your colleague reads it.")
        return _why(case_id, problem)
    back = url_for("staff.case", case_id=case_id, list=_list())
    if isinstance(reply, Refusal):
        late = not_done(REFUSALS[reply.code], back, (reason,))
        if late is not None:
            return late
        say(REFUSALS[reply.code], "bad")
    return redirect(back, 303)


@desk.get("/<programme>/cases/<case_id>/hand-over")
@open_to("staff")
def hand_over(case_id: str) -> Answered:
    """A page that asks to whom a case goes."""
    holder = product().taking.holder(viewer(), opened(case_id).case.id)
    return _choose((Tick(case_id, holder),), _list() or WAITS)


def _next(name: str) -> Response:
    case_id = product().taking.next_one(viewer(), name, filters())
    if case_id:
        return redirect(url_for("staff.case", case_id=case_id, list=name), 303)
    say(N_("Here is nothing that nobody has."), "info")
    return _back(name)


def _took(reply: ClaimReply, name: str) -> Response:
    if isinstance(reply, Receipt):
        say(N_("Taken."))
    elif isinstance(reply, Held):
        who = product().queues.name_of(reply.account)
        say(N_("Not taken: {who} was faster."), "warn", who=who)
    else:
        say(REFUSALS[reply.code], "bad")
    return _back(name)


def _choose(ticks: tuple[Tick, ...], name: str) -> Answered:
    colleagues = product().taking.colleagues(viewer())
    return page("staff/hand_over.html", ticks=ticks, name=name, colleagues=colleagues)


def _why(case_id: str, problem: str) -> Answered:
    holder = product().taking.holder(viewer(), opened(case_id).case.id)
    who = product().queues.name_of(holder) if holder else ""
    told = {"who": who, "problem": problem, "list": _list()}
    return page("staff/take_over.html", 422 if problem else 200, case_id=case_id, **told)


def _list() -> str:
    return request.values.get("list", "")


def _ticks() -> tuple[Tick, ...]:
    """The cases that were ticked, each with who had it when the list was read."""
    ticked = (text.partition(" ") for text in request.form.getlist("case"))
    return tuple({case_id: Tick(case_id, holder) for case_id, _, holder in ticked}.values())


def _back(name: str) -> Response:
    if not name:
        abort(404)
    return redirect(url_for("staff.queue", name=name, **chosen()), 303)


def _tell(done: BulkOutcome, words: str) -> None:
    """With how many it was done, and who was left alone, and why."""
    reader = locale.reader()
    text = reader.message(words, count=done.done)
    if done.left:
        left = "; ".join(_left(done.left))
        text += " " + reader.message(LEFT, count=len(done.left), which=left)
    say("{text}", "warn" if done.left else "good", text=text)


def _left(left: Iterable[LeftAlone]) -> Iterable[str]:
    reader = locale.reader()
    for each in left:
        yield f"{each.number}: {reader.message(WHY[each.why], who=each.who)}"

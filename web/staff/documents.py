"""Documents of a case at the bank's desk: answers beside the words they were given under."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from engine.base.receipts import Receipt
from engine.case.comments import CommentPlace, place_named
from engine.forms.wording import html_id
from engine.language.marker import N_
from engine.meaning.flow.commands import Refusal
from engine.meaning.words.refusals import REFUSALS, refusal_in_words
from engine.services import senders
from engine.services.addresses import item_at
from engine.services.case_entries import StepEntry
from engine.services.case_loading import LoadedCase
from engine.services.comment_acts import CommentEntry, drafted_comments
from engine.services.desk_opened import document_part
from engine.services.document_pages import DocumentAsked
from engine.services.document_views import DocumentView, StepOfDocument
from engine.services.reads import only_reads
from engine.services.ready_texts import added
from engine.services.replies import Refused
from web import locale
from web.gate import open_to
from web.late import Answered, not_done, wants_part
from web.paging import sliced
from web.product import product
from web.render import page, say
from web.staff.case_frame import head, opened
from web.staff.desk import desk, member, zone
from web.staff.files import shown_beside
from web.staff.recording import record
from web.staff.showing import show, shown
from web.typed import clean, typed

ONLY_CHANGED = "changed"
READY = "ready:"
KEPT = ("version", "with", "show")
"""What is chosen of a document in its address."""


@desk.get("/<programme>/cases/<case_id>/documents")
@open_to("staff")
def documents(case_id: str) -> tuple[str, int]:
    """Every form of the case that was sent or is expected."""
    case = opened(case_id)
    lines = product().documents.of_case(case, locale.current())
    return page("staff/documents.html", head=head(case, "documents"), documents=lines, zone=zone())


@desk.get("/<programme>/cases/<case_id>/answers")
@open_to("staff")
def answers(case_id: str) -> Answered:
    """The form that the case began with."""
    case = opened(case_id)
    first = next(iter(product().documents.of_case(case, locale.current())), None)
    if first is None or not first.versions:
        return page("staff/documents.html", head=head(case, "answers"), documents=(), zone=zone())
    return _page(case, first.place, "answers")


@desk.get("/<programme>/cases/<case_id>/documents/<place>")
@open_to("staff")
def document(case_id: str, place: str) -> Answered:
    """One document, version by version."""
    return _page(opened(case_id), place, "documents")


@desk.post("/<programme>/cases/<case_id>/documents/<place>/code")
@open_to("staff")
def show_answer(case_id: str, place: str) -> Answered:
    """Show one personal code of a document for one view of the page; that is recorded."""
    case, key = opened(case_id), request.form.get("of", "")
    if only_reads(case) or not product().documents.is_short(case, _asked(place), key):
        abort(404)
    show(case, place, key)
    args: dict[str, Any] = {name: request.args.get(name) for name in KEPT}
    anchor = f"a-{html_id(key)}"
    if request.args.get("part") == "answers":
        return redirect(url_for("staff.answers", case_id=case_id, **args, _anchor=anchor), 303)
    address = url_for("staff.document", case_id=case_id, place=place, **args, _anchor=anchor)
    return redirect(address, 303)


@desk.post("/<programme>/cases/<case_id>/documents/<place>/comment")
@open_to("staff")
def comment(case_id: str, place: str) -> Answered:
    """Keep a comment for its writer; a script gets the tray with what it will do."""
    on = place_named(clean(request.form.get("_on", "")))
    item, unit = item_at(place)
    does = request.form.get("_do", "")
    text = "" if does == "remove" else clean(request.form.get("text", ""))
    if does.startswith(READY):
        case = opened(case_id)
        text = _with_ready(case, drafted_comments(case, item, unit).get(on, ""), does[len(READY) :])
    entry = CommentEntry(case_id, senders.staff(member().account), item, unit, on, text)
    reply = product().cases.comment(entry)
    if isinstance(reply, Refusal):
        late = not_done(REFUSALS[reply.code], _onward(case_id, place, on), (text,))
        return late or abort(404 if reply.code == "no such item" else 409)
    if isinstance(reply, Refused):
        problem = reply.problems[0]
        words = locale.reader().text(problem.message, **problem.params)
        late = None if wants_part() else not_done(words, _onward(case_id, place, on), (text,))
        return late or (words, 422)
    if request.headers.get("HX-Request"):
        shown = _shown(opened(case_id), DocumentAsked(place, locale.current()))
        return render_template("staff/tray.html", **shown, kept=product().clock.now()), 200
    if does == "choose":
        address = url_for("staff.choose_text", case_id=case_id, place=place, on=on.name)
        return redirect(address, 303)
    return redirect(_onward(case_id, place, on), 303)


@desk.get("/<programme>/cases/<case_id>/documents/<place>/ready")
@open_to("staff")
def choose_text(case_id: str, place: str) -> Answered:
    """The ready texts that can be put into a comment, and what it says so far."""
    case, on = opened(case_id), place_named(clean(request.args.get("on", "")))
    view = product().documents.one(case, DocumentAsked(place, locale.current()))
    if not view.may_comment:
        return redirect(_onward(case_id, place, on))
    return page(
        "staff/choose_text.html",
        head=head(case, "documents"),
        document=view,
        on=on.name,
        typed=drafted_comments(case, *item_at(place)).get(on, ""),
        ready=product().ready_texts.offered(case, locale.current()),
        back=_onward(case_id, place, on),
        zone=zone(),
    )


@desk.post("/<programme>/cases/<case_id>/documents/<place>/do/<step>")
@open_to("staff")
def take(case_id: str, place: str, step: str) -> Answered:
    """Take a step of a document; comments that are not sent go with one that asks a comment."""
    case = opened(case_id)
    item, unit = item_at(place)
    view = product().documents.one(case, DocumentAsked(place, locale.current()))
    chosen = _chosen(view, step)
    entry = StepEntry(
        case_id,
        senders.staff(member().account),
        item,
        chosen.name,
        (unit,) if unit else (),
        seen=typed().seen,
        key=request.form.get("_key", ""),
    )
    reply = product().cases.do(entry)
    if isinstance(reply, Receipt):
        say(N_("{step}: done"), step=chosen.caption)
        return redirect(url_for("staff.document", case_id=case_id, place=place), 303)
    if isinstance(reply, Refused):
        return redirect(url_for("staff.step", case_id=case_id, place=place, step=step), 303)
    refusal = reply if isinstance(reply, Refusal) else Refusal("stale", item, unit, chosen.name)
    return _refused(opened(case_id), place, refusal)


def _with_ready(case: LoadedCase, text: str, number: str) -> str:
    """What a comment says so far, with a ready text behind it."""
    offered = product().ready_texts.offered(case, locale.current())
    chosen = offered[int(number)].text if number.isdecimal() and int(number) < len(offered) else ""
    return added(text, chosen)


def _asked(place: str, whole: str = "") -> DocumentAsked:
    return DocumentAsked(place, locale.current(), _number("version"), _number("with"), whole)


def _page(case: LoadedCase, place: str, part: str, refusal: str = "") -> Answered:
    told = _shown(case, _asked(place, shown(case, place)))
    if case.stood_at is None and told["document"].is_latest:
        record(case, document_part(place))
    only_changed = request.args.get("show") == ONLY_CHANGED
    beside = shown_beside(case, request.args.get("file", ""), _number("page") or 1)
    versions, stands = sliced(told["document"].versions[::-1], endpoint="staff.document")
    return page(
        "staff/document.html",
        409 if refusal else 200,
        head=head(case, part),
        only_changed=only_changed and told["document"].changed > 0,
        beside=beside,
        refusal=refusal,
        versions=versions,
        place=stands,
        **told,
    )


def _shown(case: LoadedCase, asked: DocumentAsked) -> dict[str, Any]:
    return {
        "document": product().documents.one(case, asked),
        "case_id": case.case.id,
        "zone": zone(),
        "html_id": html_id,
        "key": token_hex,
        "place_name": lambda key, file="", number=0: CommentPlace(key, file, number).name,
    }


def _refused(case: LoadedCase, place: str, refusal: Refusal) -> Answered:
    captions = product().library.captions(case.ready, locale.current())
    told = refusal_in_words(case.state.world, case.state.picture, refusal, captions)
    return _page(case, place, "documents", told.text)


def _chosen(view: DocumentView, step: str) -> StepOfDocument:
    found = next((one for one in (*view.returning, *view.steps) if one.step == step), None)
    if found is None:
        abort(404)
    return found


def _onward(case_id: str, place: str, on: CommentPlace) -> str:
    """Back to the answer, with the page of the file that was commented."""
    anchor = f"a-{html_id(on.key)}" if on.key else "whole"
    return url_for(
        "staff.document",
        case_id=case_id,
        place=place,
        file=on.file or None,
        page=on.page or None,
        _anchor=anchor,
    )


def _number(name: str) -> int:
    given = request.args.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 6 else 0

"""Pages for people without a cabinet, who were sent a personal link.

The secret of the link stands in an address once: the first page puts the link's id, which opens
nothing by itself, into the signed cookie and goes on to an address without it.
"""

from __future__ import annotations

from dataclasses import replace
from secrets import token_hex
from typing import Final

from flask import Response as Page
from flask import g, make_response, redirect, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from engine.base.errors import NotFound
from engine.base.receipts import Receipt
from engine.language.marker import N_
from engine.meaning.flow.commands import Refusal
from engine.meaning.words.refusals import REFUSALS
from engine.services.personal_pages import PersonalView
from engine.services.replies import Refused
from engine.services.step_acts import TakeReply
from engine.services.views import UNTOUCHED, Entered
from web import locale
from web.applicant.beginning import NOT_READY, coded, started
from web.applicant.desk import LINK, desk, zone
from web.gate import open_to
from web.handing_out import attachment
from web.headers import let_measure
from web.late import not_done
from web.onward import led_away, unreferred
from web.product import product
from web.render import page, say
from web.step_files import StepFiles
from web.typed import typed

Answered = Response | tuple[str, int]
LONGEST_TOKEN: Final = 100


@desk.get("/link/<token>")
@open_to("everyone")
def open_link(token: str) -> Response:
    """Remember which link this is, and take its secret out of the address."""
    found = product().personal.by_token(token[:LONGEST_TOKEN], g.programme)
    cookie.pop(LINK, None)
    if found is not None:
        cookie[LINK] = [found.id, _now()]
    return unreferred(redirect(url_for("applicant.link"), 303))


@desk.get("/link")
@open_to("everyone")
def link() -> Answered:
    """What is this person's: how it stands, what to know, what to do."""
    return _shown()


@desk.get("/link/do/<step>")
@open_to("everyone")
def link_step(step: str) -> Answered:
    """A step of the person that asks something first."""
    return _step_page(step, UNTOUCHED)


@desk.post("/link/do/<step>")
@open_to("everyone")
def take_link_step(step: str) -> Answered:
    """Take a step as the person of the link."""
    post = typed()
    try:
        files = _files(step)
        refused = files.attached()
        if post.action == "detach":
            files.detached(post.operand)
        if post.action not in ("", "take") or refused:
            return _step_page(step, Entered(post.raw, refused), 422 if refused else 200)
        way_on = product().agreed.way_on(files.entry)
        if way_on == "":
            say(NOT_READY, "bad")
            return _step_page(step, Entered(post.raw), 409)
        key = post.marks.get("_key", "")
        reply = product().cases.do(replace(files.entry, raw=post.raw, key=key, seen=post.seen))
    except NotFound:
        return _late(N_("This step is not open now.")) or _over()
    if isinstance(reply, Refused):
        return _step_page(step, Entered(post.raw, reply.problems), 422)
    if way_on and isinstance(reply, Receipt):
        return led_away("applicant/away.html", way_on)
    late = _late(REFUSALS[reply.code]) if isinstance(reply, Refusal) else None
    if late is not None:
        return late
    _say_of(reply, N_("Done."))
    return redirect(url_for("applicant.link"), 303)


@desk.post("/link/do/<step>/files/<name>")
@open_to("everyone")
def link_step_files(step: str, name: str) -> Answered:
    """Take one file; a script gets the part of the page that changed."""
    return _files(step).taken(
        name,
        lambda: (
            product()
            .personal.step_page(_id(), g.programme, step, UNTOUCHED, locale.current())
            .forms
        ),
    )


@desk.get("/link/do/<step>/files/<name>")
@open_to("everyone")
def link_step_file(step: str, name: str) -> Response:
    """A file of one's own draft."""
    return _files(step).handed_out(name)


@desk.get("/link/file/<file_id>")
@open_to("everyone")
def link_file(file_id: str) -> Response:
    """A file that the page of the link shows."""
    kept = product().personal.file(_id(), g.programme, file_id)
    return unreferred(attachment(kept, product().uploads.space.files.open(kept.id)))


@desk.get("/link/begin")
@open_to("everyone")
def begin_by_link() -> Answered:
    """On to the provider that identifies the person of the link, or what comes before it."""
    try:
        place = product().personal.start_place(_id(), g.programme)
    except NotFound:
        return _over()
    _touch()
    return started(
        place, url_for("applicant.link"), lambda step: url_for("applicant.link_step", step=step)
    )


@desk.post("/link/begin")
@open_to("everyone")
def code_by_link() -> Answered:
    """Ask for the code, or enter it, as the person of the link."""
    try:
        place = product().personal.start_place(_id(), g.programme)
    except NotFound:
        return _over()
    _touch()
    return coded(place, url_for("applicant.link"))


@desk.post("/link/again")
@open_to("everyone")
def renew_link() -> Answered:
    """Have another link sent to the address that the case knows."""
    try:
        reply = product().personal.renew(_id(), g.programme)
    except NotFound:
        return _over()
    if reply is None:
        say(N_("A link was sent a short while ago, or none is needed any more."), "info")
    else:
        _say_of(reply, N_("A new link is on its way to the e-mail address that the Bank knows."))
    return redirect(url_for("applicant.link"), 303)


def _late(why: str) -> Answered | None:
    """What was typed into a step that closed meanwhile."""
    late = not_done(why, url_for("applicant.link"))
    return _private(*late) if late is not None else None


def _say_of(reply: TakeReply, done: str) -> None:
    if isinstance(reply, Refusal):
        say(REFUSALS[reply.code], "bad")
    elif isinstance(reply, Receipt):
        say(done)


def _shown() -> Answered:
    try:
        view = product().personal.view(_id(), g.programme, locale.current())
    except NotFound:
        return _over()
    _touch()
    return _page(view, 200 if view.is_open else 410)


def _over() -> Answered:
    """The link is unknown, or this browser has not opened it for a while."""
    return _page(PersonalView(is_open=False), 410)


def _page(view: PersonalView, status: int) -> Answered:
    text, _status = page(
        "applicant/link.html",
        status,
        view=view,
        key=token_hex(16),
        zone=zone(),
        is_known=LINK in cookie,
        comment=_comment() if view.begins else "",
    )
    return _private(text, status)


def _comment() -> str:
    """What the provider said to the person."""
    found = product().outside.of(*product().personal.where(_id(), g.programme))
    return found.comment if found else ""


def _files(step: str) -> StepFiles:
    """The files of a step of the link. Raises NotFound."""
    entry = product().personal.entry(_id(), g.programme, step)
    return StepFiles(entry, lambda name: url_for("applicant.link_step_file", step=step, name=name))


def _step_page(step: str, entered: Entered, status: int = 200) -> Answered:
    try:
        shown = product().personal.step_page(_id(), g.programme, step, entered, locale.current())
        files = _files(step)
    except NotFound:
        return _over()
    _touch()
    if shown.measures:
        let_measure()
    text, _status = page(
        "applicant/step.html",
        status,
        sheet=shown,
        forms=shown.forms,
        problems=shown.problems,
        item_shows=(),
        key=token_hex(16),
        here=url_for("applicant.link_step", step=step),
        overview_address=url_for("applicant.link"),
        native_files=True,
        typed_form="typed",
        **files.addresses,
    )
    return _private(text, status)


def _private(text: str, status: int) -> Page:
    return unreferred(make_response(text, status))


def _id() -> str:
    """The id of the link that was opened with this browser, unless it was left for too long."""
    kept = cookie.get(LINK)
    if not isinstance(kept, list):
        return ""
    idle = product().desk.limits.session_idle.total_seconds()
    if _now() - kept[1] > idle:
        cookie.pop(LINK, None)
        return ""
    return str(kept[0])


def _touch() -> None:
    cookie[LINK] = [_id(), _now()]


def _now() -> int:
    return int(product().clock.now().timestamp())

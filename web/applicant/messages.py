"""Messages with the Bank: the newest first, and a form to write one."""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_hex
from typing import Any

from flask import Response, abort, g, redirect, url_for
from flask.typing import ResponseReturnValue

from engine.language.marker import N_
from engine.services import senders
from engine.services.case_loading import CaseRequest
from engine.services.senders import Sender
from web import locale, talking
from web.applicant.desk import desk, zone
from web.gate import open_to
from web.handing_out import attachment
from web.late import not_done
from web.paging import sliced
from web.product import product
from web.render import page, say
from web.talking import Posted
from web.visitor import visitor


@desk.get("/case/<case_id>/messages")
@open_to("applicant")
def messages(case_id: str) -> ResponseReturnValue:
    """What was written, the newest first; the reader has read it now."""
    request_of = CaseRequest(case_id, _sender())
    talk = product().talks.view(product().cases.load(request_of), locale.current())
    product().talks.read(request_of)
    shown, place = sliced(talk.lines[::-1])
    return page(
        "applicant/messages.html",
        talk=talk,
        days=talking.by_day(shown, zone()),
        place=place,
        case_id=case_id,
        file_address=_file_address(case_id),
        zone=zone(),
        today=product().clock.now().astimezone(zone()).date(),
    )


@desk.get("/case/<case_id>/messages/write")
@open_to("applicant")
def message(case_id: str) -> ResponseReturnValue:
    """The form of a message, with what was typed so far."""
    return _form(case_id)


@desk.post("/case/<case_id>/messages/write")
@open_to("applicant")
def write_message(case_id: str) -> ResponseReturnValue:
    """Send the message, or keep it with its files."""
    post = talking.posted(case_id, _sender())
    if post.refused:
        back = url_for("applicant.messages", case_id=case_id)
        return not_done(talking.REFUSED, back) or abort(404)
    if post.problems:
        return _form(case_id, post)
    if not post.sent:
        return redirect(url_for("applicant.message", case_id=case_id), 303)
    say(N_("Your message has been sent to the Bank."))
    return redirect(url_for("applicant.messages", case_id=case_id), 303)


@desk.post("/case/<case_id>/messages/typed")
@open_to("applicant")
def keep_message(case_id: str) -> ResponseReturnValue:
    """Keep what is typed."""
    return talking.kept(case_id, _sender())


@desk.post("/case/<case_id>/messages/files")
@open_to("applicant")
def message_files(case_id: str) -> ResponseReturnValue:
    """Take one file that a script sends."""
    return talking.taken(case_id, _sender(), _file_address(case_id), _upload_address(case_id))


@desk.get("/case/<case_id>/messages/files/<file_id>")
@open_to("applicant")
def message_file(case_id: str, file_id: str) -> Response:
    """A file of a message, to keep."""
    case = product().cases.load(CaseRequest(case_id, _sender()))
    return attachment(*product().talks.file(case, file_id))


@desk.app_context_processor
def mailbox() -> dict[str, Any]:
    """For the head of pages: where the messages are, and how many were not read."""
    if not visitor() or not g.get("programme"):
        return {"mailbox": None}
    case_id, count = product().talks.unread_of(visitor(), g.programme)
    if not case_id:
        return {"mailbox": None}
    return {"mailbox": {"address": url_for("applicant.messages", case_id=case_id), "count": count}}


def _form(case_id: str, post: Posted | None = None) -> ResponseReturnValue:
    case = product().cases.load(CaseRequest(case_id, _sender()))
    talk = product().talks.view(case, locale.current())
    return page(
        "applicant/message.html",
        422 if post else 200,
        talk=talk,
        post=post,
        files=talking.message_files(talk.files),
        native_files=True,
        file_address=_file_address(case_id),
        upload_address=_upload_address(case_id),
        here=url_for("applicant.message", case_id=case_id),
        typed_address=url_for("applicant.keep_message", case_id=case_id),
        back=url_for("applicant.messages", case_id=case_id),
        key=token_hex(16),
    )


def _sender() -> Sender:
    return senders.applicant(visitor())


def _file_address(case_id: str) -> Callable[[str], str]:
    return lambda id: url_for("applicant.message_file", case_id=case_id, file_id=id)


def _upload_address(case_id: str) -> Callable[[str], str]:
    return lambda _name: url_for("applicant.message_files", case_id=case_id)

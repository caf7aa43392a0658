"""Messages with the client: a talk, the newest at the foot, beside the answer that is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from secrets import token_hex

from flask import Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine.base.receipts import Receipt
from engine.language.marker import N_
from engine.services import senders
from engine.services.case_loading import CaseRequest
from engine.services.senders import Sender
from web import locale, talking
from web.gate import open_to
from web.handing_out import attachment
from web.late import not_done
from web.paging import sliced
from web.product import product
from web.render import page, say
from web.staff.case_frame import head, opened
from web.staff.desk import desk, member, zone
from web.staff.recording import record
from web.talking import Posted


@desk.get("/<programme>/cases/<case_id>/messages")
@open_to("staff")
def messages(case_id: str) -> ResponseReturnValue:
    """The talk; whoever may answer has read it now."""
    return _shown(case_id)


@desk.post("/<programme>/cases/<case_id>/messages")
@open_to("staff")
def write_message(case_id: str) -> ResponseReturnValue:
    """Send the message, or keep it with its files."""
    ready = product().ready_texts.offered(opened(case_id), locale.current())
    post = talking.posted(case_id, _sender(), tuple(one.text for one in ready))
    if post.refused:
        return not_done(talking.REFUSED, url_for("staff.messages", case_id=case_id)) or abort(404)
    if post.problems:
        return _shown(case_id, post)
    if post.sent:
        say(N_("Message sent."))
    return redirect(url_for("staff.messages", case_id=case_id, _anchor="answer"), 303)


@desk.post("/<programme>/cases/<case_id>/messages/typed")
@open_to("staff")
def keep_message(case_id: str) -> ResponseReturnValue:
    """Keep what is typed."""
    opened(case_id)
    return talking.kept(case_id, _sender())


@desk.post("/<programme>/cases/<case_id>/messages/files")
@open_to("staff")
def message_files(case_id: str) -> ResponseReturnValue:
    """Take one file that a script sends."""
    opened(case_id)
    return talking.taken(case_id, _sender(), *_addresses(case_id))


@desk.get("/<programme>/cases/<case_id>/messages/files/<file_id>")
@open_to("staff")
def message_file(case_id: str, file_id: str) -> Response:
    """A file of a message, to keep; that is recorded."""
    case = opened(case_id)
    found = product().talks.file(case, file_id)
    record(case, f"file/{file_id}")
    return attachment(*found)


@desk.post("/<programme>/cases/<case_id>/messages/no-answer")
@open_to("staff")
def no_answer(case_id: str) -> ResponseReturnValue:
    """Leave the messages so far without an answer."""
    opened(case_id)
    key = request.form.get("_key", "")
    reply = product().talks.set_aside(case_id, _sender(), key)
    if isinstance(reply, Receipt):
        say(N_("No answer is needed: the case has left “Messages not answered”."))
    return redirect(url_for("staff.messages", case_id=case_id), 303)


def _shown(case_id: str, post: Posted | None = None) -> ResponseReturnValue:
    case = opened(case_id)
    talk = product().talks.view(case, locale.current())
    above = head(case, "messages")
    if case.stood_at is None:
        product().talks.read(CaseRequest(case_id, _sender()))
        above = replace(above, unread=0 if talk.may_write else above.unread)
    file_address, upload_address = _addresses(case_id)
    shown, place = sliced(talk.lines[::-1], endpoint="staff.messages")
    return page(
        "staff/messages.html",
        422 if post else 200,
        head=above,
        talk=talk,
        days=talking.by_day(shown[::-1], zone()),
        place=place,
        post=post,
        ready=product().ready_texts.offered(case, locale.current()),
        files=talking.message_files(talk.files),
        native_files=True,
        file_address=file_address,
        upload_address=upload_address,
        here=url_for("staff.messages", case_id=case_id),
        key=token_hex(16),
        zone=zone(),
        today=product().clock.now().astimezone(zone()).date(),
    )


def _sender() -> Sender:
    return senders.staff(member().account)


def _addresses(case_id: str) -> tuple[Callable[[str], str], Callable[[str], str]]:
    return (
        lambda id: url_for("staff.message_file", case_id=case_id, file_id=id),
        lambda _name: url_for("staff.message_files", case_id=case_id),
    )

"""The way in: the language, the programme, and in the demo the phone that receives everything."""

from __future__ import annotations

from dataclasses import field
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response

from engine.base.dataclass import dataclass
from engine.base.records import Message
from engine.definitions.model.programme import (
    Programme,
)
from web import locale
from web.banks import served
from web.gate import open_to
from web.looks import Dressed, dressed
from web.product import product
from web.render import languages, page, programme
from web.ways_in import start_page

desk = Blueprint("entrance", __name__)


@dataclass(frozen=True, slots=True)
class ProgrammeLink:
    """A programme to enter, what its bank looks like, and the address of its start page."""

    programme: Programme
    look: Dressed
    address: str


@dataclass(frozen=True, slots=True)
class DemoLetter:
    """A message on the phone of the demo; ``at`` is in the reader's words."""

    channel: str
    to: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    language: str
    at: str
    sender: str


@desk.get("/")
@open_to("everyone")
def root() -> Response:
    """To the start page in the language the browser likes best."""
    return redirect(url_for("entrance.start", lang=locale.preferred(languages())))


@desk.get("/<lang:lang>/")
@open_to("everyone")
def start() -> tuple[str, int]:
    """The start page of the only programme, or the choice of one."""
    if locale.current() not in languages():
        abort(404)
    if programme() is not None:
        return start_page()
    choices = tuple(
        ProgrammeLink(one, dressed(one.bank), url_for("applicant.start", programme=name))
        for name, one in served().items()
        if locale.current() in one.languages
    )
    return page("programmes.html", choices=choices)


@desk.get("/<lang:lang>/outbox")
@open_to("everyone")
def outbox() -> tuple[str, int]:
    """In the demo: what would have been sent, as a phone would show it. Elsewhere no page."""
    shown = product().outbox
    if shown is None:
        abort(404)
    letters = tuple(map(_letter, shown.newest()))
    return page(
        "outbox.html",
        mails=[letter for letter in letters if letter.channel == "email"],
        messages=[letter for letter in letters if letter.channel != "email"],
    )


def _letter(message: Message) -> DemoLetter:
    at = locale.reader().datetime(message.created_at, _zone())
    sender = message.sender.name or message.sender.address
    return DemoLetter(
        message.channel, message.to, message.subject, message.body, message.language, at, sender
    )


def _zone() -> ZoneInfo:
    one = programme() or next(iter(served().values()), None)
    return ZoneInfo(one.time_zone if one else "UTC")

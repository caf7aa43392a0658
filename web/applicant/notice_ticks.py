"""The part of the profile where notices that nobody has to get are switched off and on."""

from __future__ import annotations

from typing import Final

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from engine.accounts import notice_choices
from engine.accounts.notice_choices import Purpose
from engine.base.dataclass import dataclass
from engine.language.marker import N_
from engine.services.undelivered import CHANNELS
from web import locale
from web.applicant.desk import desk, here
from web.applicant.own_sessions import signed_in
from web.gate import open_to
from web.product import product
from web.render import say

NAME: Final = "on"


@dataclass(frozen=True, slots=True)
class NoticeTick:
    """One channel of a purpose; ``value`` names its first notice."""

    value: str
    caption: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class TickGroup:
    """What some notices are for, and a tick for each channel."""

    words: str
    ticks: tuple[NoticeTick, ...]


def tick_groups(account: str) -> tuple[TickGroup, ...]:
    """What the programme of this page lets its applicants choose."""
    programme, reader = here(), locale.reader()
    off = notice_choices.off(product().desk, account, programme.name)
    return tuple(
        TickGroup(
            reader.text(purpose.words),
            tuple(
                NoticeTick(
                    _value(purpose, channel), reader.message(CHANNELS[channel]), not off & pairs
                )
                for channel, pairs in _pairs(purpose).items()
            ),
        )
        for purpose in notice_choices.purposes(programme.flow)
    )


@desk.post("/profile/notices")
@open_to("applicant")
def choose_notices() -> Response:
    """What is not ticked is off from now on."""
    programme, ticked = here(), set(request.form.getlist(NAME))
    off = frozenset(
        pair
        for purpose in notice_choices.purposes(programme.flow)
        for channel, pairs in _pairs(purpose).items()
        if _value(purpose, channel) not in ticked
        for pair in pairs
    )
    notice_choices.choose(product().desk, signed_in().account.id, programme.name, off)
    say(N_("Saved."))
    return redirect(url_for("applicant.profile"), 303)


def _pairs(purpose: Purpose) -> dict[str, frozenset[tuple[str, str]]]:
    return {
        channel: frozenset((notice, channel) for notice in notices)
        for channel, notices in purpose.notices.items()
    }


def _value(purpose: Purpose, channel: str) -> str:
    return f"{channel} {purpose.notices[channel][0]}"

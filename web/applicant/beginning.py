"""On to an outside party, where a person is identified or signs, and back again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from flask import make_response, redirect, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from engine.base.errors import NotFound
from engine.definitions.model.ports import SIGNING
from engine.language.marker import N_
from engine.meaning.words.happenings import actor_in_words
from engine.services import senders
from engine.services.addresses import item_at
from engine.services.agreed_start import Reply, StartPlace
from engine.services.case_loading import CaseRequest
from web import locale
from web.applicant.desk import LINK, desk, zone
from web.gate import open_to
from web.onward import led_away, sent_away, unreferred
from web.product import product
from web.render import page
from web.typed import typed
from web.visitor import visitor

Answered = Response | tuple[str, int]
LONGEST_CODE: Final = 20

NOT_READY: Final = N_("The call is being prepared. Nothing is lost: please try again in a minute.")
SAYINGS: Final[Mapping[Reply, str]] = {
    "sent": N_("The code is on its way to your mobile phone."),
    "just sent": N_(
        "A code was sent a moment ago. If it does not come, ask for another one in a minute."
    ),
    "nowhere": N_("The Bank does not know your mobile phone number. Please call the Bank."),
    "closed": N_("This cannot be started now."),
    "used up": N_("Too many codes were asked for. Please try again later, or call the Bank."),
    "wrong": N_("The code is wrong or no longer valid. Look at the newest message."),
    "not ready": NOT_READY,
}
"""What is said after a code was asked for or entered, unless it opens the way."""

GOOD: Final[frozenset[Reply]] = frozenset({"sent", "just sent"})


@desk.get("/case/<case_id>/<place>/begin")
@open_to("applicant")
def begin(case_id: str, place: str) -> Answered:
    """On to the provider, or what comes before it: an agreed time and a code."""
    item, unit = item_at(place)
    sender = senders.applicant(visitor())
    case = product().cases.load(CaseRequest(case_id, sender))
    if unit not in case.actor.persons:
        raise NotFound
    return started(
        StartPlace(case_id, sender, item, unit),
        _overview(case_id),
        lambda step: url_for("applicant.step", case_id=case_id, place=place, step=step),
    )


@desk.post("/case/<case_id>/<place>/begin")
@open_to("applicant")
def begin_with_code(case_id: str, place: str) -> Answered:
    """Ask for the code, or enter it."""
    item, unit = item_at(place)
    sender = senders.applicant(visitor())
    return coded(StartPlace(case_id, sender, item, unit), _overview(case_id))


@desk.get("/identified")
@open_to("everyone")
def identified() -> Answered:
    """Where the provider sends people back to."""
    return page("applicant/identified.html", has_cabinet=bool(visitor()), by_link=LINK in cookie)


def said_elsewhere(case_id: str, place: str) -> str:
    """What the provider said to the person; empty where it said nothing."""
    found = product().outside.of(case_id, *item_at(place)) if place else None
    return found.comment if found else ""


def started(place: StartPlace, back: str, to_step: Callable[[str], str]) -> Answered:
    """On to the provider; where a time is agreed, only around it and by its step.

    ``to_step`` is the address of a step's page by the step's own.
    """
    view = product().agreed.view(place, locale.current())
    if view is not None and (view.needs_code or view.joins or view.door != "open"):
        return _agreed(place, back, to_join=to_step(view.joins) if view.joins else "")
    found = product().outside.of(place.case_id, place.item, place.unit)
    if found is None:
        return redirect(back, 303)
    if not found.link:
        return page(
            "applicant/begin.html",
            fault=bool(found.fault),
            back=back,
            here=request.path,
            signs=found.port == SIGNING,
            mailed=_caption(place, found.provider) if found.session else "",
        )
    return sent_away(found.link)


def coded(place: StartPlace, back: str) -> Answered:
    """What comes of asking for the code, or of entering it."""
    post = typed()
    if post.action == "enter":
        entry = product().agreed.enter(place, request.form.get("code", "")[:LONGEST_CODE])
        if entry.link:
            return led_away("applicant/away.html", entry.link)
        return _agreed(place, back, entry.reply)
    return _agreed(place, back, product().agreed.send(place))


def _agreed(
    place: StartPlace, back: str, reply: Reply | None = None, to_join: str = ""
) -> Answered:
    view = product().agreed.view(place, locale.current())
    if view is None:
        return redirect(back, 303)
    is_bad = reply is not None and reply not in GOOD
    answer = page(
        "applicant/agreed.html",
        422 if is_bad else 200,
        view=view,
        saying="" if reply is None else SAYINGS.get(reply, ""),
        problem=is_bad,
        minutes=int(product().settings.code_length.total_seconds() // 60),
        zone=zone(),
        here=request.path,
        back=back,
        to_join=to_join,
    )
    return unreferred(make_response(answer))


def _caption(place: StartPlace, provider: str) -> str:
    """What the provider is called by whom its mail comes from."""
    case = product().cases.load(CaseRequest(place.case_id, place.sender))
    return actor_in_words(provider, product().library.captions(case.ready, locale.current()))


def _overview(case_id: str) -> str:
    return url_for("applicant.overview", case_id=case_id)

"""On to an outside party, where a person is identified, and back again."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response

from engine.base.errors import NotFound
from engine.services import senders
from engine.services.addresses import item_at
from engine.services.case_loading import CaseRequest
from web.applicant.desk import LINK, desk
from web.gate import open_to
from web.product import product
from web.render import page
from web.visitor import visitor

Answered = Response | tuple[str, int]


@desk.get("/case/<case_id>/<place>/begin")
@open_to("applicant")
def begin(case_id: str, place: str) -> Answered:
    """On to the provider, or wait until it has answered."""
    item, unit = item_at(place)
    case = product().cases.load(CaseRequest(case_id, senders.applicant(visitor())))
    if unit not in case.actor.persons:
        raise NotFound
    return onward(case_id, item, unit, url_for("applicant.overview", case_id=case_id))


@desk.get("/identified")
@open_to("everyone")
def identified() -> Answered:
    """Where the provider sends people back to."""
    return page("applicant/identified.html", has_cabinet=bool(visitor()), by_link=LINK in cookie)


def said_elsewhere(case_id: str, place: str) -> str:
    """What the provider said to the person; empty where it said nothing."""
    found = product().outside.of(case_id, *item_at(place)) if place else None
    return found.comment if found else ""


def onward(case_id: str, item: str, unit: str, back: str) -> Answered:
    """On to the provider; a page to wait on where it has not answered yet."""
    found = product().outside.of(case_id, item, unit)
    if found is None:
        return redirect(back, 303)
    if not found.link:
        return page("applicant/begin.html", fault=bool(found.fault), back=back, here=request.path)
    away = redirect(found.link, 303)
    away.headers["Referrer-Policy"] = "no-referrer"
    return away

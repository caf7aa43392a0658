"""The cabinet: the applications of the account, where each stands and why, and its document."""

from __future__ import annotations

from flask import redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine.services import senders
from engine.services.case_loading import CaseRequest
from web import locale
from web.applicant.beginning import said_elsewhere
from web.applicant.desk import desk, here, viewer, zone
from web.gate import open_to
from web.paging import PAGE, passed, placed
from web.product import product
from web.render import page
from web.visitor import visitor


@desk.get("/cabinet")
@open_to("applicant")
def cabinet() -> AnyResponse | tuple[str, int]:
    """The only application at once, several of them as a list."""
    own = product().queries.cases_of(viewer(), here().name, passed(), PAGE)
    if own.count == len(own.lines) == 1:
        return redirect(url_for("applicant.overview", case_id=own.lines[0].id))
    place = placed(len(own.lines), own.count)
    return page("applicant/cabinet.html", cases=own.lines, place=place, zone=zone())


@desk.get("/case/<case_id>")
@open_to("applicant")
def overview(case_id: str) -> tuple[str, int]:
    """Stages, fee and people, each with its reason and source."""
    found = product().queries.overview(viewer(), case_id)
    case = product().cases.load(CaseRequest(case_id, senders.applicant(visitor())))
    return page(
        "applicant/overview.html",
        overview=found,
        talk=product().talks.view(case, locale.current()),
        offer=product().added_cases.offer(viewer(), case_id),
        case_id=case_id,
        zone=zone(),
        comment=said_elsewhere(case_id, found.first.button.session) if found.first.button else "",
    )

"""What happened to an application, as its applicant may know it."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from engine.services import senders
from engine.services.case_loading import CaseRequest
from web import histories, locale, talking
from web.applicant.desk import desk, zone
from web.gate import open_to
from web.paging import sliced
from web.product import product
from web.render import page
from web.visitor import visitor


@desk.get("/case/<case_id>/history")
@open_to("applicant")
def history(case_id: str) -> ResponseReturnValue:
    """The action history, by day, the oldest first unless the other order is asked."""
    case = product().cases.load(CaseRequest(case_id, senders.applicant(visitor())))
    asked = histories.asked(newest_first=False)
    rows = product().histories.rows(case, locale.current(), asked)
    shown, place = sliced(rows)
    return page(
        "applicant/history.html",
        case_id=case_id,
        days=talking.by_day(shown, zone()),
        place=place,
        asked=asked,
        items=product().histories.items(case, locale.current()),
        zone=zone(),
        today=product().clock.now().astimezone(zone()).date(),
    )

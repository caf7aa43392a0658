"""What happened to a case: every act and what followed from it."""

from __future__ import annotations

from collections.abc import Callable

from flask.typing import ResponseReturnValue

from engine.meaning.words.history import HistoryLine
from engine.services.addresses import place_of
from engine.services.desk_case import DeskCase
from web import histories, locale, talking
from web.gate import open_to
from web.paging import sliced
from web.product import product
from web.render import page
from web.staff.case_frame import desk_case, head
from web.staff.case_now import look_address
from web.staff.desk import desk, zone


@desk.get("/<programme>/cases/<case_id>/history")
@open_to("staff")
def history(case_id: str) -> ResponseReturnValue:
    """The action history, by day, the newest first unless the other order is asked."""
    told = desk_case(case_id)
    asked = histories.asked(newest_first=True)
    rows = product().histories.rows(told.case, locale.current(), asked)
    shown, place = sliced(rows)
    return page(
        "staff/history.html",
        head=head(told, "history"),
        days=talking.by_day(shown, zone()),
        place=place,
        asked=asked,
        link=_link(told),
        items=product().histories.items(told.case, locale.current()),
        zone=zone(),
        today=product().clock.now().astimezone(zone()).date(),
    )


def _link(told: DeskCase) -> Callable[[HistoryLine], str]:
    """Where what an act was on is read; empty where no page shows it."""
    address, state = look_address(told.case.case.id), told.case.state

    def found(line: HistoryLine) -> str:
        is_shown = address is not None and (line.item, line.of) in state.sent
        return address(place_of(line.item, line.of)) if address and is_shown else ""

    return found

"""Control of the work across cases, for those who audit."""

from __future__ import annotations

from datetime import date

from flask import request, url_for

from engine.services.control import CONTROL_LISTS, ControlLists
from web import histories
from web.gate import open_to
from web.product import product
from web.render import page
from web.staff.desk import desk, viewer, zone
from web.staff.reads import WAYS, part_named


@desk.get("/<programme>/audit/<name>")
@open_to("staff")
def control(name: str) -> tuple[str, int]:
    """A list, from one day to another."""
    since, until = histories.day("from"), histories.day("to")
    served = product()
    asked = ControlLists(served.store, served.library, served.clock)
    found = asked.page(viewer(), name, since, until, request.args.get("after", ""))
    return page(
        "staff/control.html",
        name=name,
        list=found,
        title=CONTROL_LISTS[found.name],
        onward=_onward(found.name, found.since, found.until, found.after),
        named=part_named,
        ways=WAYS,
        zone=zone(),
    )


def _onward(name: str, since: date, until: date, after: str) -> str:
    days = {"from": since.isoformat(), "to": until.isoformat()}
    return url_for("staff.control", name=name, after=after, **days) if after else ""  # type: ignore[arg-type]

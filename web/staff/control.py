"""Control of the work across cases, for those who audit."""

from __future__ import annotations

from flask import request

from engine.services.control import CONTROL_LISTS, ControlLists
from web import histories
from web.gate import open_to
from web.paging import PAGE, PagePlace, beside, passed, placed
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
    days = since, until
    if name == "pairs":
        found = asked.pairs(viewer(), days, passed(), PAGE)
        place = placed(len(found.pairs), found.count)
    else:
        after, before = (request.args.get(each, "") for each in ("after", "before"))
        found = asked.page(viewer(), name, days, after, before)
        place = PagePlace(
            0,
            0,
            0,
            back=beside(before=found.before) if found.before else "",
            onward=beside(after=found.after) if found.after else "",
        )
    return page(
        "staff/control.html",
        name=name,
        list=found,
        title=CONTROL_LISTS[found.name],
        place=place,
        named=part_named,
        ways=WAYS,
        zone=zone(),
    )

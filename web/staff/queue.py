"""Lists of cases that wait."""

from __future__ import annotations

from flask import request, url_for

from web.gate import open_to
from web.product import product
from web.render import page
from web.staff.desk import desk, viewer, zone


@desk.get("/<programme>/queues/")
@desk.get("/<programme>/queues/<name>")
@open_to("staff")
def queue(name: str = "") -> tuple[str, int]:
    """A list of the flow, or what waits for the reader."""
    found = product().queues.page(viewer(), name, after=request.args.get("after", ""))
    onward = url_for("staff.queue", name=name or None, after=found.after) if found.after else ""
    return page("staff/queue.html", name=name, queue=found, onward=onward, zone=zone())

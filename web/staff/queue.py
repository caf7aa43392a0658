"""Lists of cases: what waits, what went wrong, all that are open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from flask import request, url_for

from engine.services.desk_lists import WAITS, DueFilter, Filters, TakenFilter
from engine.services.queue_views import QueuePage
from web.gate import open_to
from web.paging import PagePlace, beside
from web.product import product
from web.render import page
from web.staff.desk import count_words, desk, rail, viewer

TAKEN: Final = ("all", "free", "nobody", "me")
DUE: Final = ("", "overdue", "today", "week")


@desk.get("/<programme>/queues/")
@desk.get("/<programme>/queues/<name>")
@open_to("staff")
def queue(name: str = WAITS) -> tuple[str, int]:
    """A list, as it is chosen in the address."""
    args = request.args
    found = product().queues.page(
        viewer(), name, filters(), args.get("after", ""), args.get("before", "")
    )
    return page(
        "staff/queue.html",
        name=name,
        queue=found,
        silent=product().queues.silent(viewer()),
        filters=filters(),
        chosen=chosen(),
        place=PagePlace(
            first=found.first,
            last=found.first + len(found.lines) - 1,
            count=found.count,
            back=beside(before=found.before) if found.before else "",
            onward=beside(after=found.after) if found.after else "",
        ),
        fuller=_fuller(found),
    )


def filters() -> Filters:
    """What is chosen in the address of a list; what cannot be is not."""
    taken, due = request.values.get("taken", ""), request.values.get("due", "")
    return Filters(
        cast(TakenFilter, taken) if taken in TAKEN else None,
        cast(DueFilter, due) if due in DUE else "",
        request.values.get("choice", "")[:100],
    )


def chosen() -> Mapping[str, Any]:
    """The same, for other addresses of the list."""
    found = {name: request.values.get(name, "") for name in ("taken", "due", "choice")}
    return {name: value for name, value in found.items() if value}


def _fuller(found: QueuePage) -> Mapping[str, str] | None:
    """Another list to go on with, where nothing stands in this one."""
    if found.lines or found.hidden:
        return None
    others = [each for group in rail()[:-2] for each in group.lists if each.count]
    if not others:
        return None
    most = max(others, key=lambda each: each.count)
    return {
        "caption": most.caption,
        "count": count_words(most.count),
        "address": url_for("staff.queue", name=most.name),
    }

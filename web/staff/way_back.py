"""The list that somebody came from to a case, and the cases beside it there."""

from __future__ import annotations

from typing import Final, cast

from flask import g, request
from flask import session as cookie

from engine.base.errors import NotFound
from engine.services.desk_lists import DueFilter, Filters, TakenFilter
from engine.services.queue_views import Neighbours
from web.product import product
from web.staff.desk import viewer

LIST: Final = "list"
"""Where the cookie keeps the list, so that it stands in no further address of the case."""


def neighbours(case_id: str) -> Neighbours | None:
    """Where a case stands in the list one came from; None where one came from none."""
    args = request.args
    if LIST in args:
        cookie[LIST] = [g.programme, args[LIST], args.get("taken", ""), args.get("due", "")]
    programme, name, taken, due = cookie.get(LIST) or ["", "", "", ""]
    if programme != g.programme:
        return None
    filters = Filters(cast(TakenFilter, taken) if taken else None, cast(DueFilter, due))
    try:
        return product().queues.neighbours(viewer(), name, case_id, filters)
    except NotFound:
        return None

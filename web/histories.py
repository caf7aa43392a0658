"""What is asked of a history by GET, for both desks."""

from __future__ import annotations

from datetime import date

from flask import request

from engine.services.histories import HistoryFilter

SIDES = ("bank", "user", "system")


def asked(*, newest_first: bool) -> HistoryFilter:
    """The filter of this request; what cannot be read asks for nothing."""
    order = request.args.get("order", "")
    side = request.args.get("side", "")
    return HistoryFilter(
        item=request.args.get("document", ""),
        side=side if side in SIDES else "",
        since=day("from"),
        until=day("to"),
        newest_first=order == "new" if order in ("new", "old") else newest_first,
    )


def day(name: str) -> date | None:
    """A day of the address; None for what is none."""
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None

"""What is shown at the desk is recorded: a part of a case, a file, a personal code."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from flask import request

from engine.base.reads import ReadMark, ReadWay
from engine.services.case_loading import LoadedCase
from engine.services.reads import ShownThing
from web.gate import open_to
from web.product import product
from web.render import page
from web.staff.desk import desk

PLACES: Final = 5
"""Parts of an address at the desk: language, ``staff``, programme, kind of page, name."""


def record(case: LoadedCase, part: str, reason: str = "") -> ReadMark:
    """Record that the reader of this page is shown ``part``, as ``answers`` or ``file/ID``."""
    way, name = _way()
    return product().reads.record(case, ShownThing(part, way, name, reason))


def _way() -> tuple[ReadWay, str]:
    """How the reader came here, by the page that led here, and the list that it was."""
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc != request.host:
        return "link", ""
    parts = came_from.path.strip("/").split("/")
    kind, name = (*parts, *("",) * PLACES)[3:PLACES]
    ways: dict[str, ReadWay] = {"queues": "list", "search": "search", "cases": "case"}
    way = ways.get(kind, "link")
    return way, name if way == "list" else ""


@desk.get("/recorded")
@open_to("staff")
def recorded() -> tuple[str, int]:
    """What is recorded of what one reads."""
    return page("staff/recorded.html")

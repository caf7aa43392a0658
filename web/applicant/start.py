"""The start page of one programme among several."""

from __future__ import annotations

from web.applicant.desk import desk
from web.gate import open_to
from web.ways_in import start_page


@desk.get("/")
@open_to("everyone")
def start() -> tuple[str, int]:
    """What the programme is for, and the ways in."""
    return start_page()

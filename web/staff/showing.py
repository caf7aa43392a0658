"""A personal code that is shown whole for one view of a page, once that was recorded."""

from __future__ import annotations

from typing import Final

from flask import session as cookie

from engine.services.case_loading import LoadedCase
from engine.services.reads import only_reads
from web.staff.recording import record

SHOWN: Final = "shown"
"""Where the cookie keeps which code it is, by its name; the code itself stays with the server."""


def show(case: LoadedCase, place: str, key: str) -> None:
    """Record it, and let the next view of a page of the case show it.

    ``place`` is a document, or empty for the page of what is to be done now.
    """
    record(case, f"code/{place}/{key}" if place else f"code/{key}")
    cookie[SHOWN] = [case.case.id, place, key]


def shown(case: LoadedCase, place: str) -> str:
    """What is shown whole on this view of the page; empty for nothing."""
    kept = cookie.get(SHOWN)
    if case.stood_at is not None or not kept or kept[:2] != [case.case.id, place]:
        return ""
    del cookie[SHOWN]
    return "" if only_reads(case) else str(kept[2])

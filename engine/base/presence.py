"""Somebody who has a case open."""

from __future__ import annotations

from datetime import datetime

from engine.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class CasePresence:
    """``account`` has ``case`` open since ``opened_at`` and was seen last at ``seen_at``.

    ``place`` is the item that somebody writes about, as addresses name it, or empty.
    """

    case: str
    account: str
    place: str
    opened_at: datetime
    seen_at: datetime

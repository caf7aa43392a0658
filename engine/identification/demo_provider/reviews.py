"""Outcomes that can be chosen in a rehearsal, and what the API says then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from engine.identification.demo_provider.words import PersonWords

PASSES: Final = "passes"
AGAIN: Final = "again"
REFUSED: Final = "refused"
LOOKED_AT: Final = "looked_at"
OUTCOMES: Final = (PASSES, AGAIN, REFUSED, LOOKED_AT)
BY_THE_SPECIALIST: Final = (PASSES, AGAIN, REFUSED)


def review(outcome: str, words: PersonWords) -> tuple[str, Mapping[str, Any]]:
    """The stage a review comes to, and its result."""
    if outcome == LOOKED_AT:
        return "onHold", {}
    if outcome == PASSES:
        return "completed", {"reviewAnswer": "GREEN"}
    again = outcome == AGAIN
    return "completed", {
        "reviewAnswer": "RED",
        "reviewRejectType": "RETRY" if again else "FINAL",
        "rejectLabels": ["UNSATISFACTORY_PHOTOS"] if again else ["FORGERY"],
        "moderationComment": words.unclear if again else "",
        "clientComment": "Rehearsal: for the client's staff only.",
    }

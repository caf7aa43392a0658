"""How far a document is: the status that follows from what was done with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.definitions.model.flow import (
    DocumentState,
    DocumentType,
)

APPLICANT: Final = "applicant"
SAVES, SENDS = "saves", "sends"
"""What an applicant does with the forms of a stage, as the steps of a document name it."""


def status(document: DocumentType, done: Iterable[tuple[str, str]]) -> DocumentState:
    """The status after everything that was ``done`` (actor, event); what fits nowhere is passed."""
    states = {state.name: state for state in document.states}
    now = states[document.starts]
    for actor, event in done:
        targets = (one.target for one in now.steps if (one.actor, one.event) == (actor, event))
        now = states[next(targets, now.name)]
    return now

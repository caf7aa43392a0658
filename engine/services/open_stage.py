"""What a person may do at a stage, and which outcome it gives."""

from __future__ import annotations

from engine.base.errors import AnketaError
from engine.definitions.model.flow import (
    Outcome,
    Stage,
)
from engine.meaning.path import Path


class NotOpen(AnketaError):
    """The stage cannot be worked on now, or not by this actor."""


def submission(path: Path, stage: Stage) -> Outcome:
    """The outcome of sending in the forms of a stage. Raises NotOpen."""
    if not stage.forms or stage.name not in path.current:
        raise NotOpen(f"The stage “{stage.name}” is not open for its forms.")
    onward = (one for one in stage.outcomes if one.target == "next" and one.deadline is None)
    outcome = next(onward, None)
    if outcome is None:
        raise NotOpen(f"Nothing leads on from the stage “{stage.name}”.")
    return outcome

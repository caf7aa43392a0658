"""The usual life of a form that somebody reviews: its statuses and steps, and what they are called.

The captions are the product's own: they stand in its catalogs under the contexts ``status`` and
``step``, not among the texts of a bank.
"""

from __future__ import annotations

from typing import Final

from engine.base.dataclass import dataclass
from engine.definitions.model.items import APPLICANT, COMMENT, StatusKind
from engine.language.marker import NC_

REVIEWER: Final = "reviewer"
"""Stands for the role that ``reviewed by`` names."""

SAVES: Final = "saves"
SENDS: Final = "sends"
RETURNS: Final = "returns"
ACCEPTS: Final = "accepts"
COMMENTS: Final = "comments"


@dataclass(frozen=True, slots=True)
class UsualStep:
    """A step of the usual life; without ``to`` it stays."""

    actor: str
    verb: str
    caption: str
    to: str = ""
    form: str = ""

    def name(self, reviewer: str) -> str:
        """The whole name of the step where ``reviewer`` reviews."""
        return f"{reviewer if self.actor == REVIEWER else self.actor} {self.verb}"


@dataclass(frozen=True, slots=True)
class UsualStatus:
    """A status of the usual life. ``waits_for`` is empty where nobody's turn it is."""

    name: str
    caption: str
    waits_for: str
    steps: tuple[UsualStep, ...]
    kind: StatusKind = ""
    shown_as: str = ""


_NEW, _DRAFT = "new", "draft"
_PROCESSING, _INFO, _ACCEPTED = "processing", "info_required", "accepted"
_SAVE: Final = NC_("step", "Save")
_SEND: Final = UsualStep(APPLICANT, SENDS, NC_("step", "Submit"), _PROCESSING)
_RETURN: Final = UsualStep(REVIEWER, RETURNS, NC_("step", "Return"), _INFO, COMMENT)
_ACCEPT: Final = UsualStep(REVIEWER, ACCEPTS, NC_("step", "Accept"), _ACCEPTED)
_COMMENT: Final = UsualStep(REVIEWER, COMMENTS, NC_("step", "Comment"), form=COMMENT)
_STAYING: Final = UsualStep(APPLICANT, SAVES, _SAVE)

USUAL_LIFE: Final[tuple[UsualStatus, ...]] = (
    UsualStatus(
        "not_started", NC_("status", "Not started"), APPLICANT,
        (UsualStep(APPLICANT, SAVES, _SAVE, _NEW), _SEND),
    ),
    UsualStatus(_NEW, NC_("status", "New"), APPLICANT, (_STAYING, _SEND)),
    UsualStatus(
        _PROCESSING, NC_("status", "In processing"), REVIEWER, (_ACCEPT, _RETURN)
    ),
    UsualStatus(
        _INFO, NC_("status", "Information required"), APPLICANT,
        (UsualStep(APPLICANT, SAVES, _SAVE, _DRAFT), _SEND, _COMMENT),
    ),
    UsualStatus(_DRAFT, NC_("status", "Draft"), APPLICANT, (_STAYING, _SEND)),
    # Accepting concerns the bank only: the applicant goes on reading "In processing".
    UsualStatus(
        _ACCEPTED, NC_("status", "Accepted"), "", (_RETURN,), "good", shown_as=_PROCESSING
    ),
)  # fmt: skip

USUAL_NAMES: Final = tuple(status.name for status in USUAL_LIFE)


def usual_status(name: str) -> UsualStatus | None:
    """A status of the usual life by its name."""
    return next((status for status in USUAL_LIFE if status.name == name), None)

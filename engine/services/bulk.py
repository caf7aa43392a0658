"""What came of something that was done with several cases at once."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from engine.base.dataclass import dataclass

WhyLeft = Literal["taken", "ended", "right", "not theirs", "reminded", "sent", "late"]
"""Somebody has it since; it has ended; the sender may not; the applicant has nothing to do; the
applicant was reminded not long ago; the message was sent since; it is of no use any more."""


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A case with which nothing was done. ``who`` is the name of whoever has it."""

    case_id: str
    number: str
    why: WhyLeft
    who: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """With how many it was done, and which were left alone."""

    done: int
    left: tuple[LeftAlone, ...] = ()

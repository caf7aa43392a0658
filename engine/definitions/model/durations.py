"""How long something takes, as it is written."""

from __future__ import annotations

from typing import Literal

from engine.base.dataclass import dataclass

Unit = Literal["minutes", "hours", "days", "working days", "months", "years"]


@dataclass(frozen=True, slots=True)
class Duration:
    """``30 days``. Hours are exact, days end with the day, working days with the working hours."""

    count: int
    unit: Unit

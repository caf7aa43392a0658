"""How often an applicant may write: generous for people, narrow for a script that never stops."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import ceil
from types import MappingProxyType
from typing import Final, Literal

from engine.base.dataclass import dataclass
from engine.base.errors import AnketaError
from engine.services.case_loading import LoadedCase
from engine.store.store import Unit
from engine.store.throttles import Budget

HOUR: Final = timedelta(hours=1)
Spent = Literal["message", "save", "line"]

BUDGETS: Final[Mapping[Spent, Budget]] = MappingProxyType(
    {"message": Budget(60, HOUR), "save": Budget(600, HOUR), "line": Budget(20, HOUR)}
)
"""How often in an hour, by what is done; what is kept by itself while somebody types is free."""


class TooOften(AnketaError):
    """Something was done too often; ``minutes`` until it may be done again."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes


@dataclass(frozen=True, slots=True)
class Spending:
    """What a change counts as, and for whom."""

    what: Spent
    who: str

    @classmethod
    def of(cls, case: LoadedCase, what: Spent) -> Spending | None:
        """What an applicant, or whoever fills in for one, does; staff are not counted."""
        if case.actor.side != "user":
            return None
        return cls(what, case.actor.account or case.case.account)

    @property
    def key(self) -> str:
        """The name of the budget."""
        return f"{self.what} {self.who}"

    def take(self, unit: Unit, now: datetime) -> None:
        """Count it. Raises TooOften."""
        budget = BUDGETS[self.what]
        if not unit.throttles.take(self.key, budget, now):
            again = unit.throttles.next_at(self.key, budget, now)
            raise TooOften(max(1, ceil((again - now) / timedelta(minutes=1))))

"""The timers of a case: every moment it waits for, named so that each is set once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from engine.base.later import CaseTimer
from engine.meaning.flow.times import Awaited


def case_timers(case: str, awaited: Iterable[Awaited]) -> tuple[CaseTimer, ...]:
    """The timers to be kept of a case, all of them."""
    return tuple(
        CaseTimer(
            id=_id(case, each),
            case=case,
            item=each.item,
            of=each.unit,
            step=each.step,
            name=each.name,
            arrival=each.arrival,
            due_at=each.at,
            data=each.data,
        )
        for each in awaited
    )


def _id(case: str, each: Awaited) -> str:
    about = (case, each.item, each.unit, each.step, each.name, str(each.arrival), str(each.time))
    return hashlib.sha256("\n".join(about).encode()).hexdigest()[:32]

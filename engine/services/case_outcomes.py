"""What a command leads to: an answer, and what is written before it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from engine.base.dataclass import dataclass
from engine.base.records import Action
from engine.base.values import NOTHING
from engine.services.case_commit import CaseChange
from engine.services.case_loading import LoadedCase
from engine.store.errors import StaleVersion

Reply_co = TypeVar("Reply_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Reply_co]):
    """``change`` is None where nothing is written; ``stale`` answers where a draft was older."""

    reply: Reply_co
    change: CaseChange | None = None
    stale: Callable[[StaleVersion], Reply_co] | None = None


def action(
    case: LoadedCase, name: str, subject: str, after: str = "", detail: Mapping[str, Any] = NOTHING
) -> Action:
    """A line of the history by whoever sent the command."""
    return Action(
        action=name,
        side="bank" if case.actor.side == "bank" else "user",
        actor=case.actor.account or case.case.account,
        at=case.now,
        case=case.case.id,
        account=case.case.account,
        subject=subject,
        after=after,
        detail=detail,
    )

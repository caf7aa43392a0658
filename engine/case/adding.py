"""What may be added to an earlier case of an applicant: only what does not stand there yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from engine.base.values import Problem
from engine.case.state import CaseState
from engine.definitions.kinds import Sentence
from engine.definitions.kinds.sentences import problem
from engine.language.marker import N_
from engine.meaning.flow.stages import units_of

ONLY_NEW: Final = Sentence(
    "E-01",
    N_("Leave only what is new: the rest you have or have asked for in the earlier application."),
)


def asked_again(earlier: CaseState, now: CaseState) -> tuple[Problem, ...]:
    """A problem where an added case asks for what the earlier one asked for and was not refused."""
    adding = now.route.flow.adding
    if adding is None:
        return ()
    before = set(had(earlier, adding.asks)) - set(adding.again)
    again = before & set(_chosen(now, adding.asks))
    return (problem(adding.asks, ONLY_NEW),) if again else ()


def had(state: CaseState, asks: str) -> Iterator[str]:
    """What was asked for and not refused."""
    return (code for code in _chosen(state, asks) if not is_refused(state, asks, code))


def is_refused(state: CaseState, asks: str, code: str) -> bool:
    """Whether a decision that it alone would ask for went against the applicant."""
    alone = replace(state.world, answers={**state.world.answers, asks: (code,)})
    for item in state.route.decisions:
        for unit in units_of(alone, state.picture, item) or ():
            status = state.picture.instance(item.name, unit).status
            if status and item.status(status).kind == "bad":
                return True
    return False


def _chosen(state: CaseState, asks: str) -> tuple[str, ...]:
    chosen = state.world.answers.get(asks)
    return tuple(str(code) for code in chosen) if isinstance(chosen, tuple) else ()

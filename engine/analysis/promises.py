"""What the bank relies on: proved in every state of every way, not tested."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.findings import Finding, FindingText, case_of
from engine.analysis.travellers import Traveller, Travels
from engine.analysis.way import State
from engine.definitions.model.flow import (
    MustHold,
)
from engine.language.marker import N_

BROKEN = N_("Somebody comes to “{at}” although this does not hold: {because}")
BROKEN_UNSAID = N_("Somebody comes to “{at}” although what must hold there does not")


def promise_findings(travels: Travels) -> Iterator[Finding]:
    """Every ``must hold`` line that somebody can break."""
    for line in travels.world.meaning.programme.must_hold:
        broken = [
            (traveller, state)
            for traveller, states in _broken(travels, line)
            for state in states[:1]
        ]
        if broken:
            yield _finding(travels, line, broken)


def _broken(travels: Travels, line: MustHold) -> Iterator[tuple[Traveller, list[State]]]:
    verdicts: dict[object, list[State]] = {}
    names = tuple(travels.world.meaning.stages)
    for traveller in travels.travellers:
        # Cases alike in everything that this line can see have the same verdict.
        seen = travels.watch((line.fits,)).stages
        mark = (traveller.signature.seen(names, seen), travels.atoms(line.fits, traveller))
        if travels.guards or mark not in verdicts:
            states = travels.ways(traveller, [line.fits], line.at).states
            verdicts[mark] = [state for state in states if _breaks(state, line)]
        if verdicts[mark]:
            yield traveller, verdicts[mark]


def _breaks(state: State, line: MustHold) -> bool:
    is_there = state.path.end == line.at or line.at in state.path.current
    return is_there and state.moment.holds(line.fits) is not True


def _finding(travels: Travels, line: MustHold, broken: list[tuple[Traveller, State]]) -> Finding:
    meaning = travels.world.meaning
    ends = {end.name: end.caption for end in meaning.programme.ends}
    at = ends.get(line.at) or meaning.stages[line.at].title
    params: dict[str, object] = {"at": at}
    if line.because is not None:
        params["because"] = line.because
    traveller, state = broken[0]
    return Finding(
        "V401",
        FindingText(BROKEN if line.because else BROKEN_UNSAID, params),
        (line.span,),
        case=case_of(traveller.decided),
        path=state.events,
        cases=sum(one.weight for one, _ in broken),
        about=f"{line.at} {line.because.source if line.because else ''}",
    )

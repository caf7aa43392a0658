"""What was met in the states of all cases, as findings: each with its case and the shortest run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace

from engine.analysis.findings import Finding, FindingText, case_of
from engine.analysis.life.entries import Entries
from engine.analysis.life.groups import ProofGroup
from engine.analysis.life.lacking import wanted
from engine.analysis.life.replaying import Replay
from engine.analysis.life.running import IsThere, Runs
from engine.analysis.life.tally import Sighting, Tally
from engine.analysis.life.walk import following
from engine.analysis.life.whereabouts import is_asked, where_is
from engine.base.dataclass import dataclass
from engine.definitions.model.route import Flow, Promise
from engine.language.marker import N_
from engine.meaning.picture import CASE, EMPTY, Picture

NO_END = N_("No end can be reached")
TRAP = N_("From here no end can be reached any more (stages: {stages})")
STANDS_STILL = N_("The case stands still, and it is nobody’s turn (stages: {stages})")
ONLY_CLOSED = N_("Only a step of the case itself can still end it (stages: {stages})")
UNKNOWN = N_("It is not known whether the stage “{stage}” applies: {missing} may stay unanswered")
UNDECIDED = N_("It is not known whether the stage “{stage}” applies: no rule decides it")
NOBODY = N_("The stage “{stage}” applies, but there is nobody and nothing to take it for")
UNFINISHED = N_("The case has the end “{end}”, and “{item}” is still under way")
CIRCLE = N_("What follows from the step “{step}” of “{item}” goes round for ever")
CIRCLE_AT_ONCE = N_("What follows as soon as a case begins goes round for ever")
BROKEN = N_("Somebody comes to “{at}” although this does not hold: {because}")
BROKEN_UNSAID = N_("Somebody comes to “{at}” although what must hold there does not")
BROKEN_ALWAYS = N_("This does not always hold: {because}")
BROKEN_ALWAYS_UNSAID = N_("What must always hold does not")
NOT_PROVED = N_("Not proved: {promise} ({reason})")
NO_RUN = N_("it does not hold in the states looked at, but no run to one of them was found")

_TRAPS = {"V201": NO_END, "V202": TRAP, "V211": STANDS_STILL, "V212": ONLY_CLOSED}


@dataclass(slots=True)
class Objections:
    """Makes findings of what was met."""

    entries: Entries
    tally: Tally
    _runs: dict[int, Runs] = field(default_factory=dict)

    def findings(self) -> Iterator[Finding]:
        """Everything that does not hold in some state."""
        for mark, sighting in self.tally.sightings.items():
            yield self._finding(sighting, self.tally.counts[mark])

    def _finding(self, sighting: Sighting, cases: int) -> Finding:
        if sighting.promise is not None:
            return self._broken(sighting, sighting.promise, cases)
        replay = self._run(sighting, lambda _picture: True)
        if sighting.code == "V202":
            return self._trap(sighting, replay, cases)
        if sighting.code == "V214":
            return self._circle(sighting, cases)
        text = FindingText({"V206": NOBODY, "V213": UNFINISHED}.get(sighting.code, UNKNOWN))
        if sighting.code == "V205":
            text = self._unknown(sighting, replay)
        return _told(
            sighting, replace(text, params={**sighting.params, **text.params}), replay, cases
        )

    def _broken(self, sighting: Sighting, promise: Promise, cases: int) -> Finding:
        """A promise that is broken; if no run shows it on the machine, one that is not proved."""
        world = sighting.group.standing.placed.case.world

        def is_broken(picture: Picture) -> bool:
            is_there = is_asked(promise, where_is(world, picture))
            return is_there and world.holds(promise.fits, picture) is not True

        replay = self._run(sighting, is_broken)
        if replay is None:
            return not_proved(promise, sighting.about, FindingText(NO_RUN), cases)
        return _told(sighting, broken_text(world.route.flow, promise), replay, cases)

    def _trap(self, sighting: Sighting, replay: Replay | None, cases: int) -> Finding:
        """A trap by what can still be done in it."""
        code = "V202"
        if replay is not None:
            placed = sighting.group.standing.placed
            open_ = list(following(placed.case.world, placed.seats, self.entries, replay.picture))
            by_case = [event for event, _ in open_ if event.item == CASE]
            if by_case:
                code = "V212"
            elif not open_:
                code = "V211"
            if not replay.run:
                code = "V201"
        text = FindingText(_TRAPS[code], sighting.params)
        return _told(replace(sighting, code=code), text, replay, cases)

    def _circle(self, sighting: Sighting, cases: int) -> Finding:
        if not sighting.goals:
            return _told(sighting, FindingText(CIRCLE_AT_ONCE), None, cases)
        replay = self._of(sighting.group).round(set(sighting.goals))
        return _told(sighting, FindingText(CIRCLE, sighting.params), replay, cases)

    def _unknown(self, sighting: Sighting, replay: Replay | None) -> FindingText:
        placed = sighting.group.standing.placed
        stage = next(s for s in placed.case.world.route.flow.stages if s.name == sighting.about)
        picture = EMPTY if replay is None else replay.picture
        missing = wanted(placed.case.world.situation(picture), stage)
        if not missing:
            return FindingText(UNDECIDED)
        return FindingText(UNKNOWN, {"missing": missing})

    def _run(self, sighting: Sighting, is_there: IsThere) -> Replay | None:
        return self._of(sighting.group).to(set(sighting.goals), is_there)

    def _of(self, group: ProofGroup) -> Runs:
        if id(group) not in self._runs:
            self._runs[id(group)] = Runs(group.standing, group.composed, self.entries)
        return self._runs[id(group)]


def broken_text(flow: Flow, promise: Promise) -> FindingText:
    """What is said of a promise that does not hold."""
    named = {each.name: each.caption for each in flow.case.ends}
    named |= {each.name: each.title for each in flow.stages}
    params: dict[str, object] = {} if promise.because is None else {"because": promise.because}
    if promise.at == "always":
        return FindingText(BROKEN_ALWAYS if params else BROKEN_ALWAYS_UNSAID, params)
    params["at"] = named[promise.at]
    return FindingText(BROKEN if promise.because else BROKEN_UNSAID, params)


def not_proved(promise: Promise, about: str, reason: FindingText, cases: int = 0) -> Finding:
    """A promise of which it is not known whether it holds, and why."""
    params = {"promise": promise.because or promise.at, "reason": reason}
    return Finding(
        "V402", FindingText(NOT_PROVED, params), (promise.span,), cases=cases, about=about
    )


def _told(sighting: Sighting, text: FindingText, replay: Replay | None, cases: int) -> Finding:
    decided = sighting.group.standing.placed.case.world.decided
    return Finding(
        sighting.code,
        text,
        tuple(sorted(sighting.lines)),
        case=case_of(decided),
        run=() if replay is None else tuple(replay.run),
        cases=cases,
        about=sighting.about,
    )

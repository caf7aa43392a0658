"""Every way a case can take: the states that events lead to, walked breadth first, each once."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from engine.analysis.given import Assignment
from engine.analysis.moment import Moment, Touched
from engine.analysis.moves import Moves, Offers
from engine.analysis.outcomes import Kinds, leaves_stage
from engine.analysis.space import Space
from engine.definitions.model.flow import (
    Outcome,
)
from engine.meaning.events import (
    WHOLE,
    Event,
    Records,
    Taken,
)
from engine.meaning.path import Path, Step, walk
from engine.meaning.situation import Situation

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """A case at one moment of its way; ``forms`` were sent in so far."""

    moment: Moment
    path: Path
    offers: Offers
    forms: frozenset[str]

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened, in order."""
        return self.moment.events

    def offered(self, step: Step, unit: str) -> tuple[Outcome, ...]:
        """The outcomes a unit of a current stage may have now."""
        return self.offers.of(self.moment, step.stage, unit)


@dataclass(slots=True)
class Ways:
    """All states of one case. ``onward`` are the numbers of the states that follow each one."""

    states: list[State] = field(default_factory=list)
    onward: list[list[int]] = field(default_factory=list)

    def able_to_end(self) -> list[bool]:
        """For each state whether an end can still be reached."""
        back: list[list[int]] = [[] for _ in self.states]
        for number, following in enumerate(self.onward):
            for other in following:
                back[other].append(number)
        able = [bool(state.path.end) for state in self.states]
        waiting = [number for number, is_able in enumerate(able) if is_able]
        while waiting:
            for number in back[waiting.pop()]:
                if not able[number]:
                    able[number] = True
                    waiting.append(number)
        return able


@dataclass(slots=True)
class Walk:
    """Walks all ways of one case; ``kinds`` tells which outcomes are told apart."""

    space: Space
    touched: Touched
    kinds: Kinds
    moves: Moves
    decided: Assignment
    _offers: Offers = field(default_factory=Offers)
    _stills: dict[frozenset[str], Situation] = field(default_factory=dict)
    _numbers: dict[Key, int] = field(default_factory=dict)
    _found: Ways = field(default_factory=Ways)

    def ways(self) -> Ways:
        """Every state that the case can come to."""
        self._number(())
        waiting = deque([0])
        while waiting:
            number = waiting.popleft()
            state = self._found.states[number]
            for event in self.moves.of(state.moment, state.path, self._offers):
                before = len(self._found.states)
                following = self._number((*state.events, event))
                if following not in self._found.onward[number]:
                    self._found.onward[number].append(following)
                if following == before:
                    waiting.append(following)
        return self._found

    def _number(self, events: tuple[Event, ...]) -> int:
        forms = self._forms(events)
        if forms not in self._stills:
            self._stills[forms] = self.space.case(self.decided, forms)
        moment = Moment(self._stills[forms], events, self.touched)
        key = self._key(forms, moment)
        if key not in self._numbers:
            self._numbers[key] = len(self._found.states)
            self._found.states.append(State(moment, walk(moment), self._offers, forms))
            self._found.onward.append([])
        return self._numbers[key]

    def _forms(self, events: tuple[Event, ...]) -> frozenset[str]:
        """The forms that have been sent in: those of registration, and of stages once left."""
        meaning = self.space.world.meaning
        forms = set(meaning.programme.registration.case_forms)
        for event in events:
            stage = meaning.stages[event.stage]
            taken = next((one for one in stage.outcomes if one.name == event.outcome), None)
            if taken is not None and leaves_stage(taken):
                forms.update(stage.forms)
        return frozenset(forms)

    def _key(self, forms: frozenset[str], moment: Moment) -> Key:
        """Equal for states from which the same can follow: persons and values alike are one."""
        records = moment.records
        return (forms, *(self._of_stage(name, records, moment) for name in records))

    def _of_stage(self, name: str, records: Records, moment: Moment) -> Key:
        stage, record = self.space.world.meaning.stages[name], records[name]
        units = {*record.last, *record.closing, *record.demanded_of} - {WHOLE}
        seen = []
        for unit in sorted(units) or [WHOLE]:
            last = self.kinds.shown(stage, record.outcome(unit))
            demanded = not record.demanded_of or unit in record.demanded_of
            offer = self._offers.names(moment, stage, unit)
            seen.append((offer, last, _leading_to(record.closed(unit)), demanded))
        whole = _leading_to(record.closing.get(WHOLE))
        return record.demanded, bool(record.demanded_of), whole, tuple(sorted(seen))


def _leading_to(taken: Taken | None) -> str:
    return taken.outcome.target if taken else ""

"""Every way a case can take: the states that events lead to, walked breadth first, each once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.analysis.given import Assignment
from engine.analysis.moment import Moment, Touched
from engine.analysis.outcomes import Watch, leaves_stage
from engine.analysis.space import Space
from engine.definitions.model import Outcome, Stage
from engine.meaning.events import BACK_TO, NEXT, STAY, WHOLE, Event
from engine.meaning.path import Path, Step, walk
from engine.meaning.situation import Situation
from engine.meaning.stages import offered_outcomes

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """A case at one moment; ``before`` is the state it came from."""

    moment: Moment
    path: Path
    before: State | None

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened, in order."""
        return self.moment.events

    def offered(self, step: Step, unit: str) -> tuple[Outcome, ...]:
        """The outcomes a unit of a current stage may have now."""
        return offered_outcomes(self.moment, step.stage, unit)


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
class Walker:
    """Walks the ways of single cases of a space; ``watch`` says what must be told apart.

    ``apart`` are stages on demand that touch nothing else, left out here because they are walked
    on their own.
    """

    space: Space
    touched: Touched
    watch: Watch
    left_out: frozenset[str] = frozenset()
    _kinds: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def ways(self, decided: Assignment) -> Ways:
        """Every state that the case can come to."""
        return _Walk(self, decided).ways()

    def kinds(self, stage: Stage) -> Mapping[str, str]:
        """Outcome → the outcome that stands for it."""
        if stage.name not in self._kinds:
            self._kinds[stage.name] = self.watch.kinds(self.space.world.meaning, stage)
        return self._kinds[stage.name]


@dataclass(slots=True)
class _Walk:
    walker: Walker
    decided: Assignment
    stills: dict[frozenset[str], Situation] = field(default_factory=dict)
    numbers: dict[Key, int] = field(default_factory=dict)
    found: Ways = field(default_factory=Ways)

    def ways(self) -> Ways:
        self._number((), None)
        waiting = deque([0])
        while waiting:
            number = waiting.popleft()
            state = self.found.states[number]
            for event in self._moves(state):
                before = len(self.found.states)
                following = self._number((*state.events, event), state)
                if following not in self.found.onward[number]:
                    self.found.onward[number].append(following)
                if following == before:
                    waiting.append(following)
        return self.found

    def _number(self, events: tuple[Event, ...], before: State | None) -> int:
        state = self._state(events, before)
        key = self._key(state)
        if key not in self.numbers:
            self.numbers[key] = len(self.found.states)
            self.found.states.append(state)
            self.found.onward.append([])
        return self.numbers[key]

    def _state(self, events: tuple[Event, ...], before: State | None) -> State:
        forms = self._forms(events)
        if forms not in self.stills:
            self.stills[forms] = self.walker.space.case(self.decided, forms)
        moment = Moment(self.stills[forms], events, self.walker.touched)
        return State(moment, walk(moment), before)

    def _forms(self, events: tuple[Event, ...]) -> frozenset[str]:
        """The forms that have been sent in: those of registration, and of stages once left."""
        meaning = self.walker.space.world.meaning
        forms = set(meaning.programme.registration.case_forms)
        for event in events:
            stage = meaning.stages[event.stage]
            taken = next((one for one in stage.outcomes if one.name == event.outcome), None)
            if taken is not None and leaves_stage(taken):
                forms.update(stage.forms)
        return frozenset(forms)

    def _key(self, state: State) -> Key:
        parts: list[object] = [state.path.end]
        for step in state.path.steps:
            record = state.moment.record(step.stage.name)
            kinds = self.walker.kinds(step.stage)
            units = [one.unit for one in step.units] or sorted({*record.last, *record.closing})
            seen = []
            for unit in units:
                last, closed = record.outcome(unit), record.closed(unit)
                shown = kinds[last.outcome.name] if last and self._is_watched(step.stage) else ""
                demanded = record.demanded and (not record.demanded_of or unit in record.demanded_of)
                seen.append((self._offer(state, step, unit), shown, closed is not None, demanded))
            parts.append((record.demanded, step.state, tuple(sorted(seen))))
        parts.append(self._forms(state.events))
        return tuple(parts)

    def _is_watched(self, stage: Stage) -> bool:
        return stage.name in self.walker.watch.stages

    def _offer(self, state: State, step: Step, unit: str) -> tuple[str, ...]:
        if not step.stage.each or all(one.services is None for one in step.stage.outcomes):
            return ()
        return tuple(one.name for one in state.offered(step, unit))

    def _moves(self, state: State) -> Iterator[Event]:
        if state.path.end:
            return
        beside: set[str] = set()
        for step in state.path.steps:
            stage = step.stage
            if stage.name in self.walker.left_out:
                continue
            if step.state == "current" and not (step.undecided and not step.units):
                if stage.together and not self._is_watched(stage):
                    # Side by side and touching nothing: any order leads to the same places.
                    if stage.together in beside:
                        continue
                    beside.add(stage.together)
                yield from self._outcomes(state, step)
            yield from self._demands(state, step)

    def _outcomes(self, state: State, step: Step) -> Iterator[Event]:
        done: set[object] = set()
        open_units = [unit for unit in step.units if not unit.done]
        offers = {unit.unit: state.offered(step, unit.unit) for unit in open_units}
        one_by_one = self._is_watched(step.stage) or len({_targets(o) for o in offers.values()}) > 1
        kinds = self.walker.kinds(step.stage)
        for unit in open_units:
            for outcome in offers[unit.unit]:
                of = (unit.unit,) if one_by_one and unit.unit != WHOLE else ()
                is_first = kinds[outcome.name] == outcome.name or not any(
                    one.name == kinds[outcome.name] for one in offers[unit.unit]
                )
                mark = (of, kinds[outcome.name])
                if mark in done or not is_first:
                    continue
                done.add(mark)
                if outcome.target == STAY and not self._is_watched(step.stage):
                    continue
                yield Event(step.stage.name, outcome.name, of)

    def _demands(self, state: State, step: Step) -> Iterator[Event]:
        stage = step.stage
        record = state.moment.record(stage.name)
        if not stage.on_demand_after:
            return
        if step.state == "current":
            yield Event(stage.name, kind="withdrawn")
        elif step.may_be_demanded:
            yield Event(stage.name, kind="demanded")
            names = [one.unit for one in step.units] or list(record.last)
            if self._is_watched(stage) and len(names) > 1:
                yield from (Event(stage.name, of=(name,), kind="demanded") for name in names)


def _targets(outcomes: tuple[Outcome, ...]) -> frozenset[str]:
    return frozenset(one.target for one in outcomes)


def goes_back_to(outcome: Outcome) -> str:
    """The stage an outcome leads back to, or empty."""
    return outcome.target.removeprefix(BACK_TO) if outcome.target.startswith(BACK_TO) else ""


def goes_on(outcome: Outcome) -> bool:
    return outcome.target == NEXT

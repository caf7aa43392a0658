"""The clusters of one case composed again: every state that the case can come to.

What a stage, a context or a decision is in a state is judged by the machine, what a cluster does is
known from when it was alone. Only the rounds of a breath (rule 30) are gone through once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from engine.analysis.life.hearing import QUIET, Label
from engine.analysis.life.judging import State
from engine.analysis.life.refining import Behaviour, Exit, Urgent
from engine.analysis.life.standing import Standing

NO_EXIT: Final[Exit] = (0, QUIET, "")


class CircleError(Exception):
    """What follows by itself leads back to where it was."""


@dataclass(frozen=True, slots=True)
class Link:
    """What leads from a state to another: a change of one cluster, or a step of the case."""

    to: int
    place: int = -1
    exit: Exit = NO_EXIT
    step: str = ""
    """A step of the case."""


@dataclass(slots=True)
class Composed:
    """All states of one case, that of its beginning first, and what leads from each to which.

    ``circles`` are changes after which what follows by itself never comes to rest; with the number
    -1 it is so when the case begins.
    """

    states: list[State] = field(default_factory=list)
    onward: list[list[Link]] = field(default_factory=list)
    circles: list[tuple[int, Link]] = field(default_factory=list)
    is_whole: bool = True


def composed(standing: Standing, limit: int) -> Composed:
    """Every state that a case can come to, up to a limit."""
    return _Composition(standing).composed(limit)


@dataclass(slots=True)
class _Composition:
    standing: Standing
    found: Composed = field(default_factory=Composed)
    numbers: dict[State, int] = field(default_factory=dict)
    _ends: dict[str, int] = field(default_factory=dict)

    def composed(self, limit: int) -> Composed:
        ends = self.standing.placed.case.world.route.flow.case.ends
        self._ends = {end.name: number for number, end in enumerate(ends)}
        try:
            self._number(self._settled(self._start(), QUIET))
        except CircleError:
            self.found.circles.append((-1, Link(-1)))
        for number, state in enumerate(self.found.states):
            self.found.onward.append(list(self._links(number, state)))
            if len(self.found.states) > limit:
                self.found.is_whole = False
                break
        return self.found

    def _start(self) -> State:
        of = zip(self.standing.classes, self.standing.placed.alone, strict=True)
        return (*(classes.number(alone, 0) for classes, alone in of), 0)

    def _number(self, state: State) -> int:
        if state not in self.numbers:
            self.numbers[state] = len(self.found.states)
            self.found.states.append(state)
        return self.numbers[state]

    def _links(self, number: int, state: State) -> Iterator[Link]:
        if state[-1]:
            return
        standing = self.standing
        _, reached = standing.bits(state)
        made = standing.made(state)
        kept = standing.kept(state, made)
        for place in range(len(state) - 1):
            for exit_ in standing.does(state, place, reached).exits:
                to, label, stage = exit_
                changed = (*state[:place], to, *state[place + 1 :])
                try:
                    after = self._settled(changed, label)
                except CircleError:
                    if stage not in kept:
                        self.found.circles.append((number, Link(-1, place, exit_)))
                    continue
                if stage not in kept or standing.is_done(after, stage):
                    yield Link(self._number(after), place, exit_)
        for step in standing.case_steps(state, made):
            after = (*state[:-1], self._ends[step.to[0].to])
            yield Link(self._number(after), step=step.name)

    def _settled(self, state: State, label: Label) -> State:
        """The state after everything that follows, in rounds until nothing changes."""
        passed = {self._silent(state)}
        while True:
            end = self.standing.end(state)
            if end:
                return (*state[:-1], self._ends[end])
            state, gone = self._phase(state, lambda does, _place: does.lapse)
            state, begun = self._phase(state, lambda does, _place: does.begin)
            heard = label if begun is None else label | begun
            state, moved = self._phase(state, self._becoming(heard))
            happened = [each for each in (gone, begun, moved) if each is not None]
            if not happened:
                return state
            if self._silent(state) in passed:
                raise CircleError
            passed.add(self._silent(state))
            label = QUIET.union(*happened)

    def _silent(self, state: State) -> State:
        """What others see of a state: what a cluster hears of itself is no part of a picture."""
        of = zip(self.standing.classes, state, strict=False)
        return (*(classes.silent[number] for classes, number in of), state[-1])

    def _becoming(self, label: Label) -> Callable[[Behaviour, int], Urgent]:
        hears = self.standing.hears
        return lambda does, place: does.become.get(label & hears[place]) if does.become else None

    def _phase(
        self, state: State, change: Callable[[Behaviour, int], Urgent]
    ) -> tuple[State, Label | None]:
        """What all clusters do at once, judged on one state, and what is raised; None: nothing."""
        _, reached = self.standing.bits(state)
        raised: Label | None = None
        changed: list[int] | None = None
        for place in range(len(state) - 1):
            urgent = change(self.standing.does(state, place, reached), place)
            if urgent is not None:
                changed = list(state) if changed is None else changed
                changed[place] = urgent[0]
                raised = urgent[1] if raised is None else raised | urgent[1]
        return (state if changed is None else tuple(changed)), raised

"""The clusters of one case composed again: every state that the case can come to.

What a stage, a context or a decision is in a state is judged by the machine, what a cluster does is
known from when it was alone. Only the rounds of a breath (rule 30) are gone through once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from engine.analysis.life.hearing import QUIET, Label
from engine.analysis.life.judging import State
from engine.analysis.life.refining import Behaviour, ContextKey, Exit, Urgent
from engine.analysis.life.standing import Standing

NO_EXIT: Final[Exit] = (0, QUIET, "")

Phase = Literal["lapse", "begin", "become"]

Followed = tuple[Phase, ContextKey, Label]
"""What follows for a cluster in one phase of a round, in which context, after what it heard."""


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
class Trail:
    """What happens to one cluster in all states of a case.

    ``at`` are the classes and contexts in which it comes to rest, ``ended`` the classes in which a
    case ends; ``moved`` is what happens between: the class and context before, its own exit or
    None, and what follows by itself.
    """

    at: set[tuple[int, ContextKey]] = field(default_factory=set)
    ended: set[int] = field(default_factory=set)
    moved: set[tuple[tuple[int, ContextKey] | None, Exit | None, tuple[Followed, ...]]] = field(
        default_factory=set
    )


@dataclass(slots=True)
class Composed:
    """All states of one case, that of its beginning first, and what leads from each to which.

    ``circles`` are changes after which what follows by itself never comes to rest; with the number
    -1 it is so when the case begins.
    """

    trails: tuple[Trail, ...]
    states: list[State] = field(default_factory=list)
    onward: list[list[Link]] = field(default_factory=list)
    circles: list[tuple[int, Link]] = field(default_factory=list)
    open: range = range(0)
    """The numbers of states from which it was not looked on, because there were too many."""

    @property
    def is_whole(self) -> bool:
        """Whether all states are there."""
        return not self.open


def composed(standing: Standing, limit: int) -> Composed:
    """Every state that a case can come to, up to a limit."""
    return _Composition(standing).composed(limit)


@dataclass(slots=True)
class _Composition:
    standing: Standing
    found: Composed = field(init=False)
    numbers: dict[State, int] = field(default_factory=dict)
    _ends: dict[str, int] = field(default_factory=dict)
    _followed: list[tuple[int, Followed]] = field(default_factory=list)
    _known: dict[tuple[State, Label], tuple[State | None, list[tuple[int, Followed]]]] = field(
        default_factory=dict
    )
    _hears_itself: bool = False

    def composed(self, limit: int) -> Composed:
        ends = self.standing.placed.case.world.route.flow.case.ends
        self._ends = {end.name: number for number, end in enumerate(ends)}
        self.found = Composed(tuple(Trail() for _ in self.standing.classes))
        self._hears_itself = any(
            number != silent
            for classes in self.standing.classes
            for number, silent in classes.silent.items()
        )
        try:
            self._number(self._settled(self._start(), QUIET, self.standing.begins_round))
        except CircleError:
            self.found.circles.append((-1, Link(-1)))
        else:
            self._note(None, -1, NO_EXIT)
        for number, state in enumerate(self.found.states):
            self.found.onward.append(list(self._links(number, state)))
            if len(self.found.states) > limit:
                self.found.open = range(number + 1, len(self.found.states))
                self.found.onward += [[] for _ in self.found.open]
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
            for trail, at in zip(self.found.trails, state, strict=False):
                trail.ended.add(at)
            return
        standing = self.standing
        made = standing.made(state)
        kept = standing.kept(state, made)
        does, _ = standing.does(state)
        for place, behaviour in enumerate(does):
            self.found.trails[place].at.add((behaviour.number, behaviour.key))
            for exit_ in behaviour.exits:
                after = self._after(number, place, exit_, kept)
                if after is not None and (
                    exit_[2] not in kept or standing.is_done(after, exit_[2])
                ):
                    self._note(does, place, exit_)
                    yield Link(self._number(after), place, exit_)
        for step in standing.case_steps(state, made):
            after = (*state[:-1], self._ends[step.to[0].to])
            yield Link(self._number(after), step=step.name)

    def _after(self, number: int, place: int, exit_: Exit, kept: frozenset[str]) -> State | None:
        """The state after an exit and what follows; None where it goes round."""
        state = self.found.states[number]
        to, label, stage = exit_
        mark = (*state[:place], to, *state[place + 1 :]), label
        if mark not in self._known:
            self.standing.follow(state, mark[0], (place,))
            try:
                after = self._settled(*mark, lambda: self.standing.goes_round(state, place, exit_))
                self._known[mark] = after, self._followed
            except CircleError:
                self._known[mark] = None, []
        known, self._followed = self._known[mark]
        if known is None and stage not in kept:
            self.found.circles.append((number, Link(-1, place, exit_)))
        return known

    def _note(self, does: tuple[Behaviour, ...] | None, place: int, exit_: Exit) -> None:
        """Write down what happened to each cluster that changed."""
        of_cluster: dict[int, list[Followed]] = {} if place < 0 else {place: []}
        for each, followed in self._followed:
            of_cluster.setdefault(each, []).append(followed)
        for each, trail in of_cluster.items():
            before = None if does is None else (does[each].number, does[each].key)
            own = exit_ if each == place else None
            self.found.trails[each].moved.add((before, own, tuple(trail)))

    def _settled(self, state: State, label: Label, is_round: Callable[[], bool]) -> State:
        """The state after everything that follows, in rounds until nothing changes.

        ``is_round`` asks the machine where classes alone do not tell whether a picture returns.
        """
        self._followed = []
        passed, repeated = {self._silent(state)}, {(state, label)}
        while True:
            end = self.standing.end(state)
            if end:
                return (*state[:-1], self._ends[end])
            if not label and self.standing.does(state)[1]:
                return state
            state, gone = self._phase(state, "lapse", QUIET)
            state, begun = self._phase(state, "begin", QUIET)
            state, moved = self._phase(state, "become", label if begun is None else label | begun)
            happened = [each for each in (gone, begun, moved) if each is not None]
            if not happened:
                return state
            label = QUIET.union(*happened)
            returns = self._silent(state) in passed
            if (state, label) in repeated or (returns and is_round()):
                raise CircleError
            passed.add(self._silent(state))
            repeated.add((state, label))

    def _silent(self, state: State) -> State:
        """What others see of a state: what a cluster hears of itself is no part of a picture."""
        if not self._hears_itself:
            return state
        of = zip(self.standing.classes, state, strict=False)
        return (*(classes.silent[number] for classes, number in of), state[-1])

    def _phase(self, state: State, phase: Phase, label: Label) -> tuple[State, Label | None]:
        """What all clusters do at once, judged on one state, and what is raised; None: nothing."""
        raised: Label | None = None
        changed: list[int] | None = None
        for place, does in enumerate(self.standing.does(state)[0]):
            urgent, heard = self._urgent(does, place, phase, label)
            if urgent is not None:
                changed = list(state) if changed is None else changed
                changed[place] = urgent[0]
                if urgent[2]:
                    raised = urgent[1] if raised is None else raised | urgent[1]
                self._followed.append((place, (phase, does.key, heard)))
        if changed is None:
            return state, None
        after = tuple(changed)
        moved = [place for place, number in enumerate(changed) if number != state[place]]
        self.standing.follow(state, after, moved)
        return after, raised

    def _urgent(
        self, does: Behaviour, place: int, phase: Phase, label: Label
    ) -> tuple[Urgent, Label]:
        if phase == "lapse":
            return does.lapse, QUIET
        if phase == "begin":
            return does.begin, QUIET
        heard = label & self.standing.hears[place] if does.become else QUIET
        return does.become.get(heard), heard

"""The clusters of one case composed again: every state that the case can come to.

What a stage, a context or a decision is in a state is judged by the machine, what a cluster does is
known from when it was alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import field
from typing import Final, NamedTuple

from engine.analysis.life.breathing import Breath, CircleError, Followed
from engine.analysis.life.hearing import QUIET, Label
from engine.analysis.life.judging import State
from engine.analysis.life.refining import Behaviour, ContextKey, Exit
from engine.analysis.life.standing import ProofStanding
from engine.base.dataclass import dataclass

NO_EXIT: Final[Exit] = (0, QUIET, "")


class Link(NamedTuple):
    """What leads from a state to another: a change of one cluster, or a step of the case."""

    to: int
    place: int = -1
    exit: Exit = NO_EXIT
    step: str = ""
    """A step of the case."""


class ProofTurn(NamedTuple):
    """What can happen next in a state: where it leads, None if what follows goes round.

    ``place`` is the cluster and ``exit`` how it leaves its class; or ``step`` one of the case.
    """

    after: State | None
    place: int = -1
    exit: Exit = NO_EXIT
    step: str = ""
    followed: Sequence[tuple[int, Followed]] = ()


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

    Of the states in which a step of the case ended it, one stands for all that the promises at that
    end cannot tell apart: nothing happens in them, and all else was looked at in the state before.

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


@dataclass(slots=True)
class Course:
    """What can happen next in the states of one case."""

    standing: ProofStanding
    breath: Breath = field(init=False)
    _known: dict[tuple[State, Label], tuple[State | None, list[tuple[int, Followed]]]] = field(
        default_factory=dict
    )
    _closed: dict[Hashable, State] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.breath = Breath(self.standing)

    def start(self) -> State:
        """The state in which a case begins. Raises CircleError."""
        of = zip(self.standing.classes, self.standing.placed.alone, strict=True)
        nothing = (*(classes.number(alone, 0) for classes, alone in of), 0)
        return self.breath.settled(nothing, QUIET, self.standing.begins_round)

    def turns(self, state: State) -> Iterator[ProofTurn]:
        """Everything that can happen next."""
        if state[-1]:
            return
        standing = self.standing
        made = standing.made(state)
        kept = standing.kept(state, made)
        for place, behaviour in enumerate(standing.does(state)[0]):
            for exit_ in behaviour.exits:
                after, followed = self._after(state, place, exit_)
                is_kept = exit_[2] in kept
                if not is_kept or (after is not None and standing.is_done(after, exit_[2])):
                    yield ProofTurn(after, place, exit_, followed=followed)
        for step in standing.case_steps(state, made):
            end = step.to[0].to
            mark = end, standing.told_at(end, state)
            closed = self._closed.setdefault(mark, self.breath.ended(state, end))
            yield ProofTurn(closed, step=step.name)

    def _after(
        self, state: State, place: int, exit_: Exit
    ) -> tuple[State | None, list[tuple[int, Followed]]]:
        """The state after an exit and what follows; None where it goes round."""
        to, label, _ = exit_
        mark = (*state[:place], to, *state[place + 1 :]), label
        if mark not in self._known:
            self.standing.follow(state, mark[0], (place,))
            try:
                after = self.breath.settled(
                    *mark, lambda: self.standing.goes_round(state, place, exit_)
                )
                self._known[mark] = after, self.breath.followed
            except CircleError:
                self._known[mark] = None, []
        return self._known[mark]


def composed(standing: ProofStanding, limit: int) -> Composed:
    """Every state that a case can come to, up to a limit."""
    return _Composition(Course(standing)).composed(limit)


@dataclass(slots=True)
class _Composition:
    course: Course
    found: Composed = field(init=False)
    numbers: dict[State, int] = field(default_factory=dict)

    def composed(self, limit: int) -> Composed:
        self.found = Composed(tuple(Trail() for _ in self.course.standing.classes))
        try:
            first = self.course.start()
        except CircleError:
            self.found.circles.append((-1, Link(-1)))
        else:
            self._number(first)
            self._note(None, ProofTurn(first, followed=self.course.breath.followed))
        for number, state in enumerate(self.found.states):
            self.found.onward.append(list(self._links(number, state)))
            if len(self.found.states) > limit:
                self.found.open = range(number + 1, len(self.found.states))
                self.found.onward += [[] for _ in self.found.open]
                break
        return self.found

    def _number(self, state: State) -> int:
        if state not in self.numbers:
            self.numbers[state] = len(self.found.states)
            self.found.states.append(state)
        return self.numbers[state]

    def _links(self, number: int, state: State) -> Iterator[Link]:
        if state[-1]:
            self._end(state)
            return
        does = self.course.standing.does(state)[0]
        for trail, behaviour in zip(self.found.trails, does, strict=True):
            trail.at.add((behaviour.number, behaviour.key))
        for turn in self.course.turns(state):
            if turn.after is None:
                self.found.circles.append((number, Link(-1, turn.place, turn.exit)))
                continue
            if turn.place >= 0:
                self._note(does, turn)
            else:
                self._end(state)
            yield Link(self._number(turn.after), turn.place, turn.exit, turn.step)

    def _end(self, state: State) -> None:
        for trail, at in zip(self.found.trails, state, strict=False):
            trail.ended.add(at)

    def _note(self, does: tuple[Behaviour, ...] | None, turn: ProofTurn) -> None:
        """Write down what happened to each cluster that changed."""
        of_cluster: dict[int, list[Followed]] = {} if turn.place < 0 else {turn.place: []}
        for each, followed in turn.followed:
            of_cluster.setdefault(each, []).append(followed)
        for each, trail in of_cluster.items():
            before = None if does is None else (does[each].number, does[each].key)
            own = turn.exit if each == turn.place else None
            self.found.trails[each].moved.add((before, own, tuple(trail)))

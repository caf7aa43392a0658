"""How the stages and clusters of a case stand in a state, and what each cluster does in it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import field
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final

from engine.analysis.life.alone import ProofChange
from engine.analysis.life.exploring import Exploration, Placed
from engine.analysis.life.hearing import QUIET, Label
from engine.analysis.life.judging import Members, ProofQuestion, Questions, State
from engine.analysis.life.progress import Progress, RouteProgress
from engine.analysis.life.refining import Behaviour, Classes, Exit
from engine.analysis.life.walk import following
from engine.analysis.life.world import CaseWorld
from engine.base.dataclass import dataclass
from engine.base.events import CaseEvent
from engine.definitions.model.items import Item, Step
from engine.meaning.flow.breath import GoesRoundError, final_end
from engine.meaning.flow.decide import begin
from engine.meaning.flow.stages import decided, is_done
from engine.meaning.flow.steps import stands_before
from engine.meaning.picture import EMPTY, Picture, apply
from engine.meaning.truth import Truth

_AT_REST: Final = attrgetter("is_at_rest")


@dataclass(slots=True, eq=False)
class ProofStanding:
    """Everything that moves a case, asked of its states."""

    exploration: Exploration
    classes: tuple[Classes, ...]
    placed: Placed
    members: Members = field(init=False)
    questions: Questions = field(init=False)
    hears: tuple[Label, ...] = ()
    """What each cluster may hear of others."""
    _route: RouteProgress = field(init=False)
    _done: dict[str, ProofQuestion[bool]] = field(default_factory=dict)
    _made: tuple[ProofQuestion[tuple[Item, ...]], ...] = ()
    _asked: tuple[ProofQuestion[tuple[object, ...]], ...] = ()
    _ends: tuple[ProofQuestion[str], ...] = ()
    _steps: tuple[tuple[Step, Callable[[State], Truth]], ...] = ()
    _told: dict[str, Callable[[State], Hashable]] = field(default_factory=dict)
    """For each end that a step leads to what promises at that end read."""
    _bits_of: tuple[int, ...] = ()
    """For each cluster the bits of its stages."""
    _around: tuple[frozenset[int], ...] = ()
    """For each cluster the others that ask something of it."""
    _near: dict[tuple[tuple[int, ...], int], frozenset[int]] = field(default_factory=dict)
    _does: list[dict[tuple[object, ...], Behaviour]] = field(default_factory=list)
    _known: dict[State, Progress] = field(default_factory=dict)
    _all: dict[State, tuple[tuple[Behaviour, ...], bool]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.members = Members.of(self.placed, self.classes)
        self.questions = Questions(self.exploration, self.members)
        self.hears = tuple(
            QUIET.union(*alone.labels(alone.contexts[0])) for alone in self.placed.alone
        )
        self._of_stages()
        self._of_case()
        clusters = self.exploration.clusters
        self._made = tuple(
            self.questions.of(each.names, decided)
            for each in clusters
            if any(item.decision for item in each.items)
        )
        self._asked = tuple(self._context_question(each.place) for each in clusters)
        self._does = [{} for _ in clusters]
        self._around = tuple(_readers(self._asked, each.place) for each in clusters)

    def _of_stages(self) -> None:
        route, clusters = self.placed.case.world.route, self.exploration.clusters
        stages = route.flow.stages
        self._route = RouteProgress.of(route, self.questions, len(clusters))
        self._done = {stage.name: self.questions.of_stage(stage, is_done) for stage in stages}
        numbers = {stage.name: number for number, stage in enumerate(stages)}
        self._bits_of = tuple(
            sum({1 << numbers[route.stage_of[item.name].name] for item in each.items})
            for each in clusters
        )

    def _of_case(self) -> None:
        reads, route = self.exploration.life.reads, self.placed.case.world.route
        case = route.flow.case
        conditions = [end.when for end in case.ends[1:] if end.when is not None]
        if conditions:
            items = frozenset[str]().union(*(reads.of(each) for each in conditions))
            self._ends = (self.questions.of(items, final_end),)
        self._steps = tuple((step, self._case_question(step)) for step in case.steps)
        for end in {step.to[0].to for step in case.steps}:
            at_end = (each.fits for each in route.flow.promises if each.at == end)
            items = frozenset[str]().union(*(reads.of(each) for each in at_end))
            self._told[end] = self.questions.of(items, _nothing).mark

    def _case_question(self, step: Step) -> Callable[[State], Truth]:
        when = step.when
        return (lambda _state: True) if when is None else self.questions.holds(when)

    def _context_question(self, place: int) -> ProofQuestion[tuple[object, ...]]:
        atoms = self.exploration.asked[place].of_others
        return ProofQuestion(
            self.members,
            self.exploration.around[place],
            lambda world, picture: tuple(atom.judge(world, picture) for atom in atoms),
        )

    def progress(self, state: State) -> Progress:
        """Which stages are passed, and which are reached."""
        known = self._known.get(state)
        if known is None:
            known = self._known[state] = self._route.at(state)
        return known

    def is_complete(self, state: State) -> bool:
        """Whether every stage is passed."""
        return self.progress(state).passed == self._route.all_passed

    def does(self, state: State) -> tuple[tuple[Behaviour, ...], bool]:
        """What each cluster does in a state, and whether all are at rest."""
        known = self._all.get(state)
        if known is None:
            reached = self.progress(state).reached
            does = tuple([self._of(state, n, reached) for n in range(len(state) - 1)])
            known = self._all[state] = does, all(map(_AT_REST, does))
        return known

    def follow(self, before: State, state: State, places: tuple[int, ...]) -> None:
        """Look at a state that differs in these places from one that was looked at."""
        if state in self._all:
            return
        old = self.progress(before)
        new = self._known[state] = self._route.beside(old, state, places)
        does = list(self.does(before)[0])
        for place in self._touched(places, old.reached ^ new.reached):
            does[place] = self._of(state, place, new.reached)
        self._all[state] = tuple(does), all(map(_AT_REST, does))

    def _touched(self, places: tuple[int, ...], differs: int) -> frozenset[int]:
        """The clusters that may do something else when these places and stages changed."""
        mark = places, differs
        if mark not in self._near:
            around = frozenset(places).union(*(self._around[place] for place in places))
            own = (n for n, bits in enumerate(self._bits_of) if bits & differs)
            self._near[mark] = around.union(own)
        return self._near[mark]

    def _of(self, state: State, place: int, reached: int) -> Behaviour:
        asked = self._asked[place]
        mark = state[place], asked.mark(state), reached & self._bits_of[place]
        known = self._does[place].get(mark)
        if known is None:
            stages = self.placed.case.world.route.flow.stages
            own = reached & self._bits_of[place]
            names = frozenset(each.name for n, each in enumerate(stages) if own >> n & 1)
            layout = self.members.layouts[place][state[place]]
            alone = self.placed.alone[place]
            known = self.classes[place].behaviour(alone, layout, (asked(state), names))
            self._does[place][mark] = known
        return known

    def state_of(self, picture: Picture) -> State | None:
        """The state of a picture that has come to rest; None where it stands for none."""
        found: list[int] = []
        placed = self.placed
        for classes, alone, seats in zip(self.classes, placed.alone, placed.seats, strict=True):
            layout = alone.known(seats.layout(picture))
            if layout is None:
                return None
            found.append(classes.number(alone, layout))
        ends = [end.name for end in placed.case.world.route.flow.case.ends]
        return (*found, ends.index(picture.end) if picture.end else 0)

    def steps(self, state: State, place: int, exit_: Exit) -> Iterator[CaseEvent]:
        """The steps of a cluster that lead out of its class in this way."""
        for change, own in self.changes(state, place):
            if own[:2] == exit_[:2] and change.event is not None:
                yield change.event

    def changes(self, state: State, place: int) -> Iterator[tuple[ProofChange, Exit]]:
        """Every step of all layouts of a cluster's class, and how it leaves the class."""
        alone, behaviour = self.placed.alone[place], self.does(state)[0][place]
        at, of = alone.place(*behaviour.key), self.classes[place]
        for layout in range(len(alone.layouts)):
            is_here = of.number(alone, layout) == state[place]
            for change in alone.open(layout, at) if is_here and at is not None else ():
                yield change, (of.number(alone, change.to), change.label, change.stage)

    def begins_round(self) -> bool:
        """Whether what follows as soon as a case begins never comes to rest."""
        try:
            begin(self.placed.case.world, EMPTY)
        except GoesRoundError:
            return True
        return False

    def goes_round(self, state: State, place: int, exit_: Exit) -> bool:
        """Whether a picture returns in the breath of a step that leads out of a class like this."""
        alone, seats, of = self.placed.alone[place], self.placed.seats, self.classes[place]
        around = self.members.picture(state, (n for n in range(len(state) - 1) if n != place))
        for layout in range(len(alone.layouts)):
            if of.number(alone, layout) != state[place]:
                continue
            own = seats[place].instances(alone.layouts[layout])
            picture = Picture(MappingProxyType({**around.instances, **own}))
            world, entries = self.placed.case.world, self.exploration.entries
            for event, after in following(world, seats, entries, picture):
                known = alone.known(seats[place].layout(apply(picture, event)))
                is_own = event.item in seats[place].cluster.names and known is not None
                if not is_own or of.number(alone, known or 0) != of.silent[exit_[0]]:
                    continue
                if alone.label(world, event) == exit_[1]:
                    return after is None
        return False

    def told_at(self, end: str, state: State) -> Hashable:
        """What promises at an end that a step leads to can tell of a state."""
        return self._told[end](state)

    def made(self, state: State) -> tuple[Item, ...]:
        """The decisions that were made."""
        return tuple([item for each in self._made for item in each(state)])

    def end(self, state: State) -> str:
        """The final end that is reached by itself, or empty."""
        return self._ends[0](state) if self._ends else ""

    def kept(self, state: State, made: tuple[Item, ...]) -> frozenset[str]:
        """The stages that a step may not undo, because something rests on them (rule 19)."""
        is_complete = self.is_complete(state)
        if not made and not is_complete:
            return frozenset()
        route = self.placed.case.world.route
        return frozenset(
            stage.name
            for stage in route.flow.stages
            if (is_complete or stands_before(route, stage, made))
            and self.is_done(state, stage.name)
        )

    def is_done(self, state: State, stage: str) -> bool:
        """Whether a stage is done."""
        return self._done[stage](state)

    def case_steps(self, state: State, made: tuple[Item, ...]) -> Iterator[Step]:
        """The steps of the case that are open (rule 24)."""
        if not made and not self.is_complete(state):
            yield from (step for step, holds in self._steps if holds(state) is True)


def _nothing(_world: CaseWorld, _picture: Picture) -> None:
    return None


def _readers(questions: Iterable[ProofQuestion[Any]], place: int) -> frozenset[int]:
    """The numbers of the questions that read a cluster."""
    return frozenset(number for number, each in enumerate(questions) if place in each.places)

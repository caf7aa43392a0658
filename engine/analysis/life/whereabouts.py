"""Where a case is in a state: at which stages, at which end, and what is wrong there."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import field
from typing import Literal

from engine.analysis.life.asks import is_under_way
from engine.analysis.life.judging import ProofQuestion, State
from engine.analysis.life.standing import ProofStanding
from engine.analysis.life.world import CaseWorld
from engine.base.dataclass import dataclass
from engine.definitions.model.items import Item
from engine.definitions.model.route import Promise, Stage
from engine.meaning.flow.stages import current, is_complete, units_of
from engine.meaning.picture import Picture
from engine.meaning.truth import Truth

Lack = Literal["", "unknown", "nobody"]
"""Why a stage that is reached cannot be worked on."""


@dataclass(frozen=True, slots=True)
class Where:
    """The current stages, and the end the case has: empty while it is under way."""

    stages: tuple[str, ...]
    end: str


@dataclass(slots=True, eq=False)
class Whereabouts:
    """Asks the states of one case where they are."""

    standing: ProofStanding
    _lacks: tuple[tuple[Stage, ProofQuestion[Lack]], ...] = ()
    _unfinished: tuple[tuple[Item, ProofQuestion[bool]], ...] = ()
    _begun: tuple[ProofQuestion[bool], ...] = ()
    _promised: tuple[tuple[Promise, Callable[[State], Truth]], ...] = ()
    _known: dict[Hashable, Where] = field(default_factory=dict)
    _asked_at: dict[Where, tuple[tuple[Promise, Callable[[State], Truth]], ...]] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        standing = self.standing
        flow = standing.placed.case.world.route.flow
        questions = standing.questions
        self._lacks = tuple((each, questions.of_stage(each, lack)) for each in flow.stages)
        self._unfinished = tuple(
            (flow.item(name), self._unfinished_question(flow.item(name)))
            for stage in flow.stages
            if stage.done_when is not None
            for name in stage.items
        )
        self._begun = tuple(
            questions.of(frozenset(stage.items), _begun(stage))
            for stage in flow.stages
            if stage.opens_after
        )
        self._promised = tuple((each, questions.holds(each.fits)) for each in flow.promises)

    def _unfinished_question(self, item: Item) -> ProofQuestion[bool]:
        return self.standing.questions.of(
            frozenset({item.name}), lambda world, picture: is_under_way(world, picture, item)
        )

    def at(self, state: State) -> Where:
        """Where the case is."""
        ends = self.standing.placed.case.world.route.flow.case.ends
        if state[-1]:
            return Where((), ends[state[-1]].name)
        mark = (self.standing.progress(state), tuple([each(state) for each in self._begun]))
        known = self._known.get(mark)
        if known is None:
            picture = self.standing.members.picture(state, range(len(state) - 1))
            known = where_is(self.standing.placed.case.world, picture)
            self._known[mark] = known
        return known

    def lacking(self, state: State) -> Iterator[tuple[Stage, Lack]]:
        """The stages that are reached and cannot be worked on, each with the reason."""
        waiting = self.standing.progress(state)
        bits = waiting.reached & ~waiting.passed
        for number, (stage, question) in enumerate(self._lacks):
            if bits >> number & 1:
                reason = question(state)
                if reason:
                    yield stage, reason

    def unfinished(self, state: State) -> Iterator[Item]:
        """The items that are under way, of stages that say themselves when they are done."""
        yield from (item for item, question in self._unfinished if question(state))

    def broken(self, state: State) -> Iterator[Promise]:
        """The promises that do not hold in a state in which they are asked."""
        where = self.at(state)
        asked = self._asked_at.get(where)
        if asked is None:
            asked = tuple(each for each in self._promised if is_asked(each[0], where))
            self._asked_at[where] = asked
        for promise, question in asked:
            if question(state) is not True:
                yield promise


def is_asked(promise: Promise, where: Where) -> bool:
    """Whether a promise speaks of where a case is."""
    return promise.at in ("always", where.end) or promise.at in where.stages


def where_is(world: CaseWorld, picture: Picture) -> Where:
    """Where a case is in a picture."""
    first = world.route.flow.case.ends[0].name
    if picture.end and picture.end != first:
        return Where((), picture.end)
    stages = tuple(stage.name for stage in current(world, picture))
    return Where(stages, first if is_complete(world, picture) else "")


def lack(world: CaseWorld, picture: Picture, stage: Stage) -> Lack:
    """Why a stage that is not passed cannot be worked on, or empty."""
    if world.needed(stage, picture) is None:
        return "unknown"
    units = [units_of(world, picture, world.route.items[name]) for name in stage.items]
    if any(each is None for each in units):
        return "unknown"
    return "" if any(units) else "nobody"


def _begun(stage: Stage) -> Callable[[CaseWorld, Picture], bool]:
    return lambda _world, picture: any(picture.of(name) for name in stage.items)

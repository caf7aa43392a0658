"""The cases that stand for all others on the way through the stages: one for each signature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from engine.analysis.cases import Leaf, filled, leaves
from engine.analysis.cone import cone, control
from engine.analysis.given import Assignment, Undecided
from engine.analysis.moment import Touched, touched
from engine.analysis.moves import Moves
from engine.analysis.outcomes import Kinds, Watch
from engine.analysis.signature import Probe, Signature, still_parts
from engine.analysis.space import Space, World
from engine.analysis.way import Walk, Ways
from engine.base.values import Absence
from engine.definitions.model.conditions import Condition, Subject
from engine.definitions.model.flow import (
    Stage,
)
from engine.definitions.model.forms import (
    Group,
)
from engine.meaning.events import NEXT, STAY
from engine.meaning.needs import COLUMN
from engine.meaning.truth import Truth


@dataclass(frozen=True, slots=True)
class Traveller:
    """The smallest case of a signature, and how many combinations of answers it stands for."""

    decided: Assignment
    weight: int
    signature: Signature


@dataclass(slots=True)
class Travels:
    """All travellers of a programme and their ways, each walked once for what is watched."""

    world: World
    touched: Touched
    space: Space
    probe: Probe
    travellers: tuple[Traveller, ...] = ()
    guards: frozenset[str] = frozenset()
    """Stages whose outcomes decide on other stages."""
    states: int = 0
    _ways: dict[tuple[object, ...], Ways] = field(default_factory=dict)

    def atoms(self, condition: Condition, traveller: Traveller) -> tuple[tuple[Truth, ...], ...]:
        """What the unchanging parts of a condition say of a traveller."""
        mine = {id(one) for one in still_parts(self.world.meaning, self.touched, condition)}
        known = zip(self.probe.atoms, traveller.signature.atoms, strict=True)
        return tuple(truth for atom, truth in known if id(atom) in mine)

    def ways(
        self, traveller: Traveller, conditions: Iterable[Condition] = (), at: str = ""
    ) -> Ways:
        """The ways of a traveller, told apart by what ``conditions`` read ``at`` a stage or end."""
        watch = self.watch(tuple(conditions))
        moves = self._moves(watch, at)
        mark = (id(traveller), tuple(sorted(watch.stages)), at if moves.late else "")
        if mark not in self._ways:
            case = Walk(self.space, self.touched, moves.kinds, moves, traveller.decided)
            self._ways[mark] = case.ways()
            self.states += len(self._ways[mark].states)
        return self._ways[mark]

    def _moves(self, watch: Watch, at: str) -> Moves:
        kinds = Kinds(self.world.meaning, watch)
        if not watch.stages - self.guards:
            return Moves(kinds)
        aloof = {stage.name for stage in self._aloof()} - {at}
        return Moves(kinds, frozenset(aloof - watch.stages), frozenset(aloof & watch.stages), at)

    def watch(self, conditions: tuple[Condition, ...]) -> Watch:
        """The outcomes that matter for conditions, and those that matter for the way itself."""
        guards, paths = control(self.world.meaning)
        seen = cone(self.world.meaning, [*guards, *((one, "") for one in conditions)], paths)
        return Watch(seen.stages, seen.tests, self.world.today, seen.compared)

    def _aloof(self) -> Iterator[Stage]:
        """Stages on demand that touch nothing else."""
        places = {NEXT, STAY, *(end.name for end in self.world.meaning.programme.ends)}
        for stage in self.world.meaning.programme.stages:
            is_plain = all(outcome.target in places for outcome in stage.outcomes)
            if stage.on_demand_after and is_plain and stage.name not in self.guards:
                yield stage


def travels(world: World, proved: Iterable[Condition], limit: int) -> Travels:
    """The travellers of a programme, told apart also by the conditions to be ``proved``.

    Raises TooMany.
    """
    meaning = world.meaning
    moving = touched(meaning)
    conditions = tuple(proved)
    guards, paths = control(meaning)
    placed = [*guards, *((one, "") for one in conditions)]
    apart = frozenset(stage.each.subject.path for stage in meaning.programme.stages if stage.each)
    space = Space(world, cone(meaning, placed, paths, world.demands), apart=apart)
    probe = Probe.of(moving, conditions, space)
    deciding = cone(meaning, guards, paths).stages
    found = Travels(world, moving, space, probe, guards=deciding)
    by_signature: dict[object, list[Leaf[Signature]]] = {}

    def read(decided: Assignment) -> Signature:
        if deciding:
            decide_all(space, moving, decided)
        return probe(decided)

    for leaf in leaves(space, read, limit=limit):
        # Where outcomes decide on stages, the answers themselves have to be told apart.
        mark = frozenset(leaf.decided.items()) if deciding else leaf.result
        by_signature.setdefault(mark, []).append(leaf)
    found.travellers = tuple(_travellers(space, by_signature.values()))
    return found


def decide_all(space: Space, moving: Touched, decided: Assignment) -> None:
    """Ask for every answer that may matter on the way, also those that outcomes bring up."""
    case = space.case(decided)
    questions = case.meaning.questions
    paths = [path for path in sorted(space.cone.paths) if path in questions]
    for path in (path for path in paths if not questions[path].group):
        if path in moving and path not in decided:
            raise Undecided(path)
        if isinstance(questions[path].item, Group):
            rows = case.rows(path)
            names = [
                Subject(one.split(COLUMN)[1], in_row=True)
                for one in paths
                if one.startswith(path + COLUMN)
            ]
            for row in () if isinstance(rows, Absence) else rows:
                for name in names:
                    row.value(name)
        else:
            case.value(Subject(path))


def _travellers(space: Space, groups: Iterable[list[Leaf[Signature]]]) -> Iterable[Traveller]:
    for group in groups:
        real = [leaf for leaf in group if filled(space, leaf.decided) is not None]
        if real:
            weight = sum(leaf.weight for leaf in real)
            yield Traveller(real[0].decided, weight, real[0].result)

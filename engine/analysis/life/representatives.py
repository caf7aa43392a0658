"""The cases that stand for all others: one for each way in which a flow can tell cases apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import partial

from engine.analysis.by_answers import ByAnswers
from engine.analysis.cases import Leaf, filled, leaves
from engine.analysis.cone import cone
from engine.analysis.given import Assignment
from engine.analysis.life.atoms import Atom, atoms, over_units, unit_parts
from engine.analysis.life.clusters import clusters
from engine.analysis.life.entries import Entries
from engine.analysis.life.reads import ProofReads
from engine.analysis.life.timeless import timeless
from engine.analysis.life.uses import Use, deciding, life_uses, proposing
from engine.analysis.life.world import CaseWorld
from engine.analysis.space import AnswerWorld, Space
from engine.base.dataclass import dataclass
from engine.definitions.model.conditions import Condition
from engine.definitions.model.forms import Group
from engine.definitions.model.items import Item
from engine.definitions.model.route import Stage
from engine.meaning import units
from engine.meaning.needs import COLUMN
from engine.meaning.picture import EMPTY
from engine.meaning.route import Route
from engine.meaning.situation import Situation
from engine.meaning.truth import Truth
from engine.meaning.units import UnitScope

Profile = tuple[Hashable, ...]
"""What tells one unit from another: the items it belongs to and what is asked of it there."""


UnitsByProfile = tuple[tuple[Profile, tuple[str, ...]], ...]
"""The names of units by profile."""

NamedProfiles = tuple[UnitsByProfile, ...]
"""For every cluster the names of its units by profile."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What the life of a case depends on.

    ``needs`` says of every stage whether it applies, as far as answers decide; ``units`` holds for
    every cluster the profiles of its units, in a fixed order, ``truths`` everything else asked.
    """

    needs: tuple[Hashable, ...]
    units: tuple[tuple[tuple[Profile, int], ...], ...]
    truths: tuple[tuple[str, Hashable], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Representative:
    """The smallest case of a signature, its world, and how many combinations it stands for."""

    world: CaseWorld
    weight: int
    signature: Signature
    named: NamedProfiles


@dataclass(frozen=True, slots=True, eq=False)
class Life:
    """A programme with everything that is known of its flow before any case."""

    world: AnswerWorld
    reads: ProofReads
    uses: tuple[Use, ...]
    clusters: tuple[tuple[Item, ...], ...]
    space: Space
    restless: tuple[str, ...]
    """Questions of the applicant that steps ask anew, or that what happens shows or hides."""

    @classmethod
    def of(cls, world: AnswerWorld) -> Life:
        """What proofs about the flow of a programme need to know."""
        route = Route.of(timeless(world.meaning.route.flow))
        meaning = replace(world.meaning, route=route)
        world = replace(world, meaning=meaning)
        uses = life_uses(meaning.route.flow)
        conditions, paths = deciding(meaning, uses)
        each_of = (item.each for item in meaning.route.flow.items)
        apart = frozenset(each.subject.path for each in each_of if each is not None)
        space = Space(world, cone(meaning, conditions, paths, world.demands), apart=apart)
        reads = ProofReads(meaning)
        restless = tuple(_restless(world, reads, space))
        return cls(world, reads, uses, clusters(reads), space, restless)

    def entries(self) -> Entries:
        """What may be filled in with steps, as far as anything depends on it."""
        meaning = self.world.meaning
        seen = proposing(meaning, self.uses)
        return Entries(meaning, self.space.cone, self.world.today, seen)


def _restless(world: AnswerWorld, reads: ProofReads, space: Space) -> Iterator[str]:
    """What a proof can read once something has happened, though it could not before."""
    for path, question in world.meaning.questions.items():
        if path in space.cone.paths and question.form.name in world.collected and reads.path(path):
            yield path


def given_key(path: str) -> str:
    """The name in a signature of what an applicant answered, whatever steps ask later."""
    return f"given {path}"


def representatives(life: Life, limit: int) -> tuple[Representative, ...]:
    """One case for each signature. Raises TooMany."""
    probe = _Probe(life)
    by_signature: dict[Signature, list[Leaf[Signature]]] = {}
    for leaf in leaves(life.space, probe, limit=limit):
        by_signature.setdefault(leaf.result, []).append(leaf)
    return tuple(_real(life, probe, by_signature.values()))


def _real(
    life: Life, probe: _Probe, groups: Iterable[list[Leaf[Signature]]]
) -> Iterator[Representative]:
    for group in groups:
        real = [leaf for leaf in group if filled(life.space, leaf.decided) is not None]
        if real:
            world = CaseWorld(life.space, life.reads, real[0].decided)
            weight = sum(leaf.weight for leaf in real)
            named = probe.named(real[0].decided)
            yield Representative(world, weight, real[0].result, named)


@dataclass(slots=True)
class _Probe:
    """Reads off a case everything that its life depends on."""

    life: Life
    stages: dict[str, Stage] = field(default_factory=dict)
    """Every stage without what changes as a case goes on."""
    items: dict[str, Item] = field(default_factory=dict)
    still: dict[int, tuple[Atom, ...]] = field(default_factory=dict)
    of_units: dict[str, tuple[Condition, ...]] = field(default_factory=dict)
    moving: frozenset[str] = frozenset()
    """The items whose units come from something that changes."""
    _needs: ByAnswers[dict[str, Truth]] = field(init=False)
    _of_persons: ByAnswers[NamedProfiles] = field(init=False)
    """The units of all clusters that are taken for persons: who they are is found out once."""
    _of_others: ByAnswers[NamedProfiles] = field(init=False)
    _truths: dict[str, ByAnswers[Hashable]] = field(default_factory=dict)
    """What each atom that no item has a say in is, by its key."""

    def __post_init__(self) -> None:
        reads, route = self.life.reads, self.life.reads.meaning.route
        self.stages = {stage.name: _still_stage(reads, stage) for stage in route.flow.stages}
        self.items = {item.name: _still_item(reads, item) for item in route.flow.items}
        self.still = {
            number: tuple(atoms(reads, use.condition, use.scope, lambda items: not items))
            for number, use in enumerate(self.life.uses)
        }
        for item in route.flow.items:
            self.of_units[item.name] = tuple(dict.fromkeys(self._parts_of_units(item)))
        self.moving = frozenset(
            item.name
            for item in route.flow.items
            if item.each is not None and reads.path(item.each.subject.path)
        )
        self._needs = ByAnswers(self._needs_of)
        self._of_persons = ByAnswers(partial(self._named, of_persons=True))
        self._of_others = ByAnswers(partial(self._named, of_persons=False))
        self._truths = {
            atom.key: ByAnswers(partial(self._truth_of, atom))
            for each in self.still.values()
            for atom in each
        }

    def _parts_of_units(self, item: Item) -> Iterator[Condition]:
        """What is asked of the answers of one unit: by the item itself and by all others."""
        reads = self.life.reads
        for use in self.life.uses:
            if use.scope == item.name:
                yield from unit_parts(reads, use.condition, item.name)
            for each in over_units(reads, use.condition):
                if each.group == item.name:
                    yield from unit_parts(reads, each.part, item.name)

    def __call__(self, decided: Assignment) -> Signature:
        needs = self._needs(decided)
        named = self.named(decided)
        return Signature(
            tuple(needs.values()),
            tuple(tuple((profile, len(units)) for profile, units in each) for each in named),
            (*self._asked(decided, needs), *self._given(decided)),
        )

    def _given(self, decided: Assignment) -> Iterator[tuple[str, Hashable]]:
        answers = self.life.space.case(decided).answers
        for path in self.life.restless:
            group, is_column, name = path.partition(COLUMN)
            given = answers.get(group)
            rows = given if isinstance(given, tuple) else ()
            if is_column:
                yield given_key(path), tuple(row.get(name) for row in rows)
            else:
                is_group = isinstance(self.life.world.meaning.questions[path].item, Group)
                yield given_key(path), len(rows) if is_group else given

    def named(self, decided: Assignment) -> NamedProfiles:
        """For every cluster the units that each profile fits, in a fixed order."""
        of_persons, of_others = iter(self._of_persons(decided)), iter(self._of_others(decided))
        return tuple(
            next(of_persons if _is_of_persons(each) else of_others) for each in self.life.clusters
        )

    def _named(self, decided: Assignment, *, of_persons: bool) -> NamedProfiles:
        case = self._case(decided)
        return tuple(
            self._of_cluster(case, each)
            for each in self.life.clusters
            if _is_of_persons(each) is of_persons
        )

    def _needs_of(self, decided: Assignment) -> dict[str, Truth]:
        """Whether each stage applies, as far as nothing that happens has a say in it."""
        case = self._case(decided)
        return {name: units.is_needed(case, stage) for name, stage in self.stages.items()}

    def _case(self, decided: Assignment) -> Situation:
        return CaseWorld(self.life.space, self.life.reads, decided).situation(EMPTY)

    def _of_cluster(self, case: Situation, cluster: tuple[Item, ...]) -> UnitsByProfile:
        profiles: dict[str, list[Hashable]] = {}
        for place, item in enumerate(cluster):
            stage = self.stages[case.meaning.route.stage_of[item.name].name]
            is_needed = units.is_needed(case, stage) is not False
            known = units.units(case, self.items[item.name]) if is_needed else ()
            for unit in known or ():
                profile = profiles.setdefault(unit, [None] * len(cluster))
                profile[place] = self._profile(case, item, unit)
        by_profile: dict[Profile, list[str]] = {}
        for unit, profile in profiles.items():
            by_profile.setdefault(tuple(profile), []).append(unit)
        ordered = sorted(by_profile.items(), key=lambda each: repr(each[0]))
        return tuple((profile, tuple(names)) for profile, names in ordered)

    def _profile(self, case: Situation, item: Item, unit: str) -> Hashable:
        parts = self.of_units[item.name]
        scope = UnitScope(case, item, unit)
        truths = tuple(case.meaning.holds(part)(scope) for part in parts)
        # Who belongs here changes as the case goes on: nobody stands for anybody else.
        return (unit, truths) if item.name in self.moving else truths

    def _asked(
        self, decided: Assignment, needs: Mapping[str, Truth]
    ) -> Iterator[tuple[str, Hashable]]:
        asked: dict[str, None] = {}
        for number, use in enumerate(self.life.uses):
            if not use.stage or needs[use.stage] is not False:
                asked.update(dict.fromkeys(atom.key for atom in self.still[number]))
        yield from ((key, self._truths[key](decided)) for key in asked)

    def _truth_of(self, atom: Atom, decided: Assignment) -> Hashable:
        return atom.judge(CaseWorld(self.life.space, self.life.reads, decided), EMPTY)


def _is_of_persons(cluster: tuple[Item, ...]) -> bool:
    return any(item.each is not None and item.each.kind == "persons" for item in cluster)


def _still_stage(reads: ProofReads, stage: Stage) -> Stage:
    """A stage as far as answers alone decide whether it applies."""
    is_moving = stage.when is not None and bool(reads.of(stage.when))
    is_moving_fact = bool(stage.given_by) and bool(reads.path(stage.given_by))
    return replace(
        stage,
        when=None if is_moving else stage.when,
        given_by="" if is_moving_fact else stage.given_by,
    )


def _still_item(reads: ProofReads, item: Item) -> Item:
    """An item for everything that it may ever be for."""
    is_moving = item.when is not None and bool(reads.of(item.when, item.name))
    return replace(item, when=None) if is_moving else item

"""The cases that stand for all others: one for each way in which a flow can tell cases apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from engine.analysis.cases import Leaf, filled, leaves
from engine.analysis.cone import cone
from engine.analysis.given import Assignment
from engine.analysis.life.atoms import Atom, atoms, over_units, unit_parts
from engine.analysis.life.clusters import clusters
from engine.analysis.life.reads import Reads
from engine.analysis.life.uses import Use, deciding, life_uses
from engine.analysis.life.world import CaseWorld
from engine.analysis.space import Space, World
from engine.definitions.model.conditions import Condition
from engine.definitions.model.items import Item
from engine.definitions.model.route import RouteStage
from engine.meaning import units
from engine.meaning.picture import EMPTY
from engine.meaning.situation import Situation
from engine.meaning.truth import Truth
from engine.meaning.units import UnitScope

Profile = tuple[Hashable, ...]
"""What tells one unit from another: the items it belongs to and what is asked of it there."""


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
    """The smallest case of a signature, its world, and how many combinations it stands for.

    ``named`` holds for every cluster the names of its units by profile.
    """

    world: CaseWorld
    weight: int
    signature: Signature
    named: tuple[tuple[tuple[Profile, tuple[str, ...]], ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Life:
    """A programme with everything that is known of its flow before any case."""

    world: World
    reads: Reads
    uses: tuple[Use, ...]
    clusters: tuple[tuple[Item, ...], ...]
    space: Space

    @classmethod
    def of(cls, world: World) -> Life:
        """What proofs about the flow of a programme need to know."""
        meaning = world.meaning
        uses = life_uses(meaning.route.flow)
        conditions, paths = deciding(meaning, uses)
        each_of = (item.each for item in meaning.route.flow.items)
        apart = frozenset(each.subject.path for each in each_of if each is not None)
        space = Space(world, cone(meaning, conditions, paths, world.demands), apart=apart)
        reads = Reads(meaning)
        return cls(world, reads, uses, clusters(reads), space)


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
            named = probe.named(life.space.case(real[0].decided))
            yield Representative(world, weight, real[0].result, named)


@dataclass(slots=True)
class _Probe:
    """Reads off a case everything that its life depends on."""

    life: Life
    still: dict[int, tuple[Atom, ...]] = field(default_factory=dict)
    of_units: dict[str, tuple[Condition, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.still = {
            number: tuple(atoms(self.life.reads, use.condition, use.scope, lambda items: not items))
            for number, use in enumerate(self.life.uses)
        }
        for item in self.life.reads.meaning.route.flow.items:
            self.of_units[item.name] = tuple(dict.fromkeys(self._parts_of_units(item)))

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
        world = CaseWorld(self.life.space, self.life.reads, decided)
        case = world.situation(EMPTY)
        stages = case.meaning.route.flow.stages
        needs = {stage.name: self._need(case, stage) for stage in stages}
        named = self.named(case)
        return Signature(
            tuple(needs.values()),
            tuple(tuple((profile, len(units)) for profile, units in each) for each in named),
            tuple(self._truths(world, needs)),
        )

    def _need(self, case: Situation, stage: RouteStage) -> Truth:
        """Whether a stage applies, as far as nothing that happens has a say in it."""
        reads = self.life.reads
        is_moving = stage.when is not None and reads.of(stage.when)
        is_moving_fact = stage.given_by and reads.path(stage.given_by)
        still = replace(
            stage,
            when=None if is_moving else stage.when,
            given_by="" if is_moving_fact else stage.given_by,
        )
        return units.is_needed(case, still)

    def named(self, case: Situation) -> tuple[tuple[tuple[Profile, tuple[str, ...]], ...], ...]:
        """For every cluster the units that each profile fits, in a fixed order."""
        return tuple(self._named(case, cluster) for cluster in self.life.clusters)

    def _named(
        self, case: Situation, cluster: tuple[Item, ...]
    ) -> tuple[tuple[Profile, tuple[str, ...]], ...]:
        profiles: dict[str, list[Hashable]] = {}
        for place, item in enumerate(cluster):
            for unit in self._units(case, item):
                profile = profiles.setdefault(unit, [None] * len(cluster))
                profile[place] = self._profile(case, item, unit)
        by_profile: dict[Profile, list[str]] = {}
        for unit, profile in profiles.items():
            by_profile.setdefault(tuple(profile), []).append(unit)
        ordered = sorted(by_profile.items(), key=lambda each: repr(each[0]))
        return tuple((profile, tuple(names)) for profile, names in ordered)

    def _units(self, case: Situation, item: Item) -> tuple[str, ...]:
        """Everything an item may ever be for in a case."""
        reads = self.life.reads
        if self._need(case, case.meaning.route.stage_of[item.name]) is False:
            return ()
        is_moving = item.when is not None and reads.of(item.when, item.name)
        known = units.units(case, replace(item, when=None) if is_moving else item)
        return known or ()

    def _profile(self, case: Situation, item: Item, unit: str) -> Hashable:
        reads, scope = self.life.reads, UnitScope(case, item, unit)
        truths = tuple(case.meaning.holds(part)(scope) for part in self.of_units[item.name])
        if item.each is not None and reads.units(item.name) and reads.path(item.each.subject.path):
            # Who belongs here changes as the case goes on: nobody stands for anybody else.
            return (unit, truths)
        return truths

    def _truths(self, world: CaseWorld, needs: dict[str, Truth]) -> Iterator[tuple[str, Hashable]]:
        seen: set[str] = set()
        for number, use in enumerate(self.life.uses):
            if use.stage and needs[use.stage] is False:
                continue
            for atom in self.still[number]:
                if atom.key not in seen:
                    seen.add(atom.key)
                    yield atom.key, atom.judge(world, EMPTY)

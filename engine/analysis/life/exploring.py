"""Every cluster alone in every kind of case, in all contexts that the others can make."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import field
from itertools import product
from types import MappingProxyType

from engine.analysis.life.alone import Alone
from engine.analysis.life.asks import AskedInProof, asked
from engine.analysis.life.atoms import Atom, atoms
from engine.analysis.life.context import ContextWorld, ProofContext, narrowed
from engine.analysis.life.entries import Entries
from engine.analysis.life.hearing import QUIET, Heard, Hearing
from engine.analysis.life.layouts import Cluster, Seats, numbered, seats
from engine.analysis.life.reads import NONE
from engine.analysis.life.representatives import Life, Representative, given_key
from engine.base.dataclass import dataclass
from engine.meaning.picture import Instance, Key, Picture

Face = tuple[Hashable, ...]
"""What others can ask of a layout."""


_ShownLayouts = tuple[set[tuple[int, ...]], dict[tuple[object, ...], Mapping[Key, Instance]]]
"""Layouts that were looked at, and instances for each answer to what is asked of them."""


class TooMuchKept(Exception):
    """The clusters alone can do more than may be kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """One case: its clusters and, of each, how it behaves alone in cases like this."""

    case: Representative
    seats: tuple[Seats, ...]
    alone: tuple[Alone, ...]


@dataclass(frozen=True, slots=True)
class _AskedTogether:
    """Clusters, and the numbers of the atoms that read these and no others."""

    places: tuple[int, ...]
    numbers: tuple[int, ...]


@dataclass(slots=True, eq=False)
class Exploration:
    """All clusters of a flow, explored alone until the others show nothing new."""

    life: Life
    entries: Entries
    clusters: tuple[Cluster, ...] = ()
    asked: tuple[AskedInProof, ...] = ()
    newcomers: bool = False
    """Whether persons may also come while others of their items have begun."""
    limit: int = 0
    """How much that clusters can do is kept; 0 for all of it."""
    placed: tuple[Placed, ...] = ()
    around: tuple[tuple[int, ...], ...] = ()
    """For each cluster the places of those of which it asks something."""
    _keys: tuple[frozenset[str], ...] = ()
    _alone: list[dict[Hashable, Alone]] = field(default_factory=list)
    _heard: list[list[Heard]] = field(default_factory=list)
    _faces: dict[tuple[int, int], Face] = field(default_factory=dict)
    _asked_apart: tuple[tuple[_AskedTogether, ...], ...] = ()
    _shown_to: dict[tuple[int, int, tuple[int, ...]], _ShownLayouts] = field(default_factory=dict)
    """By case, cluster and others around it: the layouts that it was shown, and what they show."""

    @classmethod
    def of(
        cls,
        life: Life,
        entries: Entries,
        cases: tuple[Representative, ...],
        *,
        newcomers: bool = False,
        limit: int = 0,
    ) -> Exploration:
        """Every cluster of the flow explored in all cases. Raises TooMuchKept."""
        found = cls(life, entries, numbered(life), newcomers=newcomers, limit=limit)
        found.asked = tuple(asked(life.reads, life.uses, each) for each in found.clusters)
        found.around = tuple(found._clusters_around(each.of_others) for each in found.asked)
        found._asked_apart = tuple(tuple(found._apart(each)) for each in found.asked)
        found._keys = tuple(found._still_keys(each) for each in found.clusters)
        found._alone = [{} for _ in found.clusters]
        found._heard = [[(QUIET, QUIET)] for _ in found.clusters]
        hearing = Hearing(life.reads.meaning.route)
        found.placed = tuple(found._place(case, hearing) for case in cases)
        found._explore()
        return found

    def kinds(self, place: int) -> tuple[Alone, ...]:
        """How a cluster behaves in each kind of case."""
        return tuple(self._alone[place].values())

    def face(self, place: int, alone: Alone, layout: int) -> Face:
        """What others can ask of a layout, in every context where that makes a difference."""
        mark = (id(alone), layout)
        if mark not in self._faces:
            self._faces[mark] = tuple(self._shown(place, alone, layout))
        return self._faces[mark]

    def _shown(self, place: int, alone: Alone, layout: int) -> Iterator[Hashable]:
        shape = alone.layouts[layout]
        world = alone.contexts[0].world.case
        by_itself = Picture(MappingProxyType(alone.contexts[0].seats.instances(shape)))
        for atom in self.asked[place].by_others:
            if self.life.reads.with_units(atom.items) <= self.clusters[place].names:
                yield atom.judge(world, by_itself)
            else:
                yield frozenset(
                    (each.asked, atom.judge(each.world.case, each.picture(shape)))
                    for each in alone.contexts
                )

    def _place(self, case: Representative, hearing: Hearing) -> Placed:
        chosen = seats(self.clusters, case)
        alone = []
        for place, each in enumerate(chosen):
            kind = self._kind(place, case, each)
            if kind not in self._alone[place]:
                self._alone[place][kind] = Alone(
                    each, self.asked[place], hearing, self.entries, self._heard[place]
                )
            alone.append(self._alone[place][kind])
        return Placed(case, chosen, tuple(alone))

    def _kind(self, place: int, case: Representative, seats: Seats) -> Hashable:
        """Equal for cases in which the cluster behaves the same in the same contexts."""
        stages = self.life.reads.meaning.route.flow.stages
        mine = self.clusters[place].names
        needs = tuple(
            need
            for stage, need in zip(stages, case.signature.needs, strict=True)
            if not mine.isdisjoint(stage.items)
        )
        units = tuple((profile, len(names)) for profile, names in seats.groups)
        keys = self._keys[place]
        return needs, units, tuple(each for each in case.signature.truths if each[0] in keys)

    def _still_keys(self, cluster: Cluster) -> frozenset[str]:
        found: list[Atom] = []
        for use in self.life.uses:
            if use.item in cluster.names:
                found += atoms(self.life.reads, use.condition, use.scope, lambda items: not items)
        return frozenset(atom.key for atom in found).union(map(given_key, self.life.restless))

    def _clusters_around(self, atoms: Iterable[Atom]) -> tuple[int, ...]:
        items = NONE.union(*(self.life.reads.with_units(each.items) for each in atoms))
        return tuple(each.place for each in self.clusters if items & each.names)

    def _apart(self, asked: AskedInProof) -> Iterator[_AskedTogether]:
        """What is asked of others, taken together only where it reads the same clusters."""
        together: list[tuple[set[int], list[int]]] = []
        for number, atom in enumerate(asked.of_others):
            places, numbers = set(self._clusters_around([atom])), [number]
            for each in [each for each in together if each[0] & places]:
                together.remove(each)
                places |= each[0]
                numbers += each[1]
            together.append((places, numbers))
        for places, numbers in together:
            yield _AskedTogether(tuple(sorted(places)), tuple(sorted(numbers)))

    def _explore(self) -> None:
        while True:
            grown = [self._add_contexts(each) for each in self.placed]
            if not any(grown):
                return
            self._faces.clear()
            for cluster, kinds in zip(self.clusters, self._alone, strict=True):
                newcomers = self.newcomers and cluster.is_of_persons
                for alone in kinds.values():
                    self._follow(alone, newcomers=newcomers)

    def _add_contexts(self, placed: Placed) -> bool:
        has_grown = False
        for place, alone in enumerate(placed.alone):
            for asked_now, around in self._surroundings(placed, place):
                if any(each.asked == asked_now for each in alone.contexts):
                    continue
                has_grown = True
                for reached in self._reached(place):
                    route = narrowed(placed.case.world.route, self.clusters[place].items, reached)
                    world = ContextWorld(placed.case.world, route)
                    context = ProofContext(asked_now, reached, world, placed.seats[place], around)
                    alone.contexts.append(context)
        return has_grown

    def _surroundings(
        self, placed: Placed, place: int
    ) -> Iterator[tuple[tuple[object, ...], Mapping[Key, Instance]]]:
        """What the others can show the cluster, each with instances that do."""
        parts = self._asked_apart[place]
        for chosen in product(*(self._shown_of(placed, place, part) for part in parts)):
            asked_now: dict[int, object] = {}
            around: dict[Key, Instance] = {}
            for part, (values, instances) in zip(parts, chosen, strict=True):
                asked_now |= zip(part.numbers, values, strict=True)
                around |= instances
            yield tuple(asked_now[number] for number in sorted(asked_now)), around

    def _shown_of(
        self, placed: Placed, place: int, part: _AskedTogether
    ) -> tuple[tuple[tuple[object, ...], Mapping[Key, Instance]], ...]:
        """What some of the others can show the cluster, each with instances that do."""
        mark = id(placed), place, part.places
        looked_at, found = self._shown_to.setdefault(mark, (set(), {}))
        atoms = [self.asked[place].of_others[number] for number in part.numbers]
        for chosen in product(*(tuple(self._different(placed, each)) for each in part.places)):
            layouts = tuple([layout for layout, _ in chosen])
            if layouts not in looked_at:
                looked_at.add(layouts)
                instances: dict[Key, Instance] = {}
                for _, of_layout in chosen:
                    instances |= of_layout
                picture = Picture(MappingProxyType(instances))
                values = tuple(atom.judge(placed.case.world, picture) for atom in atoms)
                found.setdefault(values, instances)
        return tuple(found.items())

    def _different(
        self, placed: Placed, place: int
    ) -> Iterator[tuple[int, Mapping[Key, Instance]]]:
        """A layout of a cluster for each thing that others can see of it, with its instances.

        Of those that show the same always the first: it stays when more can be seen of them.
        """
        alone, seen = placed.alone[place], set()
        for layout in range(len(alone.layouts)):
            face = self.face(place, alone, layout) if alone.contexts else ()
            if face not in seen:
                seen.add(face)
                yield layout, placed.seats[place].instances(alone.layouts[layout])

    def _reached(self, place: int) -> Iterator[frozenset[str]]:
        """Every choice of the cluster's stages before which nothing may be open."""
        route = self.life.reads.meaning.route
        names = dict.fromkeys(route.stage_of[item.name].name for item in self.clusters[place].items)
        ways = [(True, False) if route.before[name] else (True,) for name in names]
        for choice in product(*ways):
            yield frozenset(name for name, is_open in zip(names, choice, strict=True) if is_open)

    def _follow(self, alone: Alone, *, newcomers: bool) -> None:
        """Meet every layout that the contexts of a cluster lead to."""
        others = sum(each.kept for kinds in self._alone for each in kinds.values()) - alone.kept
        layout = 0
        while layout < len(alone.layouts):
            if self.limit and others + alone.kept > self.limit:
                raise TooMuchKept
            alone.silent(layout)
            if newcomers:
                alone.begin_anew(layout)
            for place, context in enumerate(alone.contexts):
                alone.lapse(layout, place)
                alone.begin(layout, place)
                alone.drop(layout, place)
                for label in alone.labels(context):
                    alone.become(layout, place, label)
                if alone.is_at_rest(layout, place):
                    alone.open(layout, place)
            layout += 1

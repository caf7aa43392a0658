"""What the clusters of a flow ask of each other, of themselves, and what all others ask of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace

from engine.analysis.life.atoms import Atom, atoms, pure_atoms, value_atom
from engine.analysis.life.layouts import Cluster
from engine.analysis.life.reads import ProofReads
from engine.analysis.life.uses import Use
from engine.analysis.life.world import CaseWorld
from engine.base.dataclass import dataclass
from engine.definitions.model.conditions import TODAY, Anything, Compare, Subject
from engine.definitions.model.items import Item
from engine.definitions.model.route import Stage
from engine.meaning.flow.breath import carries
from engine.meaning.flow.stages import decided, instances_of, is_done
from engine.meaning.picture import Picture


@dataclass(frozen=True, slots=True)
class AskedInProof:
    """What is asked around one cluster.

    ``of_others`` makes its contexts; ``of_itself`` are conditions of its own on all its units;
    ``by_others`` must stay the same where its layouts are taken for one.
    """

    of_others: tuple[Atom, ...]
    of_itself: tuple[Atom, ...]
    by_others: tuple[Atom, ...]


def asked(reads: ProofReads, uses: tuple[Use, ...], cluster: Cluster) -> AskedInProof:
    """What is asked around a cluster."""
    mine = cluster.names
    inside = [use for use in uses if use.item in mine]
    outside = [use for use in uses if use.item not in mine]
    foreign = [*_atoms(reads, inside, lambda items: bool(items) and not items & mine)]
    for item in cluster.items:
        foreign += _of_source(reads, item, mine)
        foreign += [_carry_atom(reads, item)] if item.rests_on else []
    itself = _atoms(reads, inside, lambda items: bool(items) and items <= mine)
    others: list[Atom] = []
    for use in outside:
        others += pure_atoms(reads, use.condition, use.scope, lambda i: bool(i) and i <= mine)
    others += _of_route(reads, cluster)
    return AskedInProof(_once(foreign), _once(itself), _once(others))


def _atoms(
    reads: ProofReads, uses: Iterable[Use], accept: Callable[[frozenset[str]], bool]
) -> Iterator[Atom]:
    for use in uses:
        yield from atoms(reads, use.condition, use.scope, accept)


def _of_source(reads: ProofReads, item: Item, mine: frozenset[str]) -> Iterator[Atom]:
    """What decides whom or what an item is for, where that changes as the case goes on."""
    stage = reads.meaning.route.stage_of[item.name]
    paths = [stage.given_by] if stage.given_by else []
    paths += [item.each.subject.path] if item.each is not None else []
    for path in paths:
        items = reads.path(path)
        if items and not items & mine:
            yield value_atom(reads, path)


def _carry_atom(reads: ProofReads, item: Item) -> Atom:
    """Whether an item may rest on what it rests on."""
    others = tuple(reads.meaning.route.items[name] for name in item.rests_on)

    def judge(world: CaseWorld, picture: Picture) -> Hashable:
        return all(carries(world, picture, each) for each in others)

    return Atom(f"carries {' '.join(item.rests_on)}", frozenset(item.rests_on), judge)


def _of_route(reads: ProofReads, cluster: Cluster) -> Iterator[Atom]:
    """What stages, decisions and items that rest on others ask of each item of a cluster."""
    route = reads.meaning.route
    for item in cluster.items:
        stage = route.stage_of[item.name]
        yield _done_atom(item, replace(stage, items=(item.name,)))
        if stage.done_when is not None:
            yield _unfinished_atom(item)
        if item.decision:
            yield _decided_atom(item)
        if stage.opens_after:
            yield _begun_atom(item)
        for other in route.flow.items:
            if item.name in other.rests_on and other not in cluster.items:
                yield _carry_atom(reads, replace(other, rests_on=(item.name,)))


def _done_atom(item: Item, stage: Stage) -> Atom:
    """Whether an item is all there, and finished where its stage asks for nothing else."""
    if stage.done_when is not None:
        always = Compare(Subject(TODAY), Anything(), "", stage.span)
        stage = replace(stage, done_when=always)

    def judge(world: CaseWorld, picture: Picture) -> Hashable:
        return is_done(world, picture, stage), bool(tuple(instances_of(world, picture, item)))

    return Atom(f"done {item.name}", frozenset({item.name}), judge)


def _unfinished_atom(item: Item) -> Atom:
    def judge(world: CaseWorld, picture: Picture) -> Hashable:
        return is_under_way(world, picture, item)

    return Atom(f"under way {item.name}", frozenset({item.name}), judge)


def is_under_way(world: CaseWorld, picture: Picture, item: Item) -> bool:
    """Whether an instance is neither good nor over nor bad."""
    return any(
        not instance.status or not item.status(instance.status).kind
        for _, instance in instances_of(world, picture, item)
    )


def _decided_atom(item: Item) -> Atom:
    def judge(world: CaseWorld, picture: Picture) -> Hashable:
        return item in decided(world, picture)

    return Atom(f"decided {item.name}", frozenset({item.name}), judge)


def _begun_atom(item: Item) -> Atom:
    def judge(_world: CaseWorld, picture: Picture) -> Hashable:
        return bool(picture.of(item.name))

    return Atom(f"begun {item.name}", frozenset({item.name}), judge)


def _once(found: Iterable[Atom]) -> tuple[Atom, ...]:
    return tuple({atom.key: atom for atom in found}.values())

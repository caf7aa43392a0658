"""The parts of conditions that are looked at as a whole, by which items they read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import field

from engine.analysis.life.reads import ProofReads
from engine.analysis.life.world import CaseWorld, frozen
from engine.analysis.shape import shape
from engine.base.dataclass import dataclass
from engine.base.values import Absence
from engine.definitions.model.conditions import (
    TODAY,
    Compare,
    Condition,
    OverRows,
    Subject,
    compared,
)
from engine.meaning.missing import parts
from engine.meaning.needs import COLUMN
from engine.meaning.picture import Picture

Accept = Callable[[frozenset[str]], bool]
"""Whether a part that reads these items is looked at as a whole."""


@dataclass(frozen=True, slots=True)
class Atom:
    """Something that is asked of a whole case: the truth of a condition or the value at a path.

    ``items`` have a say in it.
    """

    key: str
    items: frozenset[str] = field(compare=False)
    judge: Callable[[CaseWorld, Picture], Hashable] = field(compare=False, repr=False)
    condition: Condition | None = field(default=None, compare=False, repr=False)


def condition_atom(reads: ProofReads, condition: Condition) -> Atom:
    """The truth of a condition of the case."""
    items = reads.of(condition)
    return Atom(
        shape(condition),
        items,
        lambda world, picture: world.holds(condition, picture),
        condition,
    )


def value_atom(reads: ProofReads, path: str) -> Atom:
    """The value of a subject of the case."""
    return Atom(f"={path}", reads.path(path), lambda world, picture: world.value(path, picture))


def atoms(reads: ProofReads, condition: Condition, scope: str, accept: Accept) -> Iterator[Atom]:
    """The largest parts of a condition that are accepted and need no unit."""
    if not reads.is_of_unit(condition, scope) and accept(reads.of(condition, scope)):
        yield condition_atom(reads, condition)
    elif isinstance(condition, Compare):
        tested = (condition.subject, *compared(condition.test))
        for subject in tested:
            yield from _of_subject(reads, subject, scope, accept)
    elif isinstance(condition, OverRows):
        is_kept = reads.keeps(scope, condition.group)
        if not is_kept and condition.group not in reads.meaning.route.items and accept(frozenset()):
            yield _row_atom(reads, condition)
        inside = f"{scope}{COLUMN}{condition.group}" if is_kept else condition.group
        yield from atoms(reads, condition.part, inside, accept)
    else:
        for part in parts(condition):
            yield from atoms(reads, part, scope, accept)


def _row_atom(reads: ProofReads, condition: OverRows) -> Atom:
    """What is asked of the answers in each row, where items have a say beside them."""
    asked = tuple(unit_parts(reads, condition.part, condition.group))

    def judge(world: CaseWorld, picture: Picture) -> Hashable:
        rows = world.situation(picture).rows(condition.group)
        if isinstance(rows, Absence):
            return rows
        return tuple(tuple(world.meaning.holds(each)(row) for each in asked) for row in rows)

    return Atom(f"rows {shape(condition)}", frozenset(), judge)


def _of_subject(reads: ProofReads, subject: Subject, scope: str, accept: Accept) -> Iterator[Atom]:
    meaning = reads.meaning
    if subject.in_row:
        computed = meaning.own_values.get(scope, {}).get(subject.path)
        for argument in () if computed is None else computed.item.arguments:
            yield from _of_subject(reads, argument, scope, accept)
        return
    path = subject.path
    if accept(reads.path(path)):
        yield value_atom(reads, path)
    elif path in meaning.values:
        value = meaning.values[path].item
        for argument in value.arguments:
            yield from _of_subject(reads, argument, value.group, accept)
    elif path in meaning.facts:
        for row in meaning.facts[path].rules.rows:
            yield from atoms(reads, row.condition, "", accept)


def pure_atoms(
    reads: ProofReads, condition: Condition, scope: str, accept: Accept
) -> Iterator[Atom]:
    """The largest parts that are accepted and to which answers have nothing to say.

    Where answers and items cannot be taken apart, everything that can be seen of the items.
    """
    for atom in atoms(reads, condition, scope, accept):
        if atom.condition is None or is_pure(reads, atom.condition, ""):
            yield atom
        elif isinstance(atom.condition, Compare):
            tested = (atom.condition.subject, *compared(atom.condition.test))
            moving = [subject for subject in tested if reads.subject(subject)]
            for subject in moving:
                yield from _pure_subject(reads, subject, accept)
        elif isinstance(atom.condition, OverRows):
            yield from (_whole_atom(item) for item in sorted(atom.items))
        else:
            for part in parts(atom.condition):
                yield from pure_atoms(reads, part, "", accept)


def _whole_atom(item: str) -> Atom:
    """Everything that can be seen of an item."""

    def judge(_world: CaseWorld, picture: Picture) -> Hashable:
        seen = [(each.standing, frozen(each.answers)) for each in picture.of(item).values()]
        return tuple(sorted(seen, key=repr))

    return Atom(f"all of {item}", frozenset({item}), judge)


def _pure_subject(reads: ProofReads, subject: Subject, accept: Accept) -> Iterator[Atom]:
    facts = reads.meaning.facts
    if subject.path not in facts:
        yield value_atom(reads, subject.path)
        return
    for row in facts[subject.path].rules.rows:
        yield from pure_atoms(reads, row.condition, "", accept)


def is_pure(reads: ProofReads, condition: Condition, scope: str) -> bool:
    """Whether every part of a condition speaks of items, or of the unit in whose scope it is."""
    if isinstance(condition, Compare):
        tested = (condition.subject, *compared(condition.test))
        return all(_is_of_items(reads, subject, scope) for subject in tested)
    if isinstance(condition, OverRows):
        if reads.keeps(scope, condition.group):
            return True
        is_item = condition.group in reads.meaning.route.items
        return is_item and is_pure(reads, condition.part, condition.group)
    return all(is_pure(reads, part, scope) for part in parts(condition))


def _is_of_items(reads: ProofReads, subject: Subject, scope: str) -> bool:
    meaning = reads.meaning
    if subject.in_row and scope in meaning.route.items:
        return True
    if subject.path == TODAY:
        return True
    if subject.path in meaning.facts:
        rows = meaning.facts[subject.path].rules.rows
        return all(is_pure(reads, row.condition, "") for row in rows)
    if subject.path in meaning.values:
        value = meaning.values[subject.path].item
        return all(_is_of_items(reads, argument, value.group) for argument in value.arguments)
    return bool(reads.subject(subject, scope))


def over_units(reads: ProofReads, condition: Condition) -> Iterator[OverRows]:
    """The parts that walk the units of an item, also those behind facts."""
    if isinstance(condition, OverRows):
        if condition.group in reads.meaning.route.items:
            yield condition
        yield from over_units(reads, condition.part)
    elif isinstance(condition, Compare):
        facts = reads.meaning.facts
        if condition.subject.path in facts and reads.path(condition.subject.path):
            for row in facts[condition.subject.path].rules.rows:
                yield from over_units(reads, row.condition)
    else:
        for part in parts(condition):
            yield from over_units(reads, part)


def unit_parts(reads: ProofReads, condition: Condition, scope: str) -> Iterator[Condition]:
    """The largest parts of a condition that read of the unit in whose scope it stands only."""
    if reads.is_of_unit(condition, scope) and not reads.of(condition, scope):
        yield condition
    elif not isinstance(condition, Compare | OverRows):
        for part in parts(condition):
            yield from unit_parts(reads, part, scope)

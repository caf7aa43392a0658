"""The parts of conditions that are looked at as a whole, by which items they read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field

from engine.analysis.life.reads import Reads, is_of_unit
from engine.analysis.life.world import CaseWorld
from engine.analysis.shape import shape
from engine.definitions.model.conditions import Compare, Condition, OverRows, Subject
from engine.meaning.missing import compared, parts
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


def condition_atom(reads: Reads, condition: Condition) -> Atom:
    """The truth of a condition of the case."""
    items = reads.of(condition)
    return Atom(shape(condition), items, lambda world, picture: world.holds(condition, picture))


def value_atom(reads: Reads, path: str) -> Atom:
    """The value of a subject of the case."""
    return Atom(f"={path}", reads.path(path), lambda world, picture: world.value(path, picture))


def atoms(reads: Reads, condition: Condition, scope: str, accept: Accept) -> Iterator[Atom]:
    """The largest parts of a condition that are accepted and need no unit."""
    needs_unit = bool(scope) and is_of_unit(condition)
    if not needs_unit and accept(reads.of(condition, scope)):
        yield condition_atom(reads, condition)
    elif isinstance(condition, Compare):
        tested = (condition.subject, *compared(condition.test))
        for subject in tested:
            yield from _of_subject(reads, subject, scope, accept)
    elif isinstance(condition, OverRows):
        yield from _of_subject(reads, Subject(condition.group), "", accept)
        yield from atoms(reads, condition.part, condition.group, accept)
    else:
        for part in parts(condition):
            yield from atoms(reads, part, scope, accept)


def _of_subject(reads: Reads, subject: Subject, scope: str, accept: Accept) -> Iterator[Atom]:
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


def unit_parts(reads: Reads, condition: Condition, scope: str) -> Iterator[Condition]:
    """The largest parts of a condition that read of the unit in whose scope it stands only."""
    if is_of_unit(condition) and not reads.of(condition, scope):
        yield condition
    elif not isinstance(condition, Compare | OverRows):
        for part in parts(condition):
            yield from unit_parts(reads, part, scope)

"""Layouts of a cluster that nobody can tell apart, taken for one: partition refinement.

Two layouts are in one class if others see the same of them and if, in every context, either both
change by themselves in the same way, or neither does and the same changes of class can be reached
from both through steps that stay inside the class. What follows by itself is urgent: it is never
taken for a step that may as well not be taken.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import field

from engine.analysis.life.alone import Alone
from engine.analysis.life.context import ProofContext
from engine.analysis.life.exploring import Exploration
from engine.analysis.life.hearing import QUIET, Label
from engine.base.dataclass import dataclass

Exit = tuple[int, Label, str]
"""A change of class: to which, what others hear of it, and the stage for whose sake a decision may
close it."""

Change = tuple[int, Label, bool]
"""What follows by itself: the class it leads to, what others hear of it, and whether it is an event
at all."""

Urgent = Change | None

ContextKey = tuple[tuple[object, ...], frozenset[str]]
"""What tells contexts apart, in whichever case they come."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What a class does in a context; ``become`` by what others raised, where anything follows."""

    number: int
    key: ContextKey
    lapse: Urgent
    begin: Urgent
    drop: Urgent
    become: Mapping[Label, Change]
    exits: tuple[Exit, ...]
    is_at_rest: bool = field(init=False)
    """Whether nothing follows by itself while nothing is heard."""

    def __post_init__(self) -> None:
        urgent = (self.lapse, self.begin, self.drop)
        is_at_rest = urgent == (None, None, None) and QUIET not in self.become
        object.__setattr__(self, "is_at_rest", is_at_rest)


def key_of(context: ProofContext) -> ContextKey:
    """What tells a context from others."""
    return context.asked, context.reached


@dataclass(slots=True)
class _Node:
    """One layout in one context, with the numbers of the layouts that it leads to."""

    urgent: tuple[Urgent, ...]
    moves: tuple[Exit, ...] = ()


@dataclass(slots=True, eq=False)
class Classes:
    """The classes of a cluster's layouts, in all kinds of cases at once."""

    kinds: tuple[Alone, ...]
    class_of: list[int] = field(default_factory=list)
    """The class of every layout, those of each kind one after another."""
    silent: dict[int, int] = field(default_factory=dict)
    """The class of what a class would be if it heard nothing of itself."""
    _offsets: dict[int, int] = field(default_factory=dict)
    _silent: list[int] = field(default_factory=list)
    _nodes: list[list[_Node]] = field(default_factory=list)
    _places: dict[int, dict[ContextKey, int]] = field(default_factory=dict)
    _exits: list[list[frozenset[Exit]]] = field(default_factory=list)
    _behaviours: dict[tuple[int, int, ContextKey], Behaviour] = field(default_factory=dict)

    @classmethod
    def of(cls, exploration: Exploration, place: int) -> Classes:
        """The classes of one cluster."""
        found = cls(exploration.kinds(place))
        marks: list[Hashable] = []
        for alone in found.kinds:
            found._add(alone)
            keys = frozenset(key_of(each) for each in alone.contexts)
            marks += [
                (keys, exploration.face(place, alone, layout))
                for layout in range(len(alone.layouts))
            ]
        found._refine(_numbered(marks))
        return found

    def number(self, alone: Alone, layout: int) -> int:
        """The class of a layout."""
        return self.class_of[self._offsets[id(alone)] + layout]

    def behaviour(self, alone: Alone, layout: int, key: ContextKey) -> Behaviour:
        """What a layout does in a context, as all of its class do."""
        mark = id(alone), layout, key
        if mark not in self._behaviours:
            self._behaviours[mark] = self._behaviour(alone, layout, key)
        return self._behaviours[mark]

    def _behaviour(self, alone: Alone, layout: int, key: ContextKey) -> Behaviour:
        number = self._offsets[id(alone)] + layout
        place = self._places[id(alone)][key]
        lapse, begin, drop, *become = self._urgent(number, place)
        labels = alone.labels(alone.contexts[0])
        heard = {label: to for label, to in zip(labels, become, strict=True) if to is not None}
        exits = tuple(self._exits[place][number])
        return Behaviour(self.class_of[number], key, lapse, begin, drop, heard, exits)

    def _add(self, alone: Alone) -> None:
        """Take in the layouts of one kind of case, in their contexts in a fixed order."""
        offset = self._offsets[id(alone)] = len(self._nodes)
        order = sorted(range(len(alone.contexts)), key=lambda n: _rank(alone.contexts[n]))
        self._places[id(alone)] = {
            key_of(alone.contexts[each]): place for place, each in enumerate(order)
        }
        for layout in range(len(alone.layouts)):
            self._nodes.append([_node(alone, layout, each, offset) for each in order])
            self._silent.append(offset + alone.silent(layout))

    def _refine(self, class_of: list[int]) -> None:
        """Take layouts apart until those of one class do the same."""
        count = 0
        self.class_of = class_of
        while len(set(self.class_of)) != count:
            count = len(set(self.class_of))
            self.class_of = _numbered(self._signatures())
        silent = (self.class_of[number] for number in self._silent)
        self.silent = dict(zip(self.class_of, silent, strict=True))

    def _signatures(self) -> Iterator[Hashable]:
        """What every layout does, told by classes."""
        width = max(map(len, self._nodes), default=0)
        self._exits = [self._exits_in(place) for place in range(width)]
        for number, nodes in enumerate(self._nodes):
            does = tuple(
                (self._urgent(number, place), self._exits[place][number])
                for place in range(len(nodes))
            )
            yield self.class_of[number], self.class_of[self._silent[number]], does

    def _urgent(self, number: int, place: int) -> tuple[Urgent, ...]:
        return tuple(
            None if each is None else (self.class_of[each[0]], *each[1:])
            for each in self._nodes[number][place].urgent
        )

    def _exits_in(self, place: int) -> list[frozenset[Exit]]:
        """For every layout the changes of class that can be reached inside its own."""
        of = self.class_of
        found: list[set[Exit]] = [set() for _ in of]
        back: list[list[int]] = [[] for _ in of]
        for number, nodes in enumerate(self._nodes):
            for to, label, stage in nodes[place].moves if place < len(nodes) else ():
                if of[to] == of[number] and label == QUIET:
                    back[to].append(number)
                else:
                    found[number].add((of[to], label, stage))
        waiting = [number for number, each in enumerate(found) if each]
        while waiting:
            number = waiting.pop()
            for before in back[number]:
                if not found[number] <= found[before]:
                    found[before] |= found[number]
                    waiting.append(before)
        return [frozenset(_freest(each)) for each in found]


def _rank(context: ProofContext) -> str:
    return repr((context.asked, sorted(context.reached)))


def _node(alone: Alone, layout: int, place: int, offset: int) -> _Node:
    context = alone.contexts[place]
    changes = [f(layout, place) for f in (alone.lapse, alone.begin, alone.drop)]
    changes += [alone.become(layout, place, label) for label in alone.labels(context)]
    urgent = tuple(
        None if each is None else (offset + each.to, each.label, each.has_happened)
        for each in changes
    )
    if not alone.is_at_rest(layout, place):
        return _Node(urgent)
    moves = {(offset + each.to, each.label, each.stage) for each in alone.open(layout, place)}
    return _Node(urgent, tuple(moves))


def _numbered(marks: Iterable[Hashable]) -> list[int]:
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(mark, len(numbers)) for mark in marks]


def _freest(exits: set[Exit]) -> Iterable[Exit]:
    """The exits without those that a decision closes where the same is open without it."""
    return (
        (to, label, stage)
        for to, label, stage in exits
        if not stage or (to, label, "") not in exits
    )

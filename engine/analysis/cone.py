"""The cone of a condition: everything that can have a say in it, and the tests it is put to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from types import MappingProxyType

from engine.analysis.demands import Demand
from engine.analysis.readings import path_of, readings
from engine.base.dataclass import dataclass
from engine.definitions.model.conditions import (
    Condition,
    Subject,
    Test,
)
from engine.definitions.model.forms import (
    Field,
)
from engine.definitions.model.persons import PersonGroup
from engine.meaning.needs import COLUMN
from engine.meaning.programme import Guard, Meaning, Question

Placed = tuple[Condition, str]
"""A condition and the group in whose rows it is judged, or empty."""


@dataclass(frozen=True, slots=True)
class Cone:
    """``tests`` by path of what they are put to; ``compared`` are paths met by other paths.

    ``computed`` are the questions that values are made of.
    """

    tests: Mapping[str, tuple[Test, ...]]
    compared: frozenset[str]
    computed: frozenset[str]

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(self.tests)


def cone(
    meaning: Meaning,
    conditions: Iterable[Placed],
    paths: Iterable[str] = (),
    demands: Iterable[Demand] | None = None,
) -> Cone:
    """What the conditions and the subjects at ``paths`` depend on.

    With ``demands`` also what decides whether an answer must be given and what it must fulfil, for
    every question that the cone meets.
    """
    visit = _Visit(meaning, None if demands is None else tuple(demands))
    for condition, group in conditions:
        visit.condition(condition, group)
    for path in paths:
        visit.path(path)
    visit.walk()
    return Cone(
        MappingProxyType({path: tuple(tests) for path, tests in sorted(visit.tests.items())}),
        frozenset(visit.compared),
        frozenset(visit.computed),
    )


def everything(meaning: Meaning) -> Iterator[Placed]:
    """All conditions that can change what a case is: not what is demanded of its answers."""
    for question in meaning.questions.values():
        for guard in (*question.guards, *question.options.values()):
            yield guard.condition, question.group
    for rules in meaning.rules.values():
        yield from ((row.condition, "") for row in rules.rules.rows)


def duties(groups: Iterable[PersonGroup]) -> tuple[list[Placed], list[str]]:
    """The conditions and subjects that decide who belongs to person groups."""
    conditions: list[Placed] = []
    paths: list[str] = []
    for group in groups:
        paths += [group.every] if group.every else []
        conditions += [(group.where, group.every)] if group.where is not None else []
        conditions += [(group.same_when, "")] if group.same_when is not None else []
    return conditions, paths


@dataclass(slots=True)
class _Visit:
    meaning: Meaning
    demands: tuple[Demand, ...] | None
    tests: dict[str, dict[Test, None]] = field(default_factory=dict)
    compared: set[str] = field(default_factory=set)
    computed: set[str] = field(default_factory=set)
    waiting: list[str] = field(default_factory=list)
    demanded: set[int] = field(default_factory=set)

    def walk(self) -> None:
        while self.waiting:
            self._open(self.waiting.pop())

    def condition(self, condition: Condition, group: str) -> None:
        for reading in readings(condition, group):
            self.path(reading.path)
            if reading.with_paths:
                self.compared.update((reading.path, *reading.with_paths))
            if reading.test is not None:
                self.tests[reading.path].setdefault(reading.test)

    def path(self, path: str) -> None:
        if path not in self.tests:
            self.tests[path] = {}
            self.waiting.append(path)

    def _open(self, path: str) -> None:
        meaning = self.meaning
        if path in meaning.questions:
            self._question(meaning.questions[path])
        elif path in meaning.values:
            for argument in meaning.values[path].item.arguments:
                self._argument(argument, meaning.values[path].item.group)
        elif path in meaning.facts:
            rules = meaning.facts[path].rules
            self.path(rules.as_of)
            for row in rules.rows:
                self.condition(row.condition, "")
        else:
            self._own_value(path)

    def _own_value(self, path: str) -> None:
        """What a value of one of an item is made of."""
        item, _, name = path.partition(COLUMN)
        value = self.meaning.own_values.get(item, {}).get(name)
        for argument in () if value is None else value.item.arguments:
            self._argument(argument, item)

    def _question(self, question: Question) -> None:
        item = question.item
        for guard in (*question.guards, *question.options.values()):
            self.condition(guard.condition, question.group)
        if question.group:
            self.path(question.group)
        if isinstance(item, Field) and item.rows_of:
            self.path(item.rows_of)
        if self.demands is not None:
            self._demanded(question, self.demands)

    def _demanded(self, question: Question, demands: tuple[Demand, ...]) -> None:
        if isinstance(question.required, Guard):
            self.condition(question.required.condition, question.group)
        for place, demand in enumerate(demands):
            if question.item.path in demand.questions and place not in self.demanded:
                self.demanded.add(place)
                if demand.compares:
                    self.compared.update(demand.questions)
                for path in demand.questions:
                    self.path(path)
                for condition, group in demand.conditions:
                    self.condition(condition, group)

    def _argument(self, subject: Subject, group: str) -> None:
        path = path_of(subject, group)
        rows = path.partition(COLUMN)[0]
        self.path(path)
        self.computed.add(path)
        if rows != path:
            self.path(rows)

"""Which items can change the truth of a condition: through values, facts and guards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from engine.base.dataclass import dataclass
from engine.definitions.model.conditions import Compare, Condition, OverRows, Subject, compared
from engine.definitions.model.dependencies import questions
from engine.definitions.model.items import Item
from engine.definitions.model.programme import Programme
from engine.meaning.missing import parts
from engine.meaning.needs import COLUMN
from engine.meaning.programme import Meaning

NONE: frozenset[str] = frozenset()

Scoped = tuple[Subject, str]
"""A subject and the item or group in whose scope it stands; empty: the case."""


@dataclass(slots=True)
class ProofReads:
    """Looks up and remembers what subjects and conditions of a programme read of items."""

    meaning: Meaning
    asked: Mapping[str, str] = field(init=False)
    """The item whose steps ask a question or fill a group of the case, by path."""
    _known: dict[str, frozenset[str]] = field(default_factory=dict)
    _units: dict[str, frozenset[str]] = field(default_factory=dict)
    _conditions: dict[tuple[int, str], tuple[Condition, frozenset[str]]] = field(
        default_factory=dict
    )
    _sorted: dict[frozenset[str], tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.asked = dict(_asked_by_steps(self.meaning.programme))

    def of(self, condition: Condition, scope: str = "") -> frozenset[str]:
        """The items whose instances have a say in a condition that stands in ``scope``."""
        known = self._conditions.get((id(condition), scope))
        if known is None:
            subjects = self.subjects(condition, scope)
            read = _union(self.subject(subject, place) for subject, place in subjects)
            # The condition is kept, so that no other can have its number.
            known = self._conditions[id(condition), scope] = condition, read
        return known[1]

    def subjects(self, condition: Condition, scope: str) -> Iterator[Scoped]:
        """Every subject a condition reads, tested or compared with, and the groups it walks."""
        if isinstance(condition, Compare):
            yield condition.subject, scope
            yield from ((subject, scope) for subject in compared(condition.test))
        elif isinstance(condition, OverRows):
            is_kept = self.keeps(scope, condition.group)
            yield Subject(condition.group, in_row=is_kept), scope if is_kept else ""
            inside = f"{scope}{COLUMN}{condition.group}" if is_kept else condition.group
            yield from self.subjects(condition.part, inside)
        else:
            for part in parts(condition):
                yield from self.subjects(part, scope)

    def is_of_unit(self, condition: Condition, scope: str) -> bool:
        """Whether a condition needs the row or unit in whose scope it stands."""
        if not scope:
            return False
        if isinstance(condition, Compare):
            tested = (condition.subject, *compared(condition.test))
            return any(subject.in_row for subject in tested)
        if isinstance(condition, OverRows):
            return self.keeps(scope, condition.group)
        return any(self.is_of_unit(part, scope) for part in parts(condition))

    def keeps(self, scope: str, group: str) -> bool:
        """Whether the rows of a group belong to one of an item."""
        return group in self.meaning.route.groups.get(scope, ())

    def subject(self, subject: Subject, scope: str = "") -> frozenset[str]:
        """The items that have a say in the value of a subject."""
        if not subject.in_row:
            return self.path(subject.path)
        if scope in self.meaning.route.items:
            return self.own(self.meaning.route.items[scope], subject.path)
        keeper = scope.partition(COLUMN)[0]
        if keeper in self.meaning.route.items:
            return frozenset({keeper})
        return self.path(f"{scope}{COLUMN}{subject.path}")

    def own(self, item: Item, name: str) -> frozenset[str]:
        """The items that have a say in what a plain name means inside an item."""
        asked = self.meaning.own_questions.get(item.name, NONE)
        if name.partition(COLUMN)[0] in asked:
            return frozenset({item.name})
        computed = self.meaning.own_values.get(item.name, {}).get(name)
        if computed is not None:
            arguments = computed.item.arguments
            return _union(self.subject(argument, item.name) for argument in arguments)
        if name in self.meaning.route.items:
            return frozenset({name})
        return _union(self.path(path) for path in self.unit_paths(item, name))

    def unit_paths(self, item: Item, name: str) -> Iterator[str]:
        """The questions that a plain name can mean inside an item: those of its unit."""
        each = item.each
        if each is None:
            yield name
        elif each.kind == "values":
            yield each.subject.path
        elif each.kind == "rows":
            yield f"{each.subject.path}{COLUMN}{name}"
        else:
            for group in self.meaning.persons.values():
                yield f"{group.every}{COLUMN}{name}" if group.every else f"{group.block}.{name}"

    def units(self, item: str) -> frozenset[str]:
        """The items that have a say in whom or what an item is for."""
        if item not in self._units:
            self._units[item] = NONE
            self._units[item] = self._of_units(self.meaning.route.items[item])
        return self._units[item]

    def sorted(self, items: frozenset[str]) -> tuple[str, ...]:
        """The items with those that decide whom or what they are for, in a fixed order."""
        if items not in self._sorted:
            self._sorted[items] = tuple(sorted(self.with_units(items)))
        return self._sorted[items]

    def with_units(self, items: frozenset[str]) -> frozenset[str]:
        """The items, and those that decide whom or what they are for."""
        while True:
            wider = items | _union(self.units(item) for item in items)
            if wider == items:
                return items
            items = wider

    def path(self, path: str) -> frozenset[str]:
        """The items that have a say in the value at a path."""
        if path not in self._known:
            self._known[path] = NONE
            self._known[path] = self._of_path(path)
        return self._known[path]

    def _of_path(self, path: str) -> frozenset[str]:
        meaning = self.meaning
        if path in meaning.route.items:
            return frozenset({path})
        if path.partition(COLUMN)[0] in self.asked:
            return frozenset({self.asked[path.partition(COLUMN)[0]]})
        if path in meaning.questions:
            question = meaning.questions[path]
            return _union(self.of(each.condition, question.group) for each in question.guards)
        if path in meaning.values:
            value = meaning.values[path].item
            return _union(self.subject(argument, value.group) for argument in value.arguments)
        if path in meaning.facts:
            rows = meaning.facts[path].rules.rows
            return _union(self.of(row.condition) for row in rows)
        return NONE

    def _of_units(self, item: Item) -> frozenset[str]:
        stage = self.meaning.route.stage_of[item.name]
        found = self.path(stage.given_by) if stage.given_by else NONE
        for condition, scope in ((stage.when, ""), (item.when, item.name)):
            found |= self.of(condition, scope) if condition is not None else NONE
        if item.each is None:
            return found
        if item.each.where is not None:
            found |= self.of(item.each.where, item.each.subject.path)
        for group in self.meaning.persons.values() if item.each.kind == "persons" else ():
            for condition, scope in ((group.where, group.every), (group.same_when, "")):
                found |= self.of(condition, scope) if condition is not None else NONE
        return found | self.path(item.each.subject.path)


def _asked_by_steps(programme: Programme) -> Iterator[tuple[str, str]]:
    forms = {form.name: form for form in programme.forms}
    for item in programme.flow.items:
        if item.each is not None:
            continue
        for status in item.statuses:
            for step in status.steps:
                if step.adds_to:
                    yield step.adds_to, item.name
                elif step.form in forms:
                    yield from ((each.path, item.name) for each in questions(forms[step.form]))


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return NONE.union(*sets)

"""Whom and what an item is for in a case, and what its conditions see of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from engine.base.dataclass import dataclass
from engine.base.values import BLANK, NOT_APPLICABLE, Absence, Answers, Value
from engine.definitions.model.conditions import Subject
from engine.definitions.model.forms import Group
from engine.definitions.model.items import THE_PERSON, ForEach, Item
from engine.definitions.model.route import Stage
from engine.meaning.case import Case, RowOfCase
from engine.meaning.functions import Argument
from engine.meaning.missing import once
from engine.meaning.needs import COLUMN
from engine.meaning.picture import ROW_ID
from engine.meaning.truth import Truth, both

ONCE = ("",)
"""The units of an item that is taken once."""


def is_needed(case: Case, stage: Stage) -> Truth:
    """Whether the case takes this stage: its ``when`` holds and the rule names it."""
    holds: Truth = True if stage.when is None else case.holds(stage.when)
    if not stage.given_by:
        return holds
    rule = case.meaning.facts[stage.given_by].rules.name
    return both((holds, case.decision(rule).gives(stage.given_by, stage.name)))


def units(case: Case, item: Item) -> tuple[str, ...] | None:
    """The persons, values or rows an item is for, in their order; None while not known.

    The needs of its stage are not looked at.
    """
    every = ONCE if item.each is None else _each(case, item.each)
    if every is None or item.when is None:
        return every
    known = [(unit, case.meaning.holds(item.when)(UnitScope(case, item, unit))) for unit in every]
    if any(holds is None for _, holds in known):
        return None
    return tuple(unit for unit, holds in known if holds)


def standings(case: Case, item: Item) -> Value:
    """The value of an item as a subject: one text for each of its units."""
    needed = is_needed(case, case.meaning.route.stage_of[item.name])
    found = units(case, item) if needed else ()
    if needed is None or found is None:
        return BLANK
    picture = case.picture
    texts = tuple(picture.instance(item.name, unit).standing for unit in found)
    return texts or NOT_APPLICABLE


def _each(case: Case, each: ForEach) -> tuple[str, ...] | None:
    if each.kind == "rows":
        return _rows(case, each)
    found = codes(case, each)
    if found is None or each.kind == "values":
        return found
    return _persons(case, found)


def codes(case: Case, each: ForEach) -> tuple[str, ...] | None:
    """The values that count, or the groups of persons; None while they are not known."""
    path = each.subject.path
    if each.kind == "persons" and path in case.meaning.persons:
        return (path,)
    value = case.value(each.subject)
    if isinstance(value, Absence):
        return None if value is BLANK else ()
    found = value if isinstance(value, tuple) else (str(value),)
    return tuple(code for code in found if not each.among or code in each.among)


def _persons(case: Case, names: tuple[str, ...]) -> tuple[str, ...] | None:
    groups = case.people(tuple(name for name in case.meaning.persons if name in names))
    if any(group.undecided for group in groups):
        return None
    return once(unit_of(case, path) for group in groups for path in group.paths)


def _rows(case: Case, each: ForEach) -> tuple[str, ...] | None:
    rows = case.rows(each.subject.path)
    if isinstance(rows, Absence):
        return None if rows is BLANK else ()
    known = [(row, True if each.where is None else case.holds(each.where, row)) for row in rows]
    if any(holds is None for _, holds in known):
        return None
    return tuple(row_unit(row) for row, holds in known if holds)


def row_unit(row: RowOfCase) -> str:
    """The unit that a row is: its group and its stable id, or its index where it has none."""
    return f"{row.group}.{row.id}"


def unit_of(case: Case, key: str) -> str:
    """The unit at a place of answers: ``representatives.0`` is ``representatives.`` and its id."""
    row = next((row for row in _rows_beside(case, key) if row.key == key), None)
    return key if row is None else row_unit(row)


def key_of(case: Case, unit: str) -> str:
    """Where the answers of a unit stand now, as input names begin: the inverse of ``unit_of``."""
    row = next((row for row in _rows_beside(case, unit) if row_unit(row) == unit), None)
    return unit if row is None else row.key


def _rows_beside(case: Case, name: str) -> Sequence[RowOfCase]:
    """The rows of the group that a name of a row begins with; none for other names."""
    group = name.rpartition(".")[0]
    question = case.meaning.questions.get(group)
    if question is None or not isinstance(question.item, Group):
        return ()
    rows = case.rows(group)
    return () if isinstance(rows, Absence) else rows


@dataclass(frozen=True, slots=True, eq=False)
class UnitScope:
    """What conditions on one instance see: its own answers first, its unit's data, then the case.

    A plain name (``in_row``) means, in this order: what the steps of the item asked, its values,
    another item over the same source, the answers of the person or row, the one value.
    """

    case: Case = field(repr=False)
    item: Item
    unit: str

    @property
    def group(self) -> str:
        """The item, as rows name their group."""
        return self.item.name

    @property
    def index(self) -> int:
        """The place of the unit, from 0."""
        known = units(self.case, self.item) or ()
        return known.index(self.unit) if self.unit in known else len(known)

    @property
    def key(self) -> str:
        """The unit as names of rows are written: ``photo.client``."""
        return f"{self.item.name}.{self.unit}"

    @property
    def id(self) -> str:
        """The unit itself: it stays known by it."""
        return self.unit

    def value(self, subject: Subject) -> Value:
        return self._own(subject.path) if subject.in_row else self.case.value(subject)

    def rows(self, group: str) -> Sequence[RowOfCase] | Absence:
        if group not in self.case.meaning.route.groups[self.item.name]:
            return self.case.rows(group)
        return tuple(KeptRow(self, group, index) for index in range(len(self.kept(group))))

    def kept(self, group: str) -> Sequence[Mapping[str, Any]]:
        """The rows that steps of this one have added and not removed."""
        given: Any = self._answers.get(group, ())
        return given if isinstance(given, tuple) else ()

    def needed(self, subject: Subject) -> tuple[str, ...]:
        return () if subject.in_row else self.case.needed(subject)

    def _own(self, name: str) -> Value:
        meaning = self.case.meaning
        if name in meaning.own_questions.get(self.item.name, ()):
            # Rows that steps add are none until one is added, which is not the same as no answer.
            blank = () if name in meaning.route.groups[self.item.name] else BLANK
            return self._answers.get(name, blank)
        computed = meaning.own_values.get(self.item.name, {}).get(name)
        if computed is not None:
            arguments = [self._argument(subject) for subject in computed.item.arguments]
            return computed.function.apply(arguments, self.case.today)
        if name == THE_PERSON:
            return self._person()
        other = meaning.route.items.get(name)
        if other is not None:
            return self._beside(other)
        return self._of_unit(name)

    @property
    def _answers(self) -> Answers:
        return self.case.picture.instance(self.item.name, self.unit).answers

    def _argument(self, subject: Subject) -> Argument:
        """An input of a value: of the rows that this one keeps, a whole column."""
        group, is_column, name = subject.path.partition(COLUMN)
        if not is_column:
            return self.value(subject)
        if subject.in_row:
            return tuple(row.get(name, BLANK) for row in self.kept(group))
        rows = self.case.rows(group)
        if isinstance(rows, Absence):
            return rows
        return tuple(row.value(Subject(name, in_row=True)) for row in rows)

    def _person(self) -> Value:
        """The group of persons that the one it is for belongs to."""
        each = self.item.each
        found = () if each is None else codes(self.case, each) or ()
        names = tuple(name for name in self.case.meaning.persons if name in found)
        for people in self.case.people(names):
            if self.unit in (unit_of(self.case, path) for path in people.paths):
                return people.group.name
        return BLANK

    def _beside(self, other: Item) -> Value:
        found = units(self.case, other)
        if found is None:
            return BLANK
        if self.unit not in found:
            return NOT_APPLICABLE
        return (self.case.picture.instance(other.name, self.unit).standing,)

    def _of_unit(self, name: str) -> Value:
        each = self.item.each
        if each is None:
            return self.case.value(Subject(name))
        if each.kind == "values":
            return (self.unit,) if name == each.subject.path else BLANK
        row = self._row()
        if row is not None:
            return row.value(Subject(name, in_row=True))
        return self.case.value(Subject(f"{self.unit}.{name}"))

    def _row(self) -> RowOfCase | None:
        rows = _rows_beside(self.case, self.unit)
        return next((row for row in rows if row_unit(row) == self.unit), None)


@dataclass(frozen=True, slots=True, eq=False)
class KeptRow:
    """A row that one of an item keeps: its own answers first, then the one it belongs to."""

    scope: UnitScope = field(repr=False)
    group: str
    index: int

    @property
    def key(self) -> str:
        """The row as names of rows are written."""
        return f"{self.scope.key}.{self.group}.{self.index}"

    @property
    def id(self) -> str:
        """The stable id of the row."""
        return str(self._row.get(ROW_ID, self.index))

    @property
    def _row(self) -> Mapping[str, Any]:
        return self.scope.kept(self.group)[self.index]

    def value(self, subject: Subject) -> Value:
        if not subject.in_row:
            return self.scope.value(subject)
        found: Value = self._row.get(subject.path, BLANK)
        return found

    def rows(self, group: str) -> Sequence[RowOfCase] | Absence:
        return self.scope.rows(group)

    def needed(self, _subject: Subject) -> tuple[str, ...]:
        return ()

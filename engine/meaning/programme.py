"""A programme made ready to be asked: every condition a closure, every name an index entry.

Made once for a bundle and shared by all its cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from engine.base.dataclass import dataclass
from engine.base.values import NOTHING
from engine.definitions.model.conditions import Condition
from engine.definitions.model.flow_walk import flow_conditions
from engine.definitions.model.forms import (
    Computed,
    Field,
    Form,
    FormPart,
    Group,
    Option,
    Section,
)
from engine.definitions.model.items import Item
from engine.definitions.model.persons import PersonGroup
from engine.definitions.model.programme import (
    Programme,
)
from engine.meaning.conditions import Holds, compile_condition
from engine.meaning.functions import Function, function_of
from engine.meaning.missing import nested
from engine.meaning.route import Route
from engine.meaning.tables import CompiledRules, compile_rules

ROW = "row"
"""The pseudo question of every row: its number, from 1, as text."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition and its closure."""

    condition: Condition
    holds: Holds


@dataclass(frozen=True, slots=True)
class Question:
    """A question or a repeating group with all that decides whether it is asked.

    ``guards`` are the conditions of its form, its section, its group and itself, from outside in;
    ``own`` are those of them that are judged in each row of the group, as all outside groups.
    ``required`` applies where it is asked. ``options`` pairs those choices that may be removed.
    """

    item: FormPart
    key: str
    """What its answer stands under in the case, or in its row."""
    form: Form
    section: Section
    group: str
    guards: tuple[Guard, ...]
    own: tuple[Guard, ...]
    required: bool | Guard
    options: Mapping[str, Guard] = NOTHING
    is_plain: bool = False
    """Whether what is given is the answer wherever form, section and group apply."""
    untouched: bool | None = None
    """What counts as given while nobody has touched it: a tick is a no."""


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A computed value with its function."""

    item: Computed
    function: Function


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Meaning:
    """One compiled programme.

    ``questions`` by path (``company.name``, ``owners``, ``owners[].share``), ``values`` by path,
    ``rules`` by rule set name, ``facts`` to the rule set that gives them, ``persons`` by name;
    ``plain`` are the plain questions outside groups, with what counts as given while untouched,
    ``cells`` the questions of each group;
    ``person_facts`` are those whose codes are person groups. ``own_questions`` and ``own_values``
    are known only inside an item that is taken for each: what its steps ask and what it computes.
    """

    programme: Programme
    questions: Mapping[str, Question]
    plain: Mapping[str, bool | None]
    cells: Mapping[str, tuple[Question, ...]]
    values: Mapping[str, NamedValue]
    rules: Mapping[str, CompiledRules]
    facts: Mapping[str, CompiledRules]
    persons: Mapping[str, PersonGroup]
    person_facts: tuple[str, ...]
    route: Route
    own_questions: Mapping[str, frozenset[str]]
    own_values: Mapping[str, Mapping[str, NamedValue]]
    compiled: Mapping[int, Holds]

    def holds(self, condition: Condition) -> Holds:
        """The closure of a condition; those of forms and of the flow are compiled already."""
        return self.compiled.get(id(condition)) or compile_condition(condition)


def compile_programme(programme: Programme) -> Meaning:
    """Compile a checked programme. Raises ``KeyError`` for one that the loader would refuse."""
    rules = {one.name: compile_rules(one) for one in programme.rules}
    facts = {output.name: one for one in rules.values() for output in one.rules.outputs}
    flow = programme.flow
    computed = _named(_all_computed(programme))
    questions = {one.item.path: one for one in questions_of(programme.forms)}
    return Meaning(
        programme=programme,
        questions=MappingProxyType(questions),
        plain={
            path: one.untouched for path, one in questions.items() if one.is_plain and not one.group
        },
        cells={
            path: tuple(questions[cell.path] for cell in one.item.items)
            for path, one in questions.items()
            if isinstance(one.item, Group)
        },
        values=MappingProxyType(computed),
        rules=MappingProxyType(rules),
        facts=MappingProxyType(facts),
        persons=MappingProxyType({group.name: group for group in programme.persons}),
        person_facts=tuple(_person_facts(programme)),
        route=Route.of(flow),
        own_questions=MappingProxyType(
            {item.name: frozenset(_own(item)) for item in flow.items if item.each is not None}
        ),
        own_values=MappingProxyType(
            {item.name: _own_values(item) for item in flow.items if item.each is not None}
        ),
        compiled=MappingProxyType(
            {id(one): compile_condition(one) for one in _everything(programme)}
        ),
    )


def _named(values: Iterable[Computed]) -> Mapping[str, NamedValue]:
    return MappingProxyType({one.path: NamedValue(one, function_of(one)) for one in values})


def _own(item: Item) -> Iterator[str]:
    """The plain names of the questions whose answers belong to one of an item."""
    for form in item.own_forms:
        for section in form.sections:
            yield from (
                part.path if isinstance(part, Group) else part.name for part in section.items
            )


def _own_values(item: Item) -> Mapping[str, NamedValue]:
    """The values of one of an item, by their plain names."""
    computed = (*item.values, *(value for form in item.own_forms for value in form.computed))
    return MappingProxyType(
        {value.name: NamedValue(value, function_of(value)) for value in computed}
    )


def questions_of(forms: Iterable[Form]) -> Iterator[Question]:
    """The questions and groups of forms with all that decides on them."""
    for form in forms:
        for section in form.sections:
            for item in section.items:
                outer = _guards(form.when, section.when, item.when)
                if isinstance(item, Group):
                    needed = item.minimum > 0
                    yield Question(item, item.path, form, section, "", outer, outer, needed)
                    for cell in item.items:
                        own = _guards(cell.when)
                        asked = _Asked(form, section, item.path, (*outer, *own), own)
                        yield _question(cell, asked)
                else:
                    yield _question(item, _Asked(form, section, "", outer, outer))


class _Asked(NamedTuple):
    """Where a question stands, and what decides on it."""

    form: Form
    section: Section
    group: str
    guards: tuple[Guard, ...]
    own: tuple[Guard, ...]


def _question(item: Field, asked: _Asked) -> Question:
    required = item.required if isinstance(item.required, bool) else guard(item.required)
    options = _removable(item)
    is_plain = not (asked.own or options or item.rows_of or item.kind == "note")
    untouched = False if item.kind == "tick" else None
    key = item.name if asked.group else item.path
    return Question(item, key, *asked, required, options, is_plain, untouched)


def _removable(field: Field) -> Mapping[str, Guard]:
    options: tuple[Option, ...] = field.options.options if field.options else ()
    return MappingProxyType({one.code: guard(one.when) for one in options if one.when is not None})


def _guards(*conditions: Condition | None) -> tuple[Guard, ...]:
    return tuple(guard(condition) for condition in conditions if condition is not None)


def guard(condition: Condition) -> Guard:
    """A condition with its closure."""
    return Guard(condition, compile_condition(condition))


def _all_computed(programme: Programme) -> Iterator[Computed]:
    for item in programme.flow.items:
        if item.each is None:
            yield from item.values
    for form in programme.forms:
        yield from form.computed
        for section in form.sections:
            for part in section.items:
                if isinstance(part, Group):
                    yield from part.computed


def _person_facts(programme: Programme) -> Iterator[str]:
    groups = {group.name for group in programme.persons}
    for rules in programme.rules:
        yield from (one.name for one in rules.outputs if one.codes and groups.issuperset(one.codes))


def _everything(programme: Programme) -> Iterator[Condition]:
    """Every condition and every part of one, since explanations ask for the parts.

    Rules are left out: tables have an index, and a table of ten thousand rows is seldom explained.
    """
    for condition in (*_of_questions(programme), *_of_flow(programme)):
        yield from nested(condition)


def _of_questions(programme: Programme) -> Iterator[Condition]:
    for question in questions_of(programme.forms):
        yield from (one.condition for one in question.guards)
        if isinstance(question.required, Guard):
            yield question.required.condition


def _of_flow(programme: Programme) -> Iterator[Condition]:
    for named in programme.conditions:
        yield named.condition
    yield from (condition for condition, _ in flow_conditions(programme.flow))
    for person in programme.persons:
        yield from _given(person.where, person.same_when)
    for form in programme.forms:
        yield from _checked(form)


def _checked(form: Form) -> Iterator[Condition]:
    groups = [item for part in form.sections for item in part.items if isinstance(item, Group)]
    for check in (*form.checks, *(check for group in groups for check in group.checks)):
        yield from _given(check.condition, check.when)
    for group in groups:
        yield from _given(*(distinct.where for distinct in group.distinct))


def _given(*conditions: Condition | None) -> Iterator[Condition]:
    return (condition for condition in conditions if condition is not None)

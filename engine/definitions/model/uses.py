"""Everything that the parts of a programme read."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.model.conditions import Subject
from engine.definitions.model.dependencies import (
    Read,
    computed,
    full_path,
    questions,
    reads,
    test_reads,
)
from engine.definitions.model.flow_uses import flow_reads
from engine.definitions.model.forms import (
    Field,
    Form,
    Group,
)
from engine.definitions.model.programme import (
    Programme,
)
from engine.definitions.model.route import Flow


def programme_reads(programme: Programme) -> Iterator[Read]:
    """Everything a programme reads anywhere."""
    for condition in programme.conditions:
        yield from reads(condition.condition)
    for form in programme.forms:
        yield from form_reads(form)
    yield from _rule_reads(programme)
    for person in programme.persons:
        yield from (*reads(person.where, person.every), *reads(person.same_when))
    yield from _flow_reads(programme.flow)


def _rule_reads(programme: Programme) -> Iterator[Read]:
    for rules in programme.rules:
        yield Read(rules.as_of, rules.span)
        for row in rules.rows:
            yield from reads(row.condition)


def _flow_reads(flow: Flow) -> Iterator[Read]:
    yield from flow_reads(flow)
    for item in flow.items:
        for form in item.own_forms:
            yield from form_reads(form)


def form_reads(form: Form) -> Iterator[Read]:
    """Everything a form reads, in its conditions, checks and values."""
    yield from reads(form.when)
    for check in form.checks:
        yield from (*reads(check.condition), *reads(check.when))
    for section in form.sections:
        yield from reads(section.when)
        for item in section.items:
            yield from reads(item.when)
            if isinstance(item, Group):
                yield from _group_reads(item)
    for field in questions(form):
        yield from _field_reads(field)
    for value in computed(form):
        for argument in value.arguments:
            yield Read(full_path(argument, value.group), value.span)


def _field_reads(field: Field) -> Iterator[Read]:
    yield from reads(field.when, field.group)
    if not isinstance(field.required, bool):
        yield from reads(field.required, field.group)
    yield from test_reads(field.must_be, field.group, field.span)
    if isinstance(field.country, Subject):
        yield Read(full_path(field.country, field.group), field.span)
    for option in field.options.options if field.options else ():
        yield from reads(option.when)


def _group_reads(group: Group) -> Iterator[Read]:
    for check in group.checks:
        yield from (*reads(check.condition, group.path), *reads(check.when, group.path))
    for distinct in group.distinct:
        yield from reads(distinct.where, group.path)

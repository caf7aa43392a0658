"""What conditions read: full paths, rows as ``group[].name``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.base.dataclass import dataclass
from engine.base.values import Span
from engine.definitions.model.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Named,
    Negation,
    Subject,
    Test,
    compared,
)
from engine.definitions.model.forms import (
    Computed,
    Field,
    Form,
    Group,
)
from engine.definitions.model.items import Item
from engine.definitions.model.programme import (
    Programme,
)
from engine.definitions.model.route import Flow


@dataclass(frozen=True, slots=True)
class Read:
    """One use of a name, and where it stands."""

    path: str
    span: Span


def reads(condition: Condition | None, group: str = "") -> Iterator[Read]:
    """Everything a condition reads; ``group`` is the group in whose rows it stands."""
    if condition is None:
        return
    if isinstance(condition, Compare):
        yield Read(full_path(condition.subject, group), condition.span)
        yield from (Read(path, condition.span) for path in _of_test(condition.test, group))
    elif isinstance(condition, AllOf | AnyOf):
        for part in condition.parts:
            yield from reads(part, group)
    elif isinstance(condition, Negation):
        yield from reads(condition.part, group)
    elif isinstance(condition, Named):
        # where a named condition reads too early, the fault is its use
        yield from (Read(read.path, condition.span) for read in reads(condition.part))
    else:
        yield Read(condition.group, condition.span)
        yield from reads(condition.part, condition.group)


def test_reads(test: Test | None, group: str, span: Span) -> Iterator[Read]:
    """Everything a test compares with."""
    if test is not None:
        yield from (Read(path, span) for path in _of_test(test, group))


def full_path(subject: Subject, group: str) -> str:
    """The path of a subject, of a row's question as ``group[].name``."""
    return f"{group}[].{subject.path}" if subject.in_row else subject.path


def _of_test(test: Test, group: str) -> Iterator[str]:
    return (full_path(each, group) for each in compared(test))


def questions(form: Form) -> Iterator[Field]:
    """All questions of a form, those of groups too."""
    for section in form.sections:
        for item in section.items:
            if isinstance(item, Group):
                yield from item.items
            else:
                yield item


def computed(form: Form) -> Iterator[Computed]:
    """All values of a form, those of groups too."""
    yield from form.computed
    for section in form.sections:
        for item in section.items:
            if isinstance(item, Group):
                yield from item.computed


def depends_on(programme: Programme) -> Mapping[str, frozenset[str]]:
    """For every question, group, value, fact and item: the names its value depends on."""
    found: dict[str, frozenset[str]] = {}
    for form in programme.forms:
        found |= _of_form(form)
    for rules in programme.rules:
        row_reads = [read.path for row in rules.rows for read in reads(row.condition)]
        paths = frozenset([*row_reads, rules.as_of])
        found |= {output.name: paths for output in rules.outputs}
    found |= _of_flow(programme.flow)
    return found


def _of_flow(flow: Flow) -> dict[str, frozenset[str]]:
    """For every item and value of one: what decides whether and how often there is one."""
    found: dict[str, frozenset[str]] = {}
    for item in flow.items:
        stages = [stage for stage in flow.stages if item.name in stage.items]
        of_stage = [read.path for stage in stages for read in reads(stage.when)]
        of_stage += [stage.given_by for stage in stages if stage.given_by]
        own = [_beside(flow, item, read.path) for read in reads(item.when, item.name)]
        if item.each is not None:
            own.append(item.each.subject.path)
            own += [read.path for read in reads(item.each.where, item.each.subject.path)]
        # That an item's own stage asks for it is told by the order of the route.
        found[item.name] = frozenset(of_stage) - {item.name} | frozenset(own)
        for value in item.values:
            arguments = (full_path(each, value.group) for each in value.arguments)
            found[value.path] = frozenset(_beside(flow, item, path) for path in arguments)
        for form in item.own_forms:
            found |= _of_form(form)
    return found


def _beside(flow: Flow, item: Item, path: str) -> str:
    """The other item that a plain name means inside an item taken for each, or the path itself."""
    name = path.removeprefix(f"{item.name}[].")
    own = {value.name for value in item.values}
    own |= {field.name for form in item.own_forms for field in questions(form)}
    is_item = name != path and name not in own and any(one.name == name for one in flow.items)
    return name if is_item else path


def _of_form(form: Form) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    of_form = [read.path for read in reads(form.when)]
    for section in form.sections:
        of_section = of_form + [read.path for read in reads(section.when)]
        for item in section.items:
            own = of_section + [read.path for read in reads(item.when)]
            if isinstance(item, Group):
                found[item.path] = frozenset(own)
                for field in item.items:
                    found[field.path] = frozenset([item.path, *_of_field(field)])
            else:
                found[item.path] = frozenset([*own, *_of_field(item)])
    for value in computed(form):
        found[value.path] = frozenset(full_path(each, value.group) for each in value.arguments)
    return found


def _of_field(field: Field) -> list[str]:
    found = [read.path for read in reads(field.when, field.group)]
    if field.options is not None:
        found += [read.path for option in field.options.options for read in reads(option.when)]
    return found

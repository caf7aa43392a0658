"""Which questions decide whether others are asked, so that a page knows when to ask again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.definitions.model.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Named,
    Negation,
    OverRows,
    Subject,
    compared,
)
from engine.definitions.model.forms import (
    Field,
    Group,
)
from engine.definitions.model.programme import (
    Programme,
)
from engine.forms.walk import items_of
from engine.meaning.programme import Meaning

COLUMN: Final = "[]."


def influential(meaning: Meaning) -> frozenset[str]:
    """Paths of the questions and groups that some page depends on, through values and rules too."""
    found: set[str] = set()
    open_paths = list(_of_pages(meaning.programme))
    while open_paths:
        path = open_paths.pop()
        if path in found:
            continue
        found.add(path)
        open_paths += _behind(path, meaning)
    return frozenset(path for path in found if path in meaning.questions)


def subjects(condition: Condition, group: str = "") -> Iterator[str]:
    """Paths of all subjects of a condition that stands in the rows of ``group`` or in the case."""
    match condition:
        case Compare():
            for subject in (condition.subject, *compared(condition.test)):
                yield _path(subject, group)
        case OverRows():
            yield condition.group
            yield from subjects(condition.part, condition.group)
        case Named() | Negation():
            yield from subjects(condition.part, group)
        case AllOf() | AnyOf():
            for part in condition.parts:
                yield from subjects(part, group)


def _path(subject: Subject, group: str) -> str:
    return f"{group}{COLUMN}{subject.path}" if subject.in_row else subject.path


def _of_pages(programme: Programme) -> Iterator[str]:
    for form in programme.forms:
        for condition in (form.when, *(section.when for section in form.sections)):
            yield from subjects(condition) if condition is not None else ()
    for item in items_of(programme.forms):
        fields = item.items if isinstance(item, Group) else (item,)
        if isinstance(item, Group) and item.when is not None:
            yield from subjects(item.when)
        for field in fields:
            yield from _of_field(field)


def _of_field(field: Field) -> Iterator[str]:
    required = None if isinstance(field.required, bool) else field.required
    options = field.options.options if field.options else ()
    for condition in (field.when, required, *(option.when for option in options)):
        if condition is not None:
            yield from subjects(condition, field.group)
    if field.rows_of:
        yield field.rows_of


def _behind(path: str, meaning: Meaning) -> Iterator[str]:
    if path in meaning.values:
        computed = meaning.values[path].item
        yield from (_path(subject, computed.group) for subject in computed.arguments)
    elif path in meaning.facts:
        for row in meaning.facts[path].rules.rows:
            yield from subjects(row.condition)
    elif COLUMN in path:
        yield path.partition(COLUMN)[0]
    elif path in meaning.questions:
        item = meaning.questions[path].item
        if isinstance(item, Group) and item.titled_by:
            yield f"{item.path}{COLUMN}{item.titled_by}"

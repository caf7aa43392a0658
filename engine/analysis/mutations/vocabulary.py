"""What the definitions call things: the values that a mutant may put in place of the right one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.conditions import Named
from engine.definitions.model.dependencies import questions
from engine.definitions.model.forms import (
    Field,
)
from engine.definitions.model.items import Item
from engine.definitions.model.programme import (
    Programme,
)
from engine.definitions.model.provided import COUNTRIES

FEW_COUNTRIES: Final = ("LV", "US", "EE", "XX-LVNC")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names of one programme. ``codes`` are the values of a subject by path and by plain name.

    ``items`` are the statuses of each item, ``optional`` the items that a case may be without,
    ``promised`` the conditions that nothing but promises asks, ``ports`` those of the providers.
    """

    codes: Mapping[str, tuple[str, ...]]
    conditions: tuple[str, ...]
    stages: tuple[str, ...]
    ends: tuple[str, ...]
    actors: tuple[str, ...]
    facts: tuple[str, ...]
    questions: tuple[str, ...]
    items: Mapping[str, tuple[str, ...]]
    optional: frozenset[str]
    promised: frozenset[str]
    ports: Mapping[str, str]


def vocabulary(programme: Programme) -> Vocabulary:
    """The names of a programme."""
    flow = programme.flow
    return Vocabulary(
        codes=MappingProxyType(dict(_codes(programme))),
        conditions=tuple(one.name for one in programme.conditions),
        stages=tuple(stage.name for stage in flow.stages),
        ends=tuple(end.name for end in flow.case.ends),
        actors=tuple(one.name for one in flow.roles),
        facts=tuple(output.name for rules in programme.rules for output in rules.outputs),
        questions=tuple(field.path for field in _fields(programme)),
        items=MappingProxyType(
            {item.name: tuple(one.name for one in item.statuses) for item in _items(programme)}
        ),
        optional=frozenset(item.name for item in _items(programme) if _may_miss(programme, item)),
        promised=_promised(programme),
        ports=MappingProxyType({one.name: one.port for one in flow.providers}),
    )


def _promised(programme: Programme) -> frozenset[str]:
    flow = programme.flow
    asked = {
        part.name
        for part in _named(replace(programme, conditions=(), flow=replace(flow, promises=())))
    }
    return frozenset(part.name for part in _named(flow.promises)) - asked


def _named(value: Any) -> Iterator[Named]:
    """Every use of a named condition in a part of the model."""
    if isinstance(value, Named):
        yield value
    if is_dataclass(value):
        value = [getattr(value, each.name) for each in fields(value)]
    elif isinstance(value, Mapping):
        value = value.values()
    if isinstance(value, Iterable) and not isinstance(value, str):
        for each in value:
            yield from _named(each)


def _may_miss(programme: Programme, item: Item) -> bool:
    """Whether a case may be without an item: its own condition, its persons, or its stage."""
    stages = programme.flow.stages
    stage = next((one for one in stages if item.name in one.items), None)
    of_stage = stage is not None and (stage.when is not None or bool(stage.given_by))
    return item.each is not None or item.when is not None or of_stage


def _items(programme: Programme) -> tuple[Item, ...]:
    return programme.flow.items


def _codes(programme: Programme) -> Iterator[tuple[str, tuple[str, ...]]]:
    for field in _fields(programme):
        known = _of_field(field)
        if known:
            yield field.name, known
            yield field.path, known
    for rules in programme.rules:
        yield from ((output.name, output.codes) for output in rules.outputs)


def _of_field(field: Field) -> tuple[str, ...]:
    if FIELD_TYPES[field.kind].value == "flag":
        return ("yes", "no")
    if field.kind in ("country", "countries"):
        return FEW_COUNTRIES
    codes = tuple(option.code for option in field.options.options) if field.options else ()
    return FEW_COUNTRIES if set(COUNTRIES) <= set(codes) else codes


def _fields(programme: Programme) -> Iterator[Field]:
    return (field for form in programme.forms for field in questions(form))

"""A form as JSON Schema 2020-12: one object with the answers by path (``company.name``).

The schema describes the answers to a form that is asked. What the standard cannot say stands in
``x-`` keywords in the words of the language; ``x-when`` and ``x-required`` also become ``if`` and
``then`` where JSON Schema can express them exactly. The import reads only the ``x-`` keywords.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from engine.definitions.json_schema.fields import NEVER_MISSING, field_schema, saying
from engine.definitions.json_schema.guards import Guards
from engine.definitions.json_schema.lists import named_lists
from engine.definitions.json_schema.spelling import spelt, spelt_entries, spelt_value
from engine.definitions.json_schema.truth import (
    ALWAYS,
    NEVER,
    Inexpressible,
    Schema,
    every,
    yes_and_no,
)
from engine.definitions.model.conditions import Condition
from engine.definitions.model.forms import (
    Check,
    Distinct,
    Field,
    Form,
    Group,
    Section,
)

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
DERIVED: Final = "derived from x-when and x-required"
"""The comment of every ``if`` that the import need not read."""


def export(form: Form, beside: Iterable[Form] = ()) -> dict[str, Any]:
    """The schema of ``form``; ``beside`` are the other forms its conditions may speak of."""
    guards = Guards.of_forms({each.name: each for each in (form, *beside)}.values())
    items = [item for section in form.sections for item in section.items]
    found: dict[str, Any] = {"$schema": DIALECT, "title": form.title.source}
    if form.hint is not None:
        found["description"] = form.hint.source
    found["type"] = "object"
    always = [
        item.path
        for section in form.sections
        for item in section.items
        if section.when is None and _is_always_required(item)
    ]
    lists: dict[str, Any] = {}
    found["properties"] = {
        item.path: _group(item, guards, lists)
        if isinstance(item, Group)
        else named_lists(field_schema(item, always=item.path in always), lists)
        for item in items
    }
    found["required"] = always
    found["$defs"] = lists
    found["allOf"] = [*_conditional(form, guards)]
    found["x-form"] = form.name
    found["x-when"] = None if form.when is None else spelt(form.when)
    found["x-values"] = {each.path: spelt_value(each) for each in form.computed}
    found["x-checks"] = [_check(check) for check in form.checks]
    found["x-sections"] = _sections(form.sections)
    return {key: value for key, value in found.items() if value not in (None, [], {})}


def _group(group: Group, guards: Guards, lists: dict[str, Any]) -> dict[str, Any]:
    always = [member.name for member in group.items if _is_always_required(member)]
    rows: dict[str, Any] = {
        "type": "object",
        "properties": {
            member.name: named_lists(field_schema(member, always=member.name in always), lists)
            for member in group.items
        },
        "required": always,
        "allOf": [
            found
            for member in group.items
            for found in _required_if(member.name, member, _given(member.when), guards, group.path)
        ],
    }
    found: dict[str, Any] = {
        "title": group.caption.source,
        "description": None if group.hint is None else group.hint.source,
        "type": "array",
        "minItems": group.minimum,
        "maxItems": group.maximum,
        "items": {key: value for key, value in rows.items() if value},
        "x-each": group.each.source,
        "x-when": None if group.when is None else spelt(group.when),
        "x-titled-by": group.titled_by,
        "x-copy-from": {name: words.source for name, words in group.copy_from.items()},
        "x-if-blank": saying(group.few),
        "x-values": {each.name: spelt_value(each) for each in group.computed},
        "x-checks": [_check(check) for check in group.checks],
        "x-distinct": [_distinct(each) for each in group.distinct],
        "x-why": None if group.why is None else group.why.source,
        "x-source": group.source,
    }
    return {key: value for key, value in found.items() if value not in (None, "", [], {})}


def _is_always_required(item: Field | Group) -> bool:
    if item.when is not None:
        return False
    if isinstance(item, Group):
        return item.minimum > 0
    return item.required is True and item.kind not in NEVER_MISSING


def _conditional(form: Form, guards: Guards) -> Iterator[dict[str, Any]]:
    for section in form.sections:
        for item in section.items:
            when = _given(section.when, item.when)
            if isinstance(item, Field):
                yield from _required_if(item.path, item, when, guards)
            elif item.minimum > 0 and when:
                yield from _implication(item.path, when, guards)


def _required_if(
    key: str, field: Field, when: Sequence[Condition], guards: Guards, group: str = ""
) -> Iterator[dict[str, Any]]:
    if field.kind in NEVER_MISSING:
        return
    if not isinstance(field.required, bool):
        yield from _implication(key, (*when, field.required), guards, group)
    elif field.required and when:
        yield from _implication(key, when, guards, group)


def _implication(
    key: str, conditions: Sequence[Condition], guards: Guards, group: str = ""
) -> Iterator[dict[str, Any]]:
    try:
        parts = [yes_and_no(each, guards, group)[0] for each in conditions]
    except Inexpressible:
        return
    condition: Schema = every(parts)
    if condition not in (ALWAYS, NEVER):
        yield {"$comment": DERIVED, "if": condition, "then": {"required": [key]}}


def _check(check: Check) -> dict[str, Any]:
    found: dict[str, Any] = {
        **spelt_entries(check.condition),
        "when": None if check.when is None else spelt(check.when),
        "else": check.saying.text.source,
        "code": check.saying.code,
        "level": "" if check.level == "refuse" else check.level,
        "at": list(check.at),
    }
    return {key: value for key, value in found.items() if value not in (None, "", [])}


def _distinct(distinct: Distinct) -> dict[str, Any]:
    found: dict[str, Any] = {
        "by": list(distinct.by),
        "else": distinct.saying.text.source,
        "code": distinct.saying.code,
    }
    if distinct.where is not None:
        found["where"] = spelt(distinct.where)
    return found


def _sections(sections: Sequence[Section]) -> list[dict[str, Any]]:
    plain = len(sections) == 1 and _section(sections[0]).keys() == {"fields"}
    return [] if plain else [_section(section) for section in sections]


def _section(section: Section) -> dict[str, Any]:
    found: Mapping[str, Any] = {
        "section": None if section.caption is None else section.caption.source,
        "hint": None if section.hint is None else section.hint.source,
        "when": None if section.when is None else spelt(section.when),
        "columns": None if section.columns == 1 else section.columns,
        "page": section.page or None,
        "fields": [item.path for item in section.items],
    }
    return {key: value for key, value in found.items() if value is not None}


def _given(*conditions: Condition | None) -> tuple[Condition, ...]:
    return tuple(condition for condition in conditions if condition is not None)

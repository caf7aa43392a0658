"""When a condition is true for certain, as JSON Schema over the answers by path.

JSON Schema knows two truth values, the language three. So a condition gives two schemas: ``yes`` is
valid exactly where it is Y, ``no`` exactly where it is N; where it is ?, neither is. What JSON
Schema cannot say (dates from a value, computed values, facts, comparisons of two answers) raises
``Inexpressible``.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.definitions.json_schema.guards import Guards
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.conditions import (
    AllOf,
    AnyOf,
    Between,
    Compare,
    Condition,
    Equals,
    Every,
    Literal_,
    Named,
    Negation,
    OneOf,
    Only,
    OverRows,
    Presence,
    Subject,
    Test,
)

Schema = Mapping[str, Any]
Both = tuple[Schema, Schema]
"""What is valid where something is Y, and where it is N."""

NEVER: Schema = {"not": {}}
ALWAYS: Schema = {}


class Inexpressible(Exception):
    """JSON Schema has no words for this."""


def yes_and_no(condition: Condition, guards: Guards, group: str = "") -> Both:
    """Schemas of the answers by path, or of one row where ``group`` is named."""
    match condition:
        case Compare():
            return _compare(condition, guards, group)
        case Named():
            return yes_and_no(condition.part, guards, group)
        case Negation():
            yes, no = yes_and_no(condition.part, guards, group)
            return no, yes
        case OverRows():
            return _over_rows(condition, guards, group)
        case AllOf() | AnyOf():
            found = [yes_and_no(part, guards, group) for part in condition.parts]
            fit, fail = [part[0] for part in found], [part[1] for part in found]
            if isinstance(condition, AllOf):
                return every(fit), some(fail)
            return some(fit), every(fail)


def asked(path: str, guards: Guards, group: str = "") -> Both:
    """Where a question is asked for certain, and where it is not applicable for certain."""
    found = [yes_and_no(guard, guards, group) for guard in guards.of(path, group)]
    return every([part[0] for part in found]), some([part[1] for part in found])


def every(parts: list[Schema]) -> Schema:
    """All of these schemas."""
    if NEVER in parts:
        return NEVER
    open_parts = [part for part in parts if part != ALWAYS]
    if not open_parts:
        return ALWAYS
    return open_parts[0] if len(open_parts) == 1 else {"allOf": open_parts}


def some(parts: list[Schema]) -> Schema:
    """Any of these schemas."""
    if ALWAYS in parts:
        return ALWAYS
    open_parts = [part for part in parts if part != NEVER]
    if not open_parts:
        return NEVER
    return open_parts[0] if len(open_parts) == 1 else {"anyOf": open_parts}


def given(key: str, schema: Schema) -> Schema:
    """An answer that is there and is valid."""
    return {"required": [key], "properties": {key: schema}} if schema else {"required": [key]}


def _compare(condition: Compare, guards: Guards, group: str) -> Both:
    path, key = _place(condition.subject, group)
    kind = guards.kind(path)
    if kind is None:
        raise Inexpressible(path)
    here, not_applicable = asked(path, guards, group)
    moving = {
        code: every([given(key, _chosen(code, kind)), _offered(when, guards)])
        for code, when in guards.choices.get(path, {}).items()
    }
    if isinstance(condition.test, Presence):
        there = some(list(moving.values())) if moving else given(key, ALWAYS)
        there = ALWAYS if kind == "tick" else there
        return _presence(condition.test.state, there, here, not_applicable)
    negated = isinstance(condition.test, OneOf) and condition.test.negated
    if moving:
        fits, differs = _of_moving(condition.test, moving)
    else:
        fits, differs = _answers(condition.test, key, kind)
    yes, no = every([here, fits]), some([every([here, differs]), not_applicable])
    if negated:
        return some([every([here, differs]), not_applicable]), yes
    return yes, no


def _place(subject: Subject, group: str) -> tuple[str, str]:
    if subject.in_row:
        return f"{group}[].{subject.path}", subject.path
    if group:
        raise Inexpressible(subject.path)
    return subject.path, subject.path


def _chosen(code: str, kind: str) -> Schema:
    return (
        {"contains": {"const": code}} if FIELD_TYPES[kind].value == "choices" else {"const": code}
    )


def _offered(when: Condition | None, guards: Guards) -> Schema:
    return ALWAYS if when is None else yes_and_no(when, guards)[0]


def _of_moving(test: Test, moving: Mapping[str, Schema]) -> Both:
    """Tests on choices that come and go: one that is not offered now does not count."""
    answered = some(list(moving.values()))
    match test:
        case Only():
            others = [schema for code, schema in moving.items() if code not in test.values]
            fits = every([answered, {"not": some(others)}])
        case Every():
            fits = every([moving.get(str(code), NEVER) for code in test.values])
        case OneOf() if all(isinstance(part, Equals) for part in test.alternatives):
            codes = [part.value for part in test.alternatives if isinstance(part, Equals)]
            fits = some([moving.get(str(code), NEVER) for code in codes])
        case _:
            raise Inexpressible
    return fits, every([answered, {"not": fits}])


def _presence(state: str, there: Schema, here: Schema, not_applicable: Schema) -> Both:
    blank = {"not": there} if there else NEVER
    states = {
        "answered": every([here, there]),
        "blank": every([here, blank]),
        "n/a": not_applicable,
    }
    return states[state], some([schema for name, schema in states.items() if name != state])


def _answers(test: Test, key: str, kind: str) -> Both:
    """Where an answer is there and fits, and where it is there and does not."""
    schema = _fitting(test, several=FIELD_TYPES[kind].value == "choices", kind=kind)
    if kind != "tick":
        return given(key, schema), given(key, {"not": schema})
    # an unticked box may be left out of the answers
    ticked = given(key, {"const": True})
    for_yes = schema == {"const": True}
    return (ticked, {"not": ticked}) if for_yes else ({"not": ticked}, ticked)


def _fitting(test: Test, *, several: bool, kind: str) -> Schema:
    match test:
        case Only():
            return {"items": {"enum": _plain(test.values)}}
        case Every():
            return every([{"contains": {"const": each}} for each in _plain(test.values)])
        case OneOf():
            parts = [_alternative(part, kind) for part in test.alternatives]
            return some([{"contains": part} for part in parts] if several else parts)
        case _:
            raise Inexpressible(kind)


def _alternative(part: object, kind: str) -> Schema:
    if isinstance(part, Equals):
        return {"const": _plain((part.value,))[0]}
    if isinstance(part, Between) and FIELD_TYPES[kind].value == "number":
        low, high = part.low, part.high
        found: dict[str, Any] = {}
        if isinstance(low, Decimal):
            found["exclusiveMinimum" if part.low_open else "minimum"] = _number(low)
        if isinstance(high, Decimal):
            found["exclusiveMaximum" if part.high_open else "maximum"] = _number(high)
        if len(found) == (low is not None) + (high is not None):
            return found
    raise Inexpressible(kind)


def _plain(values: tuple[Literal_, ...]) -> list[Any]:
    return [_number(v) if isinstance(v, Decimal) else _text(v) for v in values]


def _text(value: Literal_) -> Any:
    return value if isinstance(value, str | bool) else str(value)


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _over_rows(condition: OverRows, guards: Guards, group: str) -> Both:
    if group:
        raise Inexpressible(condition.group)
    key = condition.group
    here, not_applicable = asked(key, guards)
    yes, no = yes_and_no(condition.part, guards, key)
    if condition.quantifier == "all":
        all_fit = given(key, {"minItems": 1, "items": yes})
        one_fails = given(key, some([{"maxItems": 0}, {"contains": no}]))
        return every([here, all_fit]), some([every([here, one_fails]), not_applicable])
    found = every([here, given(key, {"contains": yes})])
    missed = some([every([here, given(key, {"items": no})]), not_applicable])
    return (found, missed) if condition.quantifier == "any" else (missed, found)

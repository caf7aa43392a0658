"""Every keyword of the standard at every place is understood or refused, and never passed over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest

from engine.definitions.faults import Faults
from engine.definitions.json_schema import export, form_nodes
from engine.definitions.json_schema.allowed import usual
from engine.definitions.loader import check_texts
from engine.definitions.reading.yaml_nodes import Map, read_yaml
from tests.meaning.definitions import meaning

FILE: Final = "forms/club/company.schema.json"
COLOURS: Final = {"type": "string", "enum": ["red", "blue"]}
ONE: Final = {"title": "Q"}
ROW: Final = {"type": "object", "properties": {"name": {"type": "string", "title": "Name"}}}
FORM: Final[dict[str, Any]] = {
    "title": "Company",
    "type": "object",
    "properties": {
        "text": {**ONE, "type": "string"},
        "typed": {**ONE, "type": "string", "x-kind": "text"},
        "long": {**ONE, "type": "string", "x-widget": "textarea"},
        "password": {**ONE, "type": "string", "x-kind": "password"},
        "phone": {**ONE, "x-kind": "phone"},
        "number": {**ONE, "type": "number"},
        "integer": {**ONE, "type": "integer"},
        "boolean": {**ONE, "type": "boolean"},
        "tick": {**ONE, "type": "boolean", "x-widget": "checkbox"},
        "consent": {**ONE, "type": "boolean", "const": True},
        "date": {**ONE, "type": "string", "format": "date"},
        "email": {**ONE, "type": "string", "format": "email"},
        "choice": {**ONE, **COLOURS},
        "choices": {**ONE, "type": "array", "items": COLOURS},
        "country": {**ONE, "x-kind": "country"},
        "countries": {**ONE, "x-kind": "countries"},
        "file": {**ONE, "x-kind": "file"},
        "note": {**ONE, "x-kind": "note"},
        "object": {"type": "object", "properties": {"inner": {**ONE, "type": "string"}}},
        "group": {**ONE, "type": "array", "items": ROW},
        "picked": {**ONE, "x-kind": "row", "x-of": "group"},
    },
    "$defs": {"limited": {"maxLength": 7}},
}
PLACES: Final = {
    "#": "",
    **{name: f"properties/{name}" for name in FORM["properties"]},
    "items of choices": "properties/choices/items",
    "items of group": "properties/group/items",
}
VALUES: Final[Mapping[str, tuple[Any, ...]]] = {
    "$schema": ("https://json-schema.org/draft/2020-12/schema",),
    "$id": ("https://example.com/a",), "$anchor": ("here",), "$dynamicAnchor": ("here",),
    "$vocabulary": ({},), "$comment": ("Words",), "$ref": ("#/$defs/limited", "#/$defs/none"),
    "$dynamicRef": ("#here",), "$defs": ({"a": {}},), "definitions": ({"a": {}},),
    "allOf": ([{"minLength": 2}], {}), "anyOf": ([{"minLength": 2}],),
    "oneOf": ([{"const": "red"}], [{"const": 1}], [{"type": "string"}], {}),
    "not": ({"const": "red"}, {}),
    "if": ({},), "then": ({},), "else": ({},), "dependentSchemas": ({"a": {}},),
    "dependencies": ({"a": ["b"]},), "dependentRequired": ({"a": ["b"]},), "prefixItems": ([{}],),
    "items": (
        {"type": "integer"}, {"type": "string", "maxLength": 2}, {"enum": [1]}, {"if": 1}, [], True,
    ),
    "additionalItems": (False,), "contains": ({"const": "red"},), "minContains": (2,),
    "maxContains": (2,), "properties": ({}, []), "patternProperties": ({"a": {}},),
    "additionalProperties": (False,), "propertyNames": ({"pattern": "a"},),
    "unevaluatedItems": (False,), "unevaluatedProperties": (False,), "minProperties": (1,),
    "maxProperties": (1,), "type": ("null", "array", "object", "string", ["string", "null"]),
    "enum": (["green"], [1, 2], [True], "red"), "const": ("red", 7, True, False, None),
    "multipleOf": (5,), "minimum": (2, [2]), "maximum": (9,), "exclusiveMinimum": (2,),
    "exclusiveMaximum": (9,), "minLength": (2, "x"), "maxLength": (9,), "pattern": ("^a", ["a"]),
    "minItems": (1, []), "maxItems": (2,), "uniqueItems": (True, False),
    "required": (["text"], True, "a"),
    "title": ("Other", []), "description": ("More",),
    "default": ("red", 5, True, ["red"], {}, "2026-01-01"),
    "deprecated": (True,), "readOnly": (True,), "writeOnly": (True, False), "examples": (["red"],),
    "format": ("email", "date", "ipv4", 7), "contentEncoding": ("base64",),
    "contentMediaType": ("text/plain",), "contentSchema": ({},),
}  # fmt: skip
NOTES: Final = {
    *(("#", keyword) for keyword in ("$schema", "$id", "$defs")),
    *((place, "title") for place in ("object", "items of group")),
    *((place, "$comment") for place in PLACES),
}
"""Where a keyword is for readers of the schema and says nothing of answers."""

UNDERSTOOD: Final[Mapping[str, str]] = {
    "#": "title description required",
    "text": "$ref title description default enum oneOf format maxLength minLength pattern "
    "type writeOnly",
    "typed": "$ref title description default maxLength minLength pattern",
    "long": "$ref title description default maxLength minLength pattern",
    "password": "title description default pattern",
    "phone": "$ref title description default maxLength minLength pattern",
    "number": "title description default maximum minimum type",
    "integer": "title description default maximum minimum type",
    "boolean": "title description default const type",
    "tick": "title description default",
    "consent": "title description default",
    "date": "title description default format",
    "email": "$ref title description default maxLength minLength pattern format",
    "choice": "title description default enum",
    "choices": "title description default maxItems minItems",
    "country": "title description enum oneOf",
    "countries": "title description maxItems minItems",
    "file": "title description maxItems",
    "note": "title description",
    "object": "properties",
    "group": "title description maxItems minItems",
    "picked": "title description default",
    "items of choices": "enum",
    "items of group": "properties",
}
"""What changes the question at each place, in the ways that ``VALUES`` has."""


KINDS: Final = {"choices": "choices", "consent": "consent"}
"""Kinds of questions that the schema does not name."""


@cache
def base() -> str:
    return read({}, "#")[0]


def read(change: Mapping[str, Any], place: str) -> tuple[str, str]:
    """The form that is read with some keywords at a place, or else the mistakes, as texts."""
    schema = json.loads(json.dumps(FORM))
    target = schema
    for step in PLACES[place].split("/") if PLACES[place] else ():
        target = target[step]
    target |= change
    text = json.dumps(schema)
    faults = Faults()
    root = read_yaml(FILE, text, faults)
    assert isinstance(root, Map)
    form_nodes(root, "company", faults)
    if faults.has_errors:  # the rest of the definitions would change nothing
        return "", "\n".join(map(str, faults.in_order()))
    definitions, found = check_texts({**files(), FILE: text})
    if definitions is None:
        return "", "\n".join(str(fault) for fault in found if fault.severity == "error")
    forms = definitions.programmes["club"].forms
    return json.dumps(export(next(form for form in forms if form.name == "company"))), ""


@cache
def files() -> Mapping[str, str]:
    """The programme around the form."""
    with TemporaryDirectory() as folder:
        meaning(Path(folder), fields={"other": {"text": "Other"}})
        paths = (path for path in Path(folder).rglob("*.yaml"))
        return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}


def what_becomes(place: str, keyword: str, value: Any) -> str:
    """``changed``, ``refused`` or ``passed over``."""
    shown, faults = read({keyword: value}, place)
    if not shown:
        assert FILE in faults
        return "refused"
    return "changed" if shown != base() else "passed over"


@pytest.mark.parametrize("place", PLACES)
def test_no_keyword_is_passed_over(place: str) -> None:
    assert base()
    wrong, understood = {}, set()
    for keyword, values in VALUES.items():
        for value in values:
            become = what_becomes(place, keyword, value)
            if become == "changed":
                understood.add(keyword)
            elif become == "passed over" and not is_known(place, keyword, value):
                wrong[f"{keyword}: {value}"] = become
    assert wrong == {}
    assert " ".join(sorted(understood)) == " ".join(sorted(UNDERSTOOD[place].split()))


def is_known(place: str, keyword: str, value: Any) -> bool:
    """Whether the schema or the kind says so anyway, or the word says nothing of answers."""
    target = FORM
    for step in PLACES[place].split("/") if PLACES[place] else ():
        target = target[step]
    kind = KINDS.get(place, target.get("x-kind", ""))
    said = {**usual(kind), **target} if kind else target
    return (place, keyword) in NOTES or bool(said.get(keyword) == value)

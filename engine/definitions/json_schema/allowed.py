"""Which keywords a question of each kind understands; every other one is reported, none dropped.

A keyword is understood where it becomes an attribute that the kind has, or where it says what the
kind says of itself anyway, as an export does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from engine.base.values import Span, Text
from engine.definitions.json_schema.keywords import FORMATS, QUESTION, SAME, WIDGETS
from engine.definitions.json_schema.node import SchemaNode
from engine.definitions.kinds import COMMON_ATTRIBUTES, FIELD_TYPES
from engine.definitions.kinds.file import DEFAULT_UPLOAD
from engine.definitions.model.forms import Field
from engine.definitions.reading.attributes import SIZE, UNITS
from engine.definitions.reading.yaml_nodes import Map, Node, Scalar, Seq

LIMITS: Final[Mapping[str, Mapping[str, str]]] = {
    "text": {"minLength": "min", "maxLength": "max"},
    "number": {"minimum": "min", "maximum": "max"},
    "choices": {"minItems": "min", "maxItems": "max"},
    "files": {"maxItems": "max files"},
}
"""By kind of answer: the keywords that are limits, and the attributes that they become."""

SHAPES: Final[Mapping[str, frozenset[str]]] = {
    "text": frozenset({"format", "pattern"}),
    "date": frozenset({"format"}),
    "choice": frozenset({"enum", "oneOf"}),
    "choices": frozenset({"items", "uniqueItems"}),
    "files": frozenset({"items"}),
}
"""By kind of answer: what else is understood of it."""

OF_KIND: Final[Mapping[str, frozenset[str]]] = {
    "password": frozenset({"writeOnly"}),
    "consent": frozenset({"const"}),
}
CHOICES: Final = frozenset({"$comment", "type", "enum", "oneOf"})
"""What is understood of the ``items`` of a question with several choices."""

ONE_VALUE: Final = frozenset(
    {"type", "format", "pattern", "title", "description", "writeOnly", "const", "uniqueItems"}
).union(*LIMITS.values())
LISTS: Final = frozenset({"enum", "oneOf", "required", "allOf", "x-sections"})
OBJECTS: Final = frozenset({"properties", "items", "$defs"})


def usual(kind: str) -> dict[str, Any]:
    """What the kind says of itself where a question says nothing."""
    bare = Field("", "", kind, Text(""), Span(""))
    return dict(FIELD_TYPES[kind].json_schema(bare))


def limits(kind: str) -> Mapping[str, str]:
    """Limits that a question of this kind may have, with the attributes they become."""
    known = FIELD_TYPES[kind].attributes
    found = LIMITS.get(FIELD_TYPES[kind].value, {})
    return {key: word for key, word in found.items() if word in known}


def keywords(kind: str) -> frozenset[str]:
    """Every keyword that a question of this kind understands, whatever its value."""
    words = COMMON_ATTRIBUTES | FIELD_TYPES[kind].attributes
    same = (key for key, word in SAME.items() if word in words)
    shapes = SHAPES.get(FIELD_TYPES[kind].value, frozenset())
    if "looks like" not in words:
        shapes -= {"pattern"}
    return QUESTION.union(same, limits(kind), shapes, OF_KIND.get(kind, ()))


def check_question(schema: SchemaNode, kind: str) -> None:
    """Report everything in the schema of a question that would be dropped."""
    own = usual(kind)
    agreeing = {key for key, value in own.items() if as_json(schema.get(key)) == value}
    schema.only(keywords(kind) | agreeing)
    check_shapes(schema)
    _check_type(schema, kind, own)
    for key, value in _fixed(kind):
        found = schema.get(key)
        if found is not None and as_json(found) != value:
            advice = f"Write {json.dumps(value)}, or leave it out."
            schema.refuse("A106", found.span, f"{schema.at(key)} is not supported so.", advice)
    if "items" in schema and FIELD_TYPES[kind].value == "choices":
        _check_choices(schema)
    if "items" in schema and FIELD_TYPES[kind].value == "files":
        _check_files(schema, own["items"])


def check_shapes(schema: SchemaNode) -> None:
    """Report keywords whose value has another shape than the standard gives them."""
    for keys, shape, words in (
        (ONE_VALUE, Scalar, "one value"),
        (LISTS, Seq, "a list"),
        (OBJECTS, Map, "an object"),
    ):
        for entry in schema.node.entries:
            if entry.key.text in keys and not isinstance(entry.value, shape):
                at = schema.at(entry.key.text)
                schema.refuse("A103", entry.value.span, f"{at} must be {words}.", "")


def _check_type(schema: SchemaNode, kind: str, own: Mapping[str, Any]) -> None:
    types = {str(own["type"])} if "type" in own else set()
    types |= {"integer"} if FIELD_TYPES[kind].value == "number" else set()
    formats = {known for known, named in FORMATS.items() if named == kind}
    formats |= {str(own["format"])} if "format" in own else set()
    widgets = {known for known, named in WIDGETS.items() if named == kind}
    for key, known in (("type", types), ("format", formats), ("x-widget", widgets)):
        found = schema.get(key)
        if isinstance(found, Scalar) and found.text not in known:
            message = f"{schema.at(key)}: “{found.text}” does not fit a question of kind “{kind}”."
            advice = f"Write “{max(known)}”." if known else "Leave it out."
            schema.refuse("A106", found.span, message, advice)


def _fixed(kind: str) -> Iterator[tuple[str, Any]]:
    """Keywords that have only one value here."""
    yield "uniqueItems", True
    if kind == "consent":
        yield "const", True
    if kind == "password":
        yield "writeOnly", True


def _check_choices(schema: SchemaNode) -> None:
    items = schema.child(schema.get("items"), "items")
    if items is None:
        return
    items.only(CHOICES)
    check_shapes(items)
    found = items.get("type")
    if found is not None and as_json(found) != "string":
        message = f"{items.at('type')}: choices are texts."
        schema.refuse("A106", found.span, message, "Write “string”.")


def _check_files(schema: SchemaNode, own: dict[str, Any]) -> None:
    """What is said of a file must be what the upload says: its size, and nothing else."""
    match = SIZE.fullmatch(schema.text("x-max-size").strip())
    size = int(match[1]) * UNITS[match[2]] if match else DEFAULT_UPLOAD.max_size
    properties = {**own["properties"], "size": {**own["properties"]["size"], "maximum": size}}
    found = schema.get("items")
    if found is not None and as_json(found) != {**own, "properties": properties}:
        message = f"{schema.at('items')} says more of a file than its name and its size."
        schema.refuse("A101", found.span, message, "Write x-accept and x-max-size.")


def as_json(node: Node | None) -> Any:
    """What the node says, as JSON."""
    match node:
        case Scalar(style=""):
            try:
                return json.loads(node.text)
            except ValueError:
                return node.text
        case Scalar():
            return node.text
        case Map():
            return {entry.key.text: as_json(entry.value) for entry in node.entries}
        case Seq():
            return [as_json(item) for item in node.items]
        case _:
            return None

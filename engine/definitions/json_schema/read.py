"""A form given as JSON Schema becomes the nodes that the YAML reader of forms knows.

So a form has one model, one set of messages and one meaning, whichever way it is written. What is
not understood is reported with its JSON pointer, never passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.faults import Faults, did_you_mean
from engine.definitions.json_schema.allowed import check_shapes
from engine.definitions.json_schema.export import DERIVED
from engine.definitions.json_schema.keywords import (
    GROUP,
    OBJECT,
    ROOT,
    ROWS,
    SAME_OF_GROUP,
)
from engine.definitions.json_schema.node import (
    SchemaNode,
    entry,
    plain,
    word,
)
from engine.definitions.json_schema.questions import question
from engine.definitions.reading.yaml_nodes import (
    Map,
    Scalar,
    Seq,
    YamlEntry,
)

SAME_OF_FORM = {
    "title": "title", "description": "hint", "x-when": "when", "x-values": "values",
    "x-checks": "checks", "x-columns": "columns", "x-page": "page",
}  # fmt: skip
MOST_ROWS = "1000"


def form_nodes(root: Map, name: str, faults: Faults) -> Map:
    """The form ``name`` in the shape of forms/PROGRAMME/NAME.yaml."""
    found = next((each.value for each in root.entries if each.key.text == "$defs"), None)
    definitions = found if isinstance(found, Map) else Map((), root.span)
    schema = SchemaNode(root, "#", definitions, faults)
    schema.only(ROOT)
    _check_type(schema, "object")
    _check_derived(schema)
    entries = [YamlEntry(Scalar("form", root.span), _name(schema, name)), *_same(schema)]
    fields = {each.key.text: each for each in _fields(schema, "")}
    if "x-sections" in schema:
        entries.append(_sections(schema, fields))
    else:
        entries.append(_all(fields, schema))
    return Map(tuple(entries), root.span)


def _name(schema: SchemaNode, name: str) -> Scalar:
    found = schema.get("x-form")
    return found if isinstance(found, Scalar) else word(name, schema.span)


def _same(schema: SchemaNode) -> Iterator[YamlEntry]:
    for key, own in SAME_OF_FORM.items():
        found = schema.get(key)
        if found is not None:
            yield entry(own, plain(found))


def _all(fields: dict[str, YamlEntry], schema: SchemaNode) -> YamlEntry:
    return YamlEntry(Scalar("fields", schema.span), Map(tuple(fields.values()), schema.span))


def _fields(schema: SchemaNode, prefix: str) -> Iterator[YamlEntry]:
    """Questions and groups; objects inside objects only lengthen the path."""
    required = schema.texts("required")
    _check_required(schema)
    for property_, child in schema.children("properties"):
        path = f"{prefix}.{property_.key.text}" if prefix else property_.key.text
        key = Scalar(path, property_.key.span)
        if child.text("type") == "object":
            child.only(OBJECT)
            check_shapes(child)
            yield from _fields(child, path)
            continue
        items = child.child(child.get("items"), "items") if "items" in child else None
        found: Map | None
        if items is not None and items.text("type") == "object" and "x-kind" not in child:
            found = _group(child, items)
        else:
            found = question(child, required=property_.key.text in required)
        if found is None:
            schema.faults.lose(path)
        else:
            yield YamlEntry(key, found)


def _check_type(schema: SchemaNode, known: str) -> None:
    check_shapes(schema)
    found = schema.get("type")
    if found is not None and schema.text("type") != known:
        message = f"{schema.at('type')} is not supported so."
        schema.refuse("A106", found.span, message, f"Write “{known}”.")


def _check_required(schema: SchemaNode) -> None:
    """What is required must be a property of the same object."""
    found, properties = schema.get("required"), schema.get("properties")
    known = [one.key.text for one in properties.entries] if isinstance(properties, Map) else []
    for item in found.items if isinstance(found, Seq) else ():
        if isinstance(item, Scalar) and item.text not in known:
            message = f"{schema.at('required')} names “{item.text}”, which is no property."
            schema.refuse("A201", item.span, message, did_you_mean(item.text, known))


def _group(schema: SchemaNode, rows: SchemaNode) -> Map:
    schema.only(GROUP)
    _check_type(schema, "array")
    rows.only(ROWS)
    check_shapes(rows)
    _check_derived(rows)
    low, high = schema.text("minItems") or "0", schema.text("maxItems") or MOST_ROWS
    entries = [YamlEntry(Scalar("rows", schema.span), word(f"{low}..{high}", schema.span))]
    each = schema.get("x-each") or schema.get("title")
    if each is not None:
        entries.append(entry("each", each))
    for key, own in SAME_OF_GROUP.items():
        found = schema.get(key)
        if found is not None:
            entries.append(entry(own, plain(found)))
    members = {each.key.text: each for each in _fields(rows, "")}
    return Map((*entries, _all(members, rows)), schema.span)


def _check_derived(schema: SchemaNode) -> None:
    """Conditions in ``allOf`` are read from the ``x-`` keywords they were made of."""
    found = schema.get("allOf")
    for number, node in enumerate(found.items if isinstance(found, Seq) else ()):
        part = schema.child(node, f"allOf/{number}")
        if part is not None and part.text("$comment") != DERIVED:
            message = f"{schema.at(f'allOf/{number}')} is not supported."
            schema.refuse("A101", node.span, message, "Write x-when or x-required at the question.")


def _sections(schema: SchemaNode, fields: dict[str, YamlEntry]) -> YamlEntry:
    found = schema.get("x-sections")
    left = dict(fields)
    sections = []
    for number, node in enumerate(found.items if isinstance(found, Seq) else ()):
        section = schema.child(node, f"x-sections/{number}")
        if section is not None:
            sections.append(_section(section, left))
    for path, each in left.items():
        message = f"{schema.at('x-sections')} leaves out “{path}”."
        schema.refuse("A102", each.key.span, message, "Name it in one section.")
    span = schema.span if found is None else found.span
    return YamlEntry(Scalar("sections", span), Seq(tuple(sections), span))


def _section(section: SchemaNode, left: dict[str, YamlEntry]) -> Map:
    section.only({"section", "hint", "when", "columns", "page", "fields"})
    entries = [each for each in section.node.entries if each.key.text != "fields"]
    chosen = []
    names = section.get("fields")
    for name in names.items if isinstance(names, Seq) else ():
        path = name.text if isinstance(name, Scalar) else ""
        if path in left:
            chosen.append(left.pop(path))
        else:
            message = f"{section.at('fields')} names “{path}”, which is no question left to name."
            section.refuse("A201", name.span, message, did_you_mean(path, left))
    fields = Map(tuple(chosen), section.span)
    entries.append(YamlEntry(Scalar("fields", section.span), fields))
    words = [YamlEntry(each.key, plain(each.value)) for each in entries[:-1]]
    return Map((*words, entries[-1]), section.span)

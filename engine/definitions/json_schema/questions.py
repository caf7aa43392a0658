"""One property of a JSON Schema as a question: its kind, and its attributes as nodes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.definitions.json_schema.allowed import check_question, limits, usual
from engine.definitions.json_schema.fields import NEVER_MISSING
from engine.definitions.json_schema.keywords import (
    FORMATS,
    OPTION,
    SAME,
    SAME_OF_OPTION,
    WIDGETS,
)
from engine.definitions.json_schema.lists import PROVIDED_FOR
from engine.definitions.json_schema.node import (
    SchemaNode,
    entry,
    plain,
    word,
)
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.provided import PROVIDED
from engine.definitions.reading.yaml_nodes import (
    Map,
    Node,
    Scalar,
    Seq,
    YamlEntry,
)

KEEP: Final = "Keep one of the two."
LONG: Final = 255
"""A text that may be longer is asked for in several lines."""


def question(schema: SchemaNode, *, required: bool) -> Map | None:
    """The question as the YAML reader knows it; None after a fault that hides its kind."""
    kind = _kind(schema)
    if kind not in FIELD_TYPES:
        place = schema.get("x-kind") or schema.get("type") or schema.node
        message = f"{schema.at('type')} does not say what kind of question this is."
        schema.refuse("A207", place.span, message, "Write “x-kind”, as “text” or “choice”.")
        return None
    check_question(schema, kind)
    title = schema.get("title")
    if title is None:
        schema.refuse("A102", schema.span, f"{schema.at('title')} is missing.", "Add it.")
        return None
    entries = [entry(kind, title), *_same(schema), *_else(schema), *_of(schema, kind)]
    entries += [*_required(schema, kind, required=required), *_limits(schema, kind)]
    return Map(tuple(entries), schema.span, in_flow=True)


def _kind(schema: SchemaNode) -> str:
    if "x-kind" in schema:
        return schema.text("x-kind")
    if schema.text("x-widget") in WIDGETS:
        return WIDGETS[schema.text("x-widget")]
    match schema.text("type"):
        case "boolean":
            return "consent" if schema.text("const") == "true" else "yesno"
        case "integer" | "number":
            return "number"
        case "array":
            return "choices"
        case "string":
            return _kind_of_text(schema)
        case _:
            return ""


def _kind_of_text(schema: SchemaNode) -> str:
    if "enum" in schema or "oneOf" in schema or "x-of" in schema:
        return "choice"
    if schema.text("writeOnly") == "true":
        return "password"
    most = schema.text("maxLength")
    longer = most.isdecimal() and int(most) > LONG
    return FORMATS.get(schema.text("format"), "long text" if longer else "text")


def _same(schema: SchemaNode) -> Iterator[YamlEntry]:
    for key, own in SAME.items():
        found = schema.get(key)
        if found is not None:
            yield entry(own, plain(found))


def _else(schema: SchemaNode) -> Iterator[YamlEntry]:
    found = schema.child(schema.get("x-else"), "x-else")
    if found is None:
        return
    found.only({"say", "code"})
    for key, own in (("say", "else"), ("code", "code")):
        value = found.get(key)
        if value is not None:
            yield entry(own, value)


def _of(schema: SchemaNode, kind: str) -> Iterator[YamlEntry]:
    if "x-of" in schema:
        return  # the codes beside it follow from the list
    inner = schema.child(schema.get("items"), "items") if "items" in schema else schema
    if inner is None or FIELD_TYPES[kind].value not in ("choice", "choices"):
        return
    options = inner.get("oneOf")
    if isinstance(options, Seq):
        if "enum" in inner:
            inner.refuse("A101", options.span, f"{inner.at('oneOf')} stands beside enum.", KEEP)
        found = tuple(_options(inner, options))
        yield entry("of", Map(found, options.span, in_flow=True))
        return
    codes = inner.get("enum")
    for each in codes.items if isinstance(codes, Seq) else ():
        if isinstance(each, Scalar) and not each.style:
            message = f"{inner.at('enum')}: “{each.text}” is no text."
            inner.refuse("A103", each.span, message, f'Write "{each.text}".')
    provided = PROVIDED.get(PROVIDED_FOR.get(kind, ""), ())
    if isinstance(codes, Seq) and inner.texts("enum") != provided:
        yield entry("of", codes)


def _check_text(schema: SchemaNode, key: str, node: Node) -> None:
    if isinstance(node, Scalar) and not node.style:
        message = f"{schema.at(key)}: “{node.text}” is no text."
        schema.refuse("A103", node.span, message, f'Write "{node.text}".')


def _options(schema: SchemaNode, options: Seq) -> Iterator[YamlEntry]:
    for number, node in enumerate(options.items):
        option = schema.child(node, f"oneOf/{number}")
        code = None if option is None else option.get("const")
        if option is None or not isinstance(code, Scalar):
            schema.refuse("A102", node.span, f"{schema.at(f'oneOf/{number}')} has no const.", "")
            continue
        option.only(OPTION)
        _check_text(option, "const", code)
        caption = (("title", code),) if "title" not in option else ()
        pairs = [(key, value) for key in SAME_OF_OPTION if (value := option.get(key)) is not None]
        words = [entry(SAME_OF_OPTION[key], plain(value)) for key, value in (*caption, *pairs)]
        yield YamlEntry(code, Map(tuple(words), option.span, in_flow=True))


def _required(schema: SchemaNode, kind: str, *, required: bool) -> Iterator[YamlEntry]:
    found = schema.get("x-required")
    if found is not None:
        yield entry("required", plain(found))
    elif not required and kind not in NEVER_MISSING:
        yield YamlEntry(Scalar("required", schema.span), word("no", schema.span))


def _limits(schema: SchemaNode, kind: str) -> Iterator[YamlEntry]:
    own = usual(kind)
    for key, word_ in limits(kind).items():
        found = schema.get(key)
        if isinstance(found, Scalar) and found.text != str(own.get(key, "")):
            yield entry(word_, found)
    if schema.text("type") == "integer" and "x-decimals" not in schema:
        yield YamlEntry(Scalar("decimals", schema.span), word("0", schema.span))
    yield from _pattern(schema, str(own.get("pattern", "")))


def _pattern(schema: SchemaNode, usual: str) -> Iterator[YamlEntry]:
    found = schema.get("pattern")
    if not isinstance(found, Scalar) or found.text == usual:
        return
    if "x-looks-like" in schema:
        message = f"{schema.at('pattern')} stands beside x-looks-like."
        schema.refuse("A101", found.span, message, KEEP)
        return
    begins, ends = found.text.startswith("^"), found.text.endswith("$")
    core = found.text[begins : len(found.text) - ends]
    full = f"{'' if begins else '(?s:.*)'}(?:{core}){'' if ends else '(?s:.*)'}"
    yield entry("looks like", word(f"/{full}/", found.span))

"""Files of forms and blocks."""

from __future__ import annotations

from typing import Final

from engine.definitions.editor.shapes import (
    CONDITION,
    FLAG,
    SCALAR,
    WHOLE,
    WORDS,
    Schema,
    document,
    many,
    mapping,
    named,
    shown,
    words_of,
)
from engine.definitions.kinds import COMMON_ATTRIBUTES, FIELD_TYPES
from engine.definitions.reading.autofill import AUTOFILL
from engine.validators import VALIDATORS

SAYING: Final[Schema] = {
    "anyOf": [SCALAR, mapping({"say": SCALAR, "code": SCALAR}, required=["say"])]
}
OPTION: Final[Schema] = {
    "anyOf": [
        SCALAR,
        mapping(
            {
                "caption": SCALAR, "short": SCALAR, "hint": SCALAR, "heading": SCALAR,
                "when": CONDITION,
            },
            required=["caption"],
        ),
    ]
}  # fmt: skip
CHOICES: Final[Schema] = {"anyOf": [named(OPTION), many(SCALAR)]}
FIELDS: Final[Schema] = {
    "type": "object",
    "additionalProperties": {
        "anyOf": [{"$ref": "#/$defs/field"}, {"$ref": "#/$defs/group"}, {"enum": ["~", None]}]
    },
}
ATTRIBUTES: Final[dict[str, Schema]] = {
    "hint": SCALAR, "when": CONDITION, "required": {"anyOf": [FLAG, CONDITION]},
    "must be": SCALAR, "else": SCALAR, "code": SCALAR, "if blank": SAYING, "if many": SAYING,
    "looks like": {"anyOf": [words_of(VALIDATORS), {"type": "string", "pattern": "^/.*/$"}]},
    "script": words_of(["latin"]), "min": SCALAR, "max": SCALAR, "decimals": WHOLE,
    "default": WORDS, "of": {"anyOf": [SCALAR, CHOICES]},
    "width": words_of(["short", "medium", "long"]),
    "autocomplete": words_of(sorted(AUTOFILL)), "why": SCALAR, "source": SCALAR,
    "sensitive": FLAG, "accept": WORDS, "max size": SCALAR,
    "max files": WHOLE, "on doubt": words_of(["block", "warn", "refer"]), "country": SCALAR,
    "terms": WORDS, "signs": SCALAR, "device check": WORDS,
}  # fmt: skip
CONTENT: Final[dict[str, Schema]] = {
    "use": WORDS, "under": SCALAR, "fields": FIELDS, "values": named(SCALAR),
    "checks": many({"$ref": "#/$defs/check"}),
}  # fmt: skip


def field() -> Schema:
    """A question: one kind with its caption, and the attributes that this kind knows."""
    kinds = {name: shown(name, SCALAR) for name in FIELD_TYPES}
    known = {word: ATTRIBUTES[word] for word in sorted(ATTRIBUTES)}
    found = mapping({**known, **kinds, "drop": FLAG}, minProperties=1, not_={"required": ["rows"]})
    found["not"] = found.pop("not_")
    found["allOf"] = [
        {"if": _is_of(name), "then": {"propertyNames": {"enum": _words(name)}}}
        for name in FIELD_TYPES
        if name != "country"  # also an attribute, so the word alone does not tell the kind
    ]
    return found


def group() -> Schema:
    """A repeating group."""
    distinct = mapping(
        {"by": WORDS, "where": CONDITION, "else": SCALAR, "code": SCALAR}, required=["by", "else"]
    )
    return mapping(
        {
            "rows": {"type": ["string", "integer"], "pattern": r"^[0-9]*(\.\.)?[0-9]+$"},
            "each": SCALAR, "title": SCALAR, "hint": SCALAR, "when": CONDITION,
            "titled by": SCALAR, "copy from": named(SCALAR), "if blank": SAYING, "why": SCALAR,
            "source": SCALAR, "distinct": many(distinct), **CONTENT,
        },
        required=["rows"],
    )  # fmt: skip


def check() -> Schema:
    """A condition with the message if it does not hold."""
    words = {
        "else": SCALAR, "code": SCALAR, "at": WORDS, "when": CONDITION,
        "level": words_of(["refuse", "warn", "staff"]),
    }  # fmt: skip
    return {
        "type": "object",
        "properties": {word: shown(word, schema) for word, schema in words.items()},
        "required": ["else"],
        "minProperties": 2,
    }


def form() -> Schema:
    """forms/PROGRAMME/NAME.yaml"""
    section = mapping(
        {
            "section": SCALAR, "hint": SCALAR, "when": CONDITION, "columns": WHOLE, "page": SCALAR,
            **CONTENT,
        },
    )  # fmt: skip
    words = {
        "form": SCALAR, "title": SCALAR, "hint": SCALAR, "when": CONDITION,
        "sections": many(section), "columns": WHOLE, "page": SCALAR, **CONTENT,
    }  # fmt: skip
    return document("A form", mapping(words, required=["form", "title"]), _parts())


def block() -> Schema:
    """blocks/NAME.yaml"""
    words = {"block": SCALAR, **{word: CONTENT[word] for word in ("fields", "values", "checks")}}
    schema = mapping(words, required=["block", "fields"])
    return document("A block of questions", schema, _parts())


def choice_list() -> Schema:
    """lists/NAME.yaml"""
    words = {"list": SCALAR, "source": SCALAR, "of": CHOICES}
    return document("A list of choices", mapping(words, required=["list", "of"]), {})


def _parts() -> dict[str, Schema]:
    return {"field": field(), "group": group(), "check": check()}


def _is_of(kind: str) -> Schema:
    return {"required": [kind]}


def _words(kind: str) -> list[str]:
    return sorted({kind, "drop", *COMMON_ATTRIBUTES, *FIELD_TYPES[kind].attributes})

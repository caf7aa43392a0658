"""Pieces of the published schemas: what stands in a file, with the text that an editor shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from engine.definitions.editor.hover import HOVER

Schema = dict[str, Any]

SCALAR: Final[Schema] = {"type": ["string", "number", "boolean"]}
"""A text; editors read ``yes`` and ``18`` as other types, the product takes them as written."""

FLAG: Final[Schema] = {"enum": ["yes", "no", True, False]}
WHOLE: Final[Schema] = {"type": ["integer", "string"], "pattern": "^[0-9]+$", "minimum": 0}
CONDITION: Final[Schema] = {"$ref": "#/$defs/condition"}
WORDS: Final[Schema] = {"anyOf": [SCALAR, {"type": "array", "items": SCALAR}]}


def words_of(known: Iterable[str]) -> Schema:
    """One of a few words."""
    return {"enum": list(known)}


def shown(word: str, schema: Schema, room: str = "") -> Schema:
    """``schema`` with what an editor shows for ``word``; ``room`` finds its meaning there."""
    text = HOVER.get(f"{room}.{word}", HOVER.get(word, ""))
    return {**schema, "description": text} if text else schema


def mapping(
    words: Mapping[str, Schema], *, required: Iterable[str] = (), room: str = "", **more: Any
) -> Schema:
    """A mapping that knows these words and no others."""
    found: Schema = {
        "type": "object",
        "properties": {word: shown(word, schema, room) for word, schema in words.items()},
        "additionalProperties": False,
        **more,
    }
    if needed := list(required):
        found["required"] = needed
    return found


def named(schema: Schema) -> Schema:
    """A mapping whose keys are names that the author chooses."""
    return {"type": "object", "additionalProperties": schema}


def many(schema: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": schema}


def document(title: str, schema: Schema, definitions: Mapping[str, Schema]) -> Schema:
    """A published schema of one kind of file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "$defs": {"condition": condition(), **definitions},
        **schema,
    }


def condition() -> Schema:
    """A condition: the name of one, or a mapping of questions to tests."""
    combined = {word: shown(word, many(CONDITION)) for word in ("any", "all")}
    rows = dict.fromkeys(("any", "all", "none"), CONDITION)
    return {
        "description": HOVER["condition"],
        "anyOf": [
            {"type": "string"},
            {
                "type": "object",
                "minProperties": 1,
                "properties": {**combined, "not": shown("not", CONDITION)},
                "additionalProperties": {
                    "anyOf": [
                        SCALAR,
                        {"type": "null"},
                        {
                            "type": "object",
                            "properties": rows,
                            "additionalProperties": False,
                            "minProperties": 1,
                        },
                    ]
                },
            },
        ],
    }

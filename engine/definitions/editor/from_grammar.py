"""Schemas made from the table of words: what may stand in a mapping, with its meaning beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.definitions.editor.shapes import (
    CONDITION,
    FLAG,
    SCALAR,
    WHOLE,
    WORDS,
    Schema,
    many,
    named,
    words_of,
)
from engine.definitions.grammar.shape import (
    ByName,
    Content,
    Either,
    FewWords,
    ManyOf,
    Plain,
    Shape,
)

PLAIN: Final[Mapping[Plain, Schema]] = {
    Plain.TEXT: SCALAR,
    Plain.FLAG: FLAG,
    Plain.WHOLE: WHOLE,
    Plain.WORDS: WORDS,
    Plain.CONDITION: CONDITION,
}


def schema_of(content: Content) -> Schema:
    """The schema of what stands after a word."""
    match content:
        case Plain():
            return PLAIN[content]
        case FewWords(words):
            return words_of(words)
        case ByName(each):
            return named(schema_of(each))
        case ManyOf(each):
            return many(schema_of(each))
        case Either(contents):
            return {"anyOf": [schema_of(one) for one in contents]}
        case Shape():
            return shape_schema(content)


def shape_schema(shape: Shape, more: Mapping[str, Schema] | None = None) -> Schema:
    """The schema of a mapping; ``more`` are words of other tables that may stand in it."""
    properties = {
        word.name: {**schema_of(word.content), "description": word.meaning} for word in shape.words
    }
    found: Schema = {
        "type": "object",
        "properties": {**(more or {}), **properties},
        "additionalProperties": False if shape.others is None else schema_of(shape.others),
    }
    if required := [word.name for word in shape.words if word.required]:
        found["required"] = required
    return found

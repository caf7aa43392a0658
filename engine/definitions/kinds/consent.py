"""Confirmation that must be given: ticked, or blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.base.values import BLANK
from engine.definitions.kinds.flags import flag, literal, texts
from engine.definitions.kinds.sentences import (
    NOT_CONFIRMED,
    NOT_IN_LIST,
    problem,
    refused,
)
from engine.definitions.kinds.type import FieldType, ParsedAnswer, ReadContext
from engine.definitions.model.forms import (
    Field,
)


def parse(raw: Sequence[str], _field: Field, context: ReadContext) -> ParsedAnswer:
    """Nobody refuses by not ticking: that is no answer yet."""
    found = [flag(text) for text in raw if text.strip()]
    if None in found:
        return refused(problem(context.path, NOT_IN_LIST))
    return ParsedAnswer(True if any(found) else BLANK)


def json_schema(_field: Field) -> Mapping[str, Any]:
    """Only a yes is an answer."""
    return {"type": "boolean", "const": True}


KIND = FieldType(
    name="consent",
    value="flag",
    widget="checkbox",
    literal=literal,
    parse=parse,
    texts=texts,
    json_schema=json_schema,
    missing=NOT_CONFIRMED,
    attributes=frozenset({"device check", "terms"}),
)

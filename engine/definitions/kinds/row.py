"""Choice of a row of a repeating group: its number, counted from 1, as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engine.definitions.kinds.sentences import (
    NOT_CHOSEN,
    NOT_IN_LIST,
    problem,
    refused,
)
from engine.definitions.kinds.single import one
from engine.definitions.kinds.type import FieldType, ParsedAnswer, ReadContext
from engine.definitions.kinds.writing import text_of
from engine.definitions.model.forms import (
    Field,
)

NUMBER = re.compile(r"[1-9][0-9]{0,3}")


def parse(text: str, _field: Field, context: ReadContext) -> ParsedAnswer:
    """A row number; whether there is such a row is known when the case is judged."""
    found = NUMBER.fullmatch(text.strip())
    return ParsedAnswer(found[0]) if found else refused(problem(context.path, NOT_IN_LIST))


def literal(text: str) -> str:
    """A row number of a test."""
    if not NUMBER.fullmatch(text):
        message = f"{text!r} is no row number; rows are counted from 1"
        raise ValueError(message)
    return text


def json_schema(_field: Field) -> Mapping[str, Any]:
    """The number as text."""
    return {"type": "string", "pattern": "^[1-9][0-9]{0,3}$"}


KIND = FieldType(
    name="row",
    value="row",
    widget="choice",
    literal=literal,
    parse=one(parse),
    texts=text_of,
    json_schema=json_schema,
    missing=NOT_CHOSEN,
    attributes=frozenset({"of", "if many"}),
)

"""Text that is only read: no answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.base.values import BLANK, Value
from engine.definitions.kinds.sentences import MISSING
from engine.definitions.kinds.type import FieldType, ParsedAnswer, ReadContext
from engine.definitions.model.forms import (
    Field,
)


def parse(_raw: Sequence[str], _field: Field, _context: ReadContext) -> ParsedAnswer:
    """Nothing is asked, so nothing is read."""
    return ParsedAnswer(BLANK)


def literal(_text: str) -> str:
    """No test can be written on a note."""
    message = "a note has no answer that could be tested"
    raise ValueError(message)


def texts(_value: Value) -> tuple[str, ...]:
    """Nothing is posted."""
    return ()


def json_schema(_field: Field) -> Mapping[str, Any]:
    """No value is valid."""
    return {"not": {}}


KIND = FieldType(
    name="note",
    value="none",
    widget="note",
    literal=literal,
    parse=parse,
    texts=texts,
    json_schema=json_schema,
    missing=MISSING,
)

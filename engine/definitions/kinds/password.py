"""New password: kept as typed, never shown again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.base.values import BLANK
from engine.definitions.kinds.sentences import (
    MISSING,
    ONE_ONLY,
    TOO_LONG,
    WRONG_FORMAT,
    problem,
    refused,
    said,
    told,
)
from engine.definitions.kinds.type import FieldType, ParsedAnswer, ReadContext
from engine.definitions.kinds.writing import pattern, text_of
from engine.definitions.model.conditions import OneOf, SameAs
from engine.definitions.model.forms import (
    Field,
)
from engine.validators import VALIDATORS, Context

LONGEST = 128


def parse(raw: Sequence[str], field: Field, context: ReadContext) -> ParsedAnswer:
    """Blanks count in a password, so nothing is trimmed."""
    given = [text for text in raw if text]
    if not given:
        return ParsedAnswer(BLANK)
    if len(given) > 1:
        return refused(said(context.path, field.too_many, ONE_ONLY, max=1))
    if repeats(field):
        # told apart from the first by its own test; its faults would only repeat those of the first
        return ParsedAnswer(VALIDATORS["password"].compact(given[0][: LONGEST + 1]))
    if field.looks_like and len(given[0]) > LONGEST:
        return refused(problem(context.path, TOO_LONG, max=LONGEST))
    name = field.looks_like or "password"
    result = VALIDATORS[name].validate(given[0], Context(context.today))
    if result.value is None:
        return refused(*(told(context.path, fault) for fault in result.faults))
    if field.pattern and not pattern(field.pattern).fullmatch(result.value):
        return refused(said(context.path, field.unfit, WRONG_FORMAT))
    return ParsedAnswer(result.value)


def repeats(field: Field) -> bool:
    """Whether the question only asks for the password of another one again."""
    test = field.must_be
    return isinstance(test, OneOf) and isinstance(test.alternatives[0], SameAs)


def json_schema(_field: Field) -> Mapping[str, Any]:
    """A secret that a client may write and nobody may read."""
    return {"type": "string", "writeOnly": True, "maxLength": LONGEST}


KIND = FieldType(
    name="password",
    value="text",
    widget="password",
    literal=str,
    parse=parse,
    texts=text_of,
    json_schema=json_schema,
    missing=MISSING,
    attributes=frozenset({"looks like", "autocomplete", "if many"}),
)

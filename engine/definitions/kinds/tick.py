"""Tick box: not ticked is a no, never a blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from engine.base.values import Answer
from engine.definitions.kinds.flags import (
    flag,
    json_schema,
    literal,
    texts,
)
from engine.definitions.kinds.sentences import (
    MISSING,
    NOT_IN_LIST,
    problem,
    refused,
)
from engine.definitions.kinds.type import FieldType, ParsedAnswer, ReadContext, Sure
from engine.definitions.model.forms import (
    Field,
)

BOXES: Mapping[tuple[str, ...], bool] = MappingProxyType(
    {("no", "yes"): True, ("", "yes"): True, ("yes",): True, ("no",): False, ("",): False}
)


def parse(raw: Sequence[str], _field: Field, context: ReadContext) -> ParsedAnswer:
    """Ticked if any input under the name says so; a marker beside it may be empty or say no."""
    found = [flag(text) for text in raw if text.strip()]
    if None in found:
        return refused(problem(context.path, NOT_IN_LIST))
    return ParsedAnswer(any(found))


def sure(_field: Field) -> Sure:
    """The same for a box that a page posts, with the marker beside it."""

    def read(raw: Sequence[str], _today: date) -> Answer | None:
        return BOXES.get(tuple(raw))

    return read


KIND = FieldType(
    name="tick",
    value="flag",
    widget="checkbox",
    literal=literal,
    parse=parse,
    texts=texts,
    json_schema=json_schema,
    missing=MISSING,
    attributes=frozenset({"device check"}),
    sure=sure,
)

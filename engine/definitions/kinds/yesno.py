"""Question to be answered with yes or no; it may be blank."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from engine.base.values import Answer
from engine.definitions.kinds.flags import (
    WORDS,
    flag,
    json_schema,
    literal,
    texts,
)
from engine.definitions.kinds.sentences import (
    NOT_CHOSEN,
    NOT_IN_LIST,
    problem,
    refused,
)
from engine.definitions.kinds.single import one
from engine.definitions.kinds.type import FieldType, ParsedAnswer, ReadContext, Sure, alone
from engine.definitions.model.forms import (
    Field,
)


def parse(text: str, _field: Field, context: ReadContext) -> ParsedAnswer:
    """One of the two words."""
    found = flag(text)
    return refused(problem(context.path, NOT_IN_LIST)) if found is None else ParsedAnswer(found)


def sure(_field: Field) -> Sure:
    """The same for the words that a page posts."""

    def read(raw: Sequence[str], _today: date) -> Answer | None:
        return WORDS.get(alone(raw))

    return read


KIND = FieldType(
    name="yesno",
    value="flag",
    widget="yesno",
    literal=literal,
    parse=one(parse),
    texts=texts,
    json_schema=json_schema,
    missing=NOT_CHOSEN,
    attributes=frozenset({"if many"}),
    sure=sure,
)

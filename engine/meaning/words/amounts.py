"""Amounts of money are written with their cents, also where they are computed from others."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from engine.base.values import Absence, Value
from engine.definitions.model.conditions import Subject
from engine.definitions.model.forms import Field
from engine.definitions.model.items import Item
from engine.meaning.needs import COLUMN
from engine.meaning.picture import ROW_ID
from engine.meaning.programme import Meaning
from engine.meaning.words.captions import Captions
from engine.meaning.words.item_captions import own_field

MONEY: Final = "money"
NOTHING_YET: Final = "–"
"""In place of what is not known yet."""


def filled_in(captions: Captions, subject: Subject, value: Value, item: Item | None = None) -> str:
    """A value as a text or a list holds it, an amount without its currency.

    ``item`` is the one whose own answer or value it is.
    """
    if isinstance(value, Absence):
        return NOTHING_YET
    if isinstance(value, Decimal) and is_amount(captions.meaning, subject, item):
        return captions.reader.amount(value)
    if isinstance(value, tuple) and value and isinstance(value[0], Mapping):
        return "; ".join(row_in_words(captions, subject.path, row, item) for row in value)
    inside = captions if item is None else captions.within(item.name)
    return inside.answer(subject, value)


def row_in_words(
    captions: Captions, group: str, row: Mapping[str, Any], item: Item | None = None
) -> str:
    """What was answered in a row, without what the answers are called."""
    parts = (
        filled_in(captions, Subject(f"{group}{COLUMN}{name}", item is not None), value, item)
        for name, value in row.items()
        if name != ROW_ID and value not in ("", None)
    )
    return " · ".join(parts)


def is_amount(meaning: Meaning, subject: Subject, item: Item | None = None) -> bool:
    """Whether a question asks for money, or a value is a sum or difference of amounts."""
    path = subject.path
    own = own_field(item, path) if item is not None and subject.in_row else None
    question = meaning.questions.get(path)
    field = own or (question.item if question is not None else None)
    if isinstance(field, Field):
        return field.kind == MONEY
    owns = meaning.own_values.get(item.name, {}) if item is not None else {}
    value = owns.get(path) or meaning.values.get(path)
    if value is None or value.item.function not in ("sum", "difference"):
        return False
    return any(is_amount(meaning, each, item) for each in value.item.arguments)

"""How an answer stands in its input, as people of a language type it, and with which keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from engine.base.values import Answer
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.forms import Field
from engine.definitions.model.provided import HOME_COUNTRY
from engine.language.reader import Reader

KEYBOARDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "personal_code": "numeric",
        "date": "numeric",
        "number": "decimal",
        "money": "decimal",
        "percent": "decimal",
        "url": "url",
    }
)
"""``inputmode`` by kind. E-mail and phone need none: the type of their input says enough."""


def in_input(answer: Answer, question: Field, reader: Reader) -> tuple[str, ...]:
    """The texts that stand in the input: dates by day, month and year, numbers with their mark."""
    kind = FIELD_TYPES[question.kind]
    if isinstance(answer, date):
        return (f"{answer:%d.%m.%Y}",)
    texts = kind.texts(answer)
    return tuple(map(reader.typed_number, texts)) if kind.value == "number" else texts


def keyboard(question: Field, country: str) -> str:
    """The keyboard of a phone for an input, or empty; ``country`` is what the answer is judged by.

    A number of digits only gets one with digits; registration numbers abroad may hold letters.
    """
    if question.kind == "company_number":
        return "numeric" if country == HOME_COUNTRY else ""
    if question.kind in ("number", "money", "percent") and question.decimals == 0:
        return "numeric"
    return KEYBOARDS.get(question.kind, "")

"""What a kind of question is: how it is written, read from a post and shown again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from engine.base.dataclass import dataclass
from engine.base.values import Answer, Problem, Value
from engine.definitions.model.conditions import Literal_
from engine.definitions.model.forms import (
    Field,
)

ValueKind = Literal["text", "flag", "number", "date", "choice", "choices", "files", "row", "none"]
"""The type of an answer, which decides the tests that an analyst may write on it."""

COMMON_ATTRIBUTES = frozenset(
    {
        "hint", "when", "required", "must be", "else", "code", "if blank", "why", "source",
        "sensitive", "width", "default",
    }
)  # fmt: skip
"""Attribute words of every question that has an answer."""


@dataclass(frozen=True, slots=True)
class ReadContext:
    """The surroundings of one answer while it is read.

    ``path`` is the input name (``representatives.0.email``), ``today`` the calendar date in the
    bank's time zone. ``country`` is what ``field.country`` says: a two-letter code or a dialling
    code (``+371``), empty where it is not known.
    """

    path: str
    today: date
    country: str = ""


@dataclass(frozen=True, slots=True)
class ParsedAnswer:
    """An answer as it was understood. With a problem of level ``refuse`` the value is ``BLANK``."""

    value: Value
    problems: tuple[Problem, ...] = ()


Sure = Callable[[Sequence[str], date], Answer | None]
"""What was posted, if it is spelt so that ``parse`` would certainly say the same and nothing else.

None where only ``parse`` can tell. It is asked with the calendar date.
"""


def never_sure(_field: Field) -> Sure:
    """Of a kind whose answers ``parse`` always has to read."""
    return lambda _raw, _today: None


def alone(raw: Sequence[str]) -> str:
    """The one text that was posted, empty inputs before it (markers) left out; empty if several."""
    if len(raw) == 1:
        return raw[0]
    return raw[1] if len(raw) == 2 and not raw[0] else ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message of the code in the source language, with its number in the catalogue."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldType:
    """One kind of question; to add one, write a module like ``text`` and name it in FIELD_TYPES.

    ``literal`` reads a value that an analyst wrote in a test (ValueError tells what is expected).
    ``parse`` reads what a browser posted under one name, ``texts`` is its opposite; neither raises.
    ``sure`` is ``parse`` for the usual spellings of one question's answers, and fast.
    ``show`` is the canonical text of one value: decimal point, ISO date, codes.
    ``json_schema`` describes the answer in JSON Schema 2020-12.
    ``missing`` is said when a required answer is not there.
    """

    name: str
    value: ValueKind
    widget: str
    literal: Callable[[str], Literal_]
    parse: Callable[[Sequence[str], Field, ReadContext], ParsedAnswer]
    texts: Callable[[Value], tuple[str, ...]]
    json_schema: Callable[[Field], Mapping[str, Any]]
    missing: Sentence
    attributes: frozenset[str] = frozenset()
    sure: Callable[[Field], Sure] = never_sure

    def show(self, value: Value, field: Field) -> str:  # noqa: ARG002 - part of the agreed verb
        """Canonical text of ``value`` for an input, empty for no answer."""
        return ", ".join(self.texts(value))

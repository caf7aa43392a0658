"""Bare questions of every kind, and reading them as a post would be read."""

from __future__ import annotations

from datetime import date
from typing import Any

from engine.base.values import Span, Text
from engine.definitions.kinds import FIELD_TYPES, ParsedAnswer, ReadContext
from engine.definitions.model.forms import (
    ChoiceList,
    Field,
    Option,
)

TODAY = date(2026, 11, 22)
SPAN = Span("forms/club/questions.yaml")


def choices(*codes: str) -> ChoiceList:
    return ChoiceList("list", tuple(Option(code, Text(code.title()), SPAN) for code in codes), SPAN)


def question(kind: str, **attributes: Any) -> Field:
    if kind in ("choice", "choices") and "options" not in attributes:
        attributes["options"] = choices("red", "green", "blue")
    return Field("q", "q", kind, Text("Question"), SPAN, **attributes)


def read(asked: Field, *raw: str, country: str = "") -> ParsedAnswer:
    return FIELD_TYPES[asked.kind].parse(raw, asked, ReadContext("q", TODAY, country))


def codes(reading: ParsedAnswer) -> str:
    return " ".join(problem.code for problem in reading.problems)

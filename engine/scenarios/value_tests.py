"""Tests that scenarios put on values and on answers: read as conditions read them."""

from __future__ import annotations

from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.conditions import Subject, Test
from engine.definitions.model.forms import Field
from engine.definitions.reading.names import CASE, Names, Symbol
from engine.definitions.reading.test_parser import TestParser
from engine.definitions.reading.words import Word
from engine.meaning.programme import Meaning
from engine.meaning.scope import Scope
from engine.meaning.tests import compile_test
from engine.meaning.truth import Truth


def value_test(meaning: Meaning, path: str, text: str, span: Span, faults: Faults) -> Test | None:
    """The test that a scenario puts on a value or an answer; None after a fault."""
    symbol = _symbol(meaning, path)
    return (
        None
        if symbol is None
        else TestParser(Names(), faults).parse(Word(text, span), symbol, CASE)
    )


def fits(test: Test, subject: Subject, scope: Scope) -> Truth:
    """Whether what is tested fits."""
    return compile_test(test)(scope.value(subject), scope)


def _symbol(meaning: Meaning, path: str) -> Symbol | None:
    value = meaning.values.get(path)
    if value is not None:
        gives = value.function.gives
        return Symbol(path, gives, "value", value.item.span, FIELD_TYPES[gives].literal)
    question = meaning.questions.get(path)
    if question is None or not isinstance(question.item, Field):
        return None
    field, kind = question.item, FIELD_TYPES[question.item.kind]
    options = field.options.options if field.options else None
    codes = None if options is None else tuple(option.code for option in options)
    return Symbol(path, kind.value, "question", field.span, kind.literal, codes)

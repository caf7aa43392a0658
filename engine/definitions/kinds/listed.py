"""Kinds whose answer is one code of a list, or several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from engine.base.values import BLANK, Answer, Value
from engine.definitions.kinds.sentences import (
    NONE_CHOSEN,
    NOT_CHOSEN,
    NOT_IN_LIST,
    TOO_FEW_CHOICES,
    TOO_MANY_CHOICES,
    problem,
    refused,
    said,
)
from engine.definitions.kinds.single import LONGEST_POST, composed, has_forbidden, one
from engine.definitions.kinds.type import (
    FieldType,
    ParsedAnswer,
    ReadContext,
    Sentence,
    Sure,
    alone,
)
from engine.definitions.kinds.writing import text_of
from engine.definitions.model.forms import (
    Field,
)
from engine.definitions.model.provided import PROVIDED


def one_of_list(name: str, *, provider: str = "", missing: Sentence = NOT_CHOSEN) -> FieldType:
    """A kind of one code out of ``of``, or out of the provided list ``provider``."""

    def parse(text: str, field: Field, context: ReadContext) -> ParsedAnswer:
        code = composed(text)
        if not is_listed(code, field, provider):
            return refused(problem(context.path, NOT_IN_LIST))
        return ParsedAnswer(code)

    def sure(field: Field) -> Sure:
        known = known_codes(field, provider)

        def read(raw: Sequence[str], _today: date) -> Answer | None:
            code = alone(raw)
            return code if code in known else None

        return read

    def json_schema(field: Field) -> Mapping[str, Any]:
        return {"type": "string", "enum": list(codes(field, provider))}

    return FieldType(
        name=name,
        value="choice",
        widget="choice",
        literal=composed,
        parse=one(parse),
        texts=text_of,
        json_schema=json_schema,
        missing=missing,
        attributes=frozenset({"of", "autocomplete", "if many"}),
        sure=sure,
    )


def several_of_list(
    name: str,
    *,
    provider: str = "",
    too_many: Sentence = TOO_MANY_CHOICES,
    missing: Sentence = NONE_CHOSEN,
) -> FieldType:
    """A kind of several codes, each once, in the order of the list."""

    def parse(raw: Sequence[str], field: Field, context: ReadContext) -> ParsedAnswer:
        known = codes(field, provider)
        given = {composed(text) for text in raw if text.strip() and len(text) < LONGEST_POST}
        if not given <= set(known):
            return refused(problem(context.path, NOT_IN_LIST))
        if field.maximum is not None and len(given) > field.maximum:
            return refused(said(context.path, field.too_many, too_many, max=int(field.maximum)))
        if given and field.minimum is not None and len(given) < field.minimum:
            return refused(problem(context.path, TOO_FEW_CHOICES, min=int(field.minimum)))
        chosen = tuple(code for code in known if code in given)
        return ParsedAnswer(chosen or BLANK)

    return FieldType(
        name=name,
        value="choices",
        widget="choices",
        literal=composed,
        parse=parse,
        texts=several_texts,
        json_schema=lambda field: _several_schema(field, provider),
        missing=missing,
        attributes=frozenset({"of", "min", "max", "if many"}),
        sure=lambda field: _sure_of_several(field, provider),
    )


def _sure_of_several(field: Field, provider: str) -> Sure:
    known = known_codes(field, provider)
    least = field.minimum or 1
    most = len(known) if field.maximum is None else field.maximum

    def read(raw: Sequence[str], _today: date) -> Answer | None:
        given = set(raw) - {""}
        if not known.keys() >= given or not least <= len(given) <= most:
            return None
        return tuple(sorted(given, key=known.__getitem__))

    return read


def _several_schema(field: Field, provider: str) -> Mapping[str, Any]:
    found: dict[str, Any] = {
        "type": "array",
        "items": {"type": "string", "enum": list(codes(field, provider))},
        "uniqueItems": True,
    }
    if field.minimum is not None:
        found["minItems"] = int(field.minimum)
    if field.maximum is not None:
        found["maxItems"] = int(field.maximum)
    return found


def is_listed(code: str, field: Field, provider: str) -> bool:
    """Whether the code may be chosen; lists of countries are long, so nothing is built here."""
    if field.options is None:
        return code in PROVIDED.get(provider, ())
    return any(option.code == code for option in field.options.options)


def codes(field: Field, provider: str) -> tuple[str, ...]:
    """Codes that may be chosen, in the order of the list."""
    if field.options is not None:
        return tuple(dict.fromkeys(option.code for option in field.options.options))
    return PROVIDED.get(provider, ())


def known_codes(field: Field, provider: str) -> Mapping[str, int]:
    """Codes that stand in a post as they are in the list, with their places in it."""
    return _provided(provider) if field.options is None else _places(codes(field, provider))


@cache
def _provided(provider: str) -> Mapping[str, int]:
    return _places(PROVIDED.get(provider, ()))


def _places(listed: Sequence[str]) -> Mapping[str, int]:
    return {
        code: place
        for place, code in enumerate(listed)
        if code and code == composed(code) and not has_forbidden(code)
    }


def several_texts(value: Value) -> tuple[str, ...]:
    """What a browser would post for several codes."""
    return tuple(value) if isinstance(value, tuple) else ()

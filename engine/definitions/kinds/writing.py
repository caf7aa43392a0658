"""Kinds whose answer is a text: cleaning, limits, patterns and validators."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import re2

from engine.definitions.kinds.sentences import (
    MISSING,
    TOO_LONG,
    TOO_SHORT,
    WRONG_FORMAT,
    problem,
    refused,
    said,
    told,
)
from engine.definitions.kinds.single import composed, has_forbidden, one
from engine.definitions.kinds.type import FieldType, ReadContext, Reading, Sentence
from engine.definitions.model import Field
from engine.validators import VALIDATORS, Context, Result
from engine.values import Problem, Value

WRITING_ATTRIBUTES = frozenset(
    {"looks like", "script", "min", "max", "autocomplete", "if many", "on doubt"}
)


def writing(
    name: str,
    *,
    longest: int,
    validator: str = "",
    widget: str = "text",
    schema: Mapping[str, Any] | None = None,
    attributes: frozenset[str] = frozenset(),
    surroundings: Callable[[ReadContext], Context] | None = None,
    missing: Sentence = MISSING,
) -> FieldType:
    """A kind of one text: ``longest`` unless the question says ``max``, judged by ``validator``."""

    def parse(text: str, field: Field, context: ReadContext) -> Reading:
        clean = lines(text) if widget == "textarea" else composed(" ".join(text.split()))
        if widget != "textarea" and has_forbidden(clean, allowed=""):
            return refused(problem(context.path, WRONG_FORMAT))
        around = (surroundings or plain_context)(context)
        return judged(clean, field, context.path, validators(field, validator), around, longest)

    def json_schema(field: Field) -> Mapping[str, Any]:
        found: dict[str, Any] = {"type": "string", **(schema or {})}
        found["maxLength"] = int(field.maximum) if field.maximum is not None else longest
        if field.minimum is not None:
            found["minLength"] = int(field.minimum)
        return found

    return FieldType(
        name=name,
        value="text",
        widget=widget,
        literal=composed,
        parse=one(parse),
        texts=text_of,
        json_schema=json_schema,
        missing=missing,
        attributes=WRITING_ATTRIBUTES | attributes,
    )


def text_of(value: Value) -> tuple[str, ...]:
    """What a browser would post for a text."""
    return (value,) if isinstance(value, str) else ()


def lines(text: str) -> str:
    """Compose and trim; every line break becomes ``\\n``."""
    return composed(text.replace("\r\n", "\n").replace("\r", "\n"))


def plain_context(context: ReadContext) -> Context:
    """What most validators may know: the date."""
    return Context(context.today)


def validators(field: Field, default: str) -> tuple[str, ...]:
    """Names of the validators of a question: its own or the kind's, and that of its script."""
    own = field.looks_like or default
    return tuple(name for name in dict.fromkeys((own, field.script)) if name)


def judged(
    text: str, field: Field, path: str, names: tuple[str, ...], around: Context, longest: int
) -> Reading:
    """The clean text, or everything that is wrong with it."""
    problems: list[Problem] = []
    for name in names:
        result: Result = VALIDATORS[name].validate(text, around)
        problems += [told(path, fault) for fault in (*result.faults, *result.notes)]
        text = text if result.value is None else result.value
    problems += limits(text, field, path, longest)
    if field.pattern and not pattern(field.pattern).fullmatch(text):
        problems.append(said(path, field.unfit, WRONG_FORMAT))
    found = tuple({(each.code, each.message): each for each in problems}.values())
    if any(each.level == "refuse" for each in found):
        return refused(*found)
    return Reading(text, found)


def limits(text: str, field: Field, path: str, longest: int) -> list[Problem]:
    """Faults of length, counted in code points."""
    most = longest if field.maximum is None else int(field.maximum)
    if len(text) > most:
        return [problem(path, TOO_LONG, max=most)]
    if field.minimum is not None and len(text) < field.minimum:
        return [problem(path, TOO_SHORT, min=int(field.minimum))]
    return []


@lru_cache(maxsize=4096)
def pattern(text: str) -> Any:
    """An RE2 pattern, compiled once; the loader has refused what RE2 refuses."""
    return re2.compile(text)

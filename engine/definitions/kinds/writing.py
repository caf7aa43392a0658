"""Kinds whose answer is a text: cleaning, limits, patterns and validators."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field as attribute
from dataclasses import replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import re2

from engine.base.dataclass import dataclass
from engine.base.values import Answer, Level, Problem, Value
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
from engine.definitions.kinds.type import (
    FieldType,
    ParsedAnswer,
    ReadContext,
    Sure,
    alone,
    never_sure,
)
from engine.definitions.model.forms import (
    Field,
)
from engine.validators import VALIDATORS, Context
from engine.validators.sure import SURE, line

WRITING_ATTRIBUTES = frozenset(
    {"looks like", "script", "min", "max", "autocomplete", "if many", "on doubt"}
)
DOUBTS: Mapping[str, Level] = MappingProxyType(
    {"refer": "staff", "warn": "warn", "block": "refuse"}
)
NO_KEYWORDS: Mapping[str, Any] = MappingProxyType({})


def plain_context(context: ReadContext) -> Context:
    """What most validators may know: the date."""
    return Context(context.today)


@dataclass(frozen=True, slots=True)
class Writing:
    """A kind of one text: ``longest`` unless the question says ``max``, judged by ``validator``.

    ``keywords`` are what JSON Schema says of it besides its length, ``attributes`` the words that
    it has beyond those of every text, ``surroundings`` what its validator may know.
    """

    name: str
    longest: int
    validator: str = ""
    widget: str = "text"
    keywords: Mapping[str, Any] = attribute(default_factory=lambda: NO_KEYWORDS)
    attributes: frozenset[str] = frozenset()
    surroundings: Callable[[ReadContext], Context] = plain_context

    def kind(self) -> FieldType:
        """The field type."""
        return FieldType(
            name=self.name,
            value="text",
            widget=self.widget,
            literal=composed,
            parse=one(self.parse),
            texts=text_of,
            json_schema=self.json_schema,
            missing=MISSING,
            attributes=WRITING_ATTRIBUTES | self.attributes,
            sure=self.sure,
        )

    def parse(self, text: str, field: Field, context: ReadContext) -> ParsedAnswer:
        """The clean text, or everything that is wrong with it."""
        clean = lines(text) if self.widget == "textarea" else composed(" ".join(text.split()))
        if has_forbidden(clean):
            return refused(problem(context.path, WRONG_FORMAT))
        problems: list[Problem] = []
        for name in self.validators(field):
            result = VALIDATORS[name].validate(clean, self.surroundings(context))
            problems += [told(context.path, fault) for fault in result.faults]
            problems += [doubted(told(context.path, note), field) for note in result.notes]
            clean = clean if result.value is None else result.value
        problems += self.limits(clean, field, context.path)
        if field.pattern and not pattern(field.pattern).fullmatch(clean):
            problems.append(said(context.path, field.unfit, WRONG_FORMAT))
        found = tuple({(each.code, each.message): each for each in problems}.values())
        if any(each.level == "refuse" for each in found):
            return refused(*found)
        return ParsedAnswer(clean, found)

    def sure(self, field: Field) -> Sure:
        """The same for texts that every validator of the question is sure of."""
        names = self.validators(field)
        if not SURE.keys() >= set(names):
            return never_sure(field)
        judges = [SURE[name] for name in names] or [line]
        least, most = int(field.minimum or 0), self.most(field)
        fits = pattern(field.pattern).fullmatch if field.pattern else None

        def read(raw: Sequence[str], today: date) -> Answer | None:
            text: str | None = alone(raw)
            for judge in judges:
                text = judge(text, today) if text else None
            if not text or not least <= len(text) <= most or (fits and not fits(text)):
                return None
            return text

        return read

    def validators(self, field: Field) -> tuple[str, ...]:
        """Validators of a question: its own or the kind's, and that of its script."""
        names = (field.looks_like or self.validator, field.script)
        return tuple(name for name in dict.fromkeys(names) if name)

    def limits(self, text: str, field: Field, path: str) -> list[Problem]:
        """Faults of length, counted in code points."""
        most = self.most(field)
        if len(text) > most:
            return [problem(path, TOO_LONG, max=most)]
        if field.minimum is not None and len(text) < field.minimum:
            return [problem(path, TOO_SHORT, min=int(field.minimum))]
        return []

    def most(self, field: Field) -> int:
        """The greatest length."""
        return self.longest if field.maximum is None else int(field.maximum)

    def json_schema(self, field: Field) -> Mapping[str, Any]:
        """A string with its lengths, and the kind's looks unless the question has its own."""
        most = self.most(field)
        own = self.keywords if field.looks_like in ("", self.validator) else NO_KEYWORDS
        found: dict[str, Any] = {"type": "string", **own, "maxLength": most}
        if field.minimum is not None:
            found["minLength"] = int(field.minimum)
        return found


def doubted(note: Problem, field: Field) -> Problem:
    """A mark for staff, made as strict as the question wants its doubts (``on doubt``)."""
    return replace(note, level=DOUBTS[field.on_doubt]) if note.level == "staff" else note


def text_of(value: Value) -> tuple[str, ...]:
    """What a browser would post for a text."""
    return (value,) if isinstance(value, str) else ()


def lines(text: str) -> str:
    """Compose and trim; every line break becomes ``\\n``."""
    return composed(text.replace("\r\n", "\n").replace("\r", "\n"))


@lru_cache(maxsize=4096)
def pattern(text: str) -> Any:
    """An RE2 pattern, compiled once; the loader has refused what RE2 refuses."""
    return re2.compile(text)

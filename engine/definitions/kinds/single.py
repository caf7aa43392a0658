"""Kinds that take one value out of what was posted under a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from engine.base.values import BLANK
from engine.definitions.kinds.sentences import (
    ONE_ONLY,
    WRONG_FORMAT,
    problem,
    refused,
    said,
)
from engine.definitions.kinds.type import ParsedAnswer, ReadContext
from engine.definitions.model.forms import (
    Field,
)

LONGEST_POST = 100_000
"""Characters of one input that are worth reading at all."""

BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that make a text look different from what it says."""

ParseOne = Callable[[str, Field, ReadContext], ParsedAnswer]


def one(parse: ParseOne) -> Callable[[Sequence[str], Field, ReadContext], ParsedAnswer]:
    """Read at most one value; empty inputs beside it (markers of radio buttons) do not count."""

    def parse_one(raw: Sequence[str], field: Field, context: ReadContext) -> ParsedAnswer:
        given = [text for text in raw if text.strip()]
        if not given:
            return ParsedAnswer(BLANK)
        if len(given) > 1:
            return refused(said(context.path, field.too_many, ONE_ONLY, max=1))
        if len(given[0]) > LONGEST_POST or has_forbidden(given[0]):
            return refused(problem(context.path, WRONG_FORMAT))
        return parse(given[0], field, context)

    return parse_one


def has_forbidden(text: str, allowed: str = "\t\n\r") -> bool:
    """Whether there are controls, halves of pairs, non-characters or marks that reorder text."""
    return not text.isprintable() and any(
        (unicodedata.category(sign) in ("Cc", "Cs") and sign not in allowed)
        or sign in BIDI_CONTROLS
        or ord(sign) & 0xFFFE == 0xFFFE
        for sign in text
    )


def composed(text: str) -> str:
    """Unicode normal form C without blanks around it."""
    return unicodedata.normalize("NFC", text).strip()

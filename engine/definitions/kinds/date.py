"""Calendar date, typed as ``15.06.1985`` or ``1985-06-15``, parted by signs, blanks or nothing.

The day stands first, as everywhere in Europe, unless the year does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from engine.base.values import Answer, Value
from engine.definitions.kinds.sentences import (
    MISSING,
    NO_DATE,
    WRONG_FORMAT,
    problem,
    refused,
    said,
    told,
)
from engine.definitions.kinds.single import one
from engine.definitions.kinds.type import (
    FieldType,
    ParsedAnswer,
    ReadContext,
    Sure,
    alone,
    never_sure,
)
from engine.definitions.kinds.writing import pattern
from engine.definitions.model.forms import (
    Field,
)
from engine.validators import VALIDATORS, Context
from engine.validators.ages import is_plausible

ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DAY_FIRST = re.compile(r"([0-9]{1,2}) ?([./ -]) ?([0-9]{1,2}) ?\2 ?([0-9]{4})\.?")
YEAR_FIRST = re.compile(r"([0-9]{4}) ?([./ -]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,2})\.?")
DIGITS = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
TEN_SIGNS = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})|([0-9]{4})-([0-9]{2})-([0-9]{2})")
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))


def calendar_date(text: str) -> date | None:
    """The date that a text names, or None if there is no such date."""
    typed = text.strip().translate(DASHES)
    if found := DAY_FIRST.fullmatch(typed):
        day, month, year = found[1], found[3], found[4]
    elif found := YEAR_FIRST.fullmatch(typed):
        year, month, day = found[1], found[3], found[4]
    elif found := DIGITS.fullmatch(typed):
        day, month, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def parse(text: str, field: Field, context: ReadContext) -> ParsedAnswer:
    """A date that exists; a validator or a pattern of the question may refuse it still."""
    found = calendar_date(text)
    if found is None:
        return refused(problem(context.path, NO_DATE))
    if field.pattern and not pattern(field.pattern).fullmatch(found.isoformat()):
        return refused(said(context.path, field.unfit, WRONG_FORMAT))
    if not field.looks_like:
        return ParsedAnswer(found)
    result = VALIDATORS[field.looks_like].validate(found.isoformat(), Context(context.today))
    problems = tuple(told(context.path, each) for each in (*result.faults, *result.notes))
    return refused(*problems) if result.value is None else ParsedAnswer(found, problems)


def sure(field: Field) -> Sure:
    """The same for a date in ten signs, where at most the age of a person matters."""
    if field.pattern or field.looks_like not in ("", "date_of_birth"):
        return never_sure(field)

    def read(raw: Sequence[str], today: date) -> Answer | None:
        typed = TEN_SIGNS.fullmatch(alone(raw))
        if typed is None:
            return None
        try:
            found = date(
                int(typed[3] or typed[4]), int(typed[2] or typed[5]), int(typed[1] or typed[6])
            )
        except ValueError:
            return None
        return found if not field.looks_like or is_plausible(found, today) else None

    return read


def literal(text: str) -> date:
    """A date of a test."""
    if not ISO.fullmatch(text) or (found := calendar_date(text)) is None:
        message = f"{text!r} is no date; write it as 2026-07-01"
        raise ValueError(message)
    return found


def texts(value: Value) -> tuple[str, ...]:
    """The date as a browser posts it."""
    return (value.isoformat(),) if isinstance(value, date) else ()


def json_schema(_field: Field) -> Mapping[str, Any]:
    """An ISO date."""
    return {"type": "string", "format": "date"}


KIND = FieldType(
    name="date",
    value="date",
    widget="date",
    literal=literal,
    parse=one(parse),
    texts=texts,
    json_schema=json_schema,
    missing=MISSING,
    attributes=frozenset({"looks like", "autocomplete", "if many"}),
    sure=sure,
)

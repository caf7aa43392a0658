"""Kinds whose answer is a decimal number; a comma or a point starts the fraction."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from engine.base.dataclass import dataclass
from engine.base.values import Answer, Value
from engine.definitions.kinds.sentences import (
    ABOVE,
    BELOW,
    MISSING,
    NO_NUMBER,
    TOO_MANY_DECIMALS,
    refused,
    said,
)
from engine.definitions.kinds.single import one
from engine.definitions.kinds.type import (
    FieldType,
    ParsedAnswer,
    ReadContext,
    Sentence,
    Sure,
    alone,
)
from engine.definitions.model.forms import (
    Field,
)

PLAIN = re.compile(r"[+-]?(?:[0-9]{1,20}|[0-9]{1,3}(?: [0-9]{3}){1,6})(?:[.,][0-9]{1,20})?")
Bounds = tuple[Decimal | None, Decimal | None, int | None]
"""Least number, greatest number, and digits after the point."""

SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2212": "-", "\u2013": "-"})
"""Blanks between thousands and minus signs, as word processors and spreadsheets write them."""


def decimal(text: str) -> Decimal | None:
    """The number that a text names, or None."""
    plain = text.translate(SPACES).strip()
    if not PLAIN.fullmatch(plain):
        return None
    return Decimal(plain.replace(" ", "").replace(",", "."))


@dataclass(frozen=True, slots=True)
class Numeric:
    """A kind of number within ``low``..``high`` unless the question says ``min`` and ``max``.

    ``suffix`` is a unit that may be typed after the number.
    """

    name: str
    low: Decimal | None = None
    high: Decimal | None = None
    decimals: int | None = None
    suffix: str = ""

    def kind(self) -> FieldType:
        """The field type."""
        return FieldType(
            name=self.name,
            value="number",
            widget="decimal",
            literal=literal,
            parse=one(self.parse),
            texts=texts,
            json_schema=self.json_schema,
            missing=MISSING,
            attributes=frozenset({"min", "max", "decimals", "autocomplete", "if many"}),
            sure=self.sure,
        )

    def parse(self, text: str, field: Field, context: ReadContext) -> ParsedAnswer:
        """The number, or what is wrong with it."""
        found = decimal(text.strip().removesuffix(self.suffix))
        if found is None:
            return refused(said(context.path, field.unfit, NO_NUMBER))
        wrong = fault(found, self.bounds(field))
        if wrong is None:
            return ParsedAnswer(found)
        # ``else`` of a number speaks of every number that does not fit, badly written ones too
        return refused(said(context.path, field.unfit, wrong[0], **wrong[1]))

    def sure(self, field: Field) -> Sure:
        """The same for numbers within the bounds of a question that bear no unit."""
        bounds = self.bounds(field)

        def read(raw: Sequence[str], _today: date) -> Answer | None:
            text = alone(raw)
            if not PLAIN.fullmatch(text):
                return None
            found = Decimal(text.replace(" ", "").replace(",", "."))
            return found if fault(found, bounds) is None else None

        return read

    def bounds(self, field: Field) -> Bounds:
        """What the question says, or else the kind."""
        return (
            self.low if field.minimum is None else field.minimum,
            self.high if field.maximum is None else field.maximum,
            self.decimals if field.decimals is None else field.decimals,
        )

    def json_schema(self, field: Field) -> Mapping[str, Any]:
        """A number with its limits."""
        least, most, places = self.bounds(field)
        found: dict[str, Any] = {"type": "integer" if places == 0 else "number"}
        if least is not None:
            found["minimum"] = plain_number(least)
        if most is not None:
            found["maximum"] = plain_number(most)
        if places:
            found["x-decimals"] = places
        return found


def fault(number: Decimal, bounds: Bounds) -> tuple[Sentence, dict[str, object]] | None:
    """What is wrong with a number, with the placeholders of the sentence."""
    low, high, decimals = bounds
    exponent = number.as_tuple().exponent
    if decimals is not None and isinstance(exponent, int) and -exponent > decimals:
        return TOO_MANY_DECIMALS, {"decimals": decimals}
    if low is not None and number < low:
        return BELOW, {"min": low}
    if high is not None and number > high:
        return ABOVE, {"max": high}
    return None


def literal(text: str) -> Decimal:
    """A number of a test, with a point."""
    found = None if "," in text or " " in text.strip() else decimal(text)
    if found is None:
        message = f"{text!r} is no number; write it with digits and a point, as 33.5"
        raise ValueError(message)
    return found


def texts(value: Value) -> tuple[str, ...]:
    """The number with a decimal point and without an exponent."""
    return (format(value, "f"),) if isinstance(value, Decimal) else ()


def plain_number(number: Decimal) -> int | float:
    """The same number for JSON."""
    return int(number) if number == number.to_integral_value() else float(number)

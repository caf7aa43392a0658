"""Registration number of a company: checked for Latvia, spelling only for other countries.

Latvia: eleven digits, the first 4 to 9, with a weighted sum of 3 modulo 11; the ``LV`` of a VAT
number may stand before it and is dropped, and so are blanks. Elsewhere: 1 to 30 letters, digits,
spaces and ``-/.``.

Source: VAT number of a legal person as published by the State Revenue Service of Latvia (the
registration number after ``LV``). Fault: company-number (E-30), which staff may override.

>>> from datetime import date; latvia = Context(date(2026, 11, 22), country="LV")
>>> validate("LV40003521600", latvia).value
'40003521600'
>>> validate("lv 4000 3521600", latvia).value
'40003521600'
>>> validate("40003521601", latvia).codes
('company-number',)
>>> validate("12-345/A", Context(latvia.today, country="EE")).value
'12-345/A'
"""

from __future__ import annotations

import re
from typing import Final

from engine.validators.context import Context
from engine.validators.letters import composed
from engine.validators.result import Result, accepted, refused

LATVIAN: Final = re.compile(r"[4-9][0-9]{10}")
WEIGHTS: Final = (9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1)
REMAINDER: Final = 3
LONGEST_ABROAD: Final = 30
MARKS_ABROAD: Final = "0123456789 -/."


def compact(text: str) -> str:
    """Trim; the rest stays, because in another country it may belong to the number."""
    return composed(text.strip())


def validate(text: str, context: Context) -> Result:
    """Judge by the rule of ``context.country``, leniently where the country is not known."""
    number = compact(text)
    if context.country == "LV":
        number = "".join(number.split()).upper().removeprefix("LV")
        return accepted(number) if is_latvian(number) else refused("company-number")
    return accepted(number) if is_spelt_abroad(number) else refused("company-number")


def format(value: str) -> str:
    """A number is shown as it is kept."""
    return value


def is_latvian(number: str) -> bool:
    """Whether the shape and the check digit are those of the Latvian register."""
    if not LATVIAN.fullmatch(number):
        return False
    weighted = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=True))
    return weighted % 11 == REMAINDER


def is_spelt_abroad(number: str) -> bool:
    """Whether another country's register may spell a number so."""
    return 1 <= len(number) <= LONGEST_ABROAD and all(
        character.isalpha() or character in MARKS_ABROAD for character in number
    )

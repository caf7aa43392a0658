"""Account number in the international format (IBAN), kept without spaces in upper case.

Source: ISO 13616 and the register of its formats, as read by the python-stdnum library: country,
length, structure and check digits. Fault: iban.

>>> from datetime import date; context = Context(date(2026, 11, 22))
>>> validate("lv80 bank 0000 4351 9500 1", context).value
'LV80BANK0000435195001'
>>> validate("LV81BANK0000435195001", context).codes
('iban',)
>>> format("LV80BANK0000435195001")
'LV80 BANK 0000 4351 9500 1'
"""

from __future__ import annotations

import re
from typing import Final

from engine.validators.context import Context
from engine.validators.result import Result, accepted, refused

SPACING: Final = re.compile(r"[\s\-]+")
SHAPE: Final = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")


def compact(text: str) -> str:
    """Drop spaces and hyphens; ASCII letters in upper case."""
    number = SPACING.sub("", text)
    return number.upper() if number.isascii() else number


def validate(text: str, context: Context) -> Result:
    """Judge the structure that the country has registered, and the check digits."""
    number = compact(text)
    if not SHAPE.fullmatch(number):
        return refused("iban")
    from stdnum import iban  # noqa: PLC0415 - with the first account
    from stdnum.exceptions import ValidationError  # noqa: PLC0415

    try:
        return accepted(str(iban.validate(number)))
    except ValidationError:
        return refused("iban")


def format(value: str) -> str:
    """The number in groups of four."""
    from stdnum import iban  # noqa: PLC0415

    return str(iban.format(value))

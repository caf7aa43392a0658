"""Phone number, kept in E.164: ``+``, country code and number without spaces.

Source: ITU-T E.164 and the numbering plans collected by the phonenumbers library; a number must be
possible and valid in them. A number without ``+`` is read as one of ``context.phone_region``.
Fault: phone (E-19).

>>> from datetime import date; context = Context(date(2026, 11, 22), phone_region="LV")
>>> validate("+371 2000-0000", context).value
'+37120000000'
>>> validate("123", context).codes
('phone',)
>>> format("+37120000000")
'+371 20 000 000'
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engine.validators.context import Context
from engine.validators.letters import LONGEST
from engine.validators.result import Result, accepted, refused

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

SEPARATORS: Final = re.compile(r"[\s().\-/\u2010-\u2015\u2212]+")
INTERNATIONAL_PREFIX: Final = re.compile(r"^00(?=[1-9])")
SHAPE: Final = re.compile(r"\+?[0-9]{3,20}")


def compact(text: str) -> str:
    """Drop spaces, brackets, hyphens, dots and slashes; write a leading ``00`` as ``+``."""
    if len(text) > LONGEST:
        return text
    return INTERNATIONAL_PREFIX.sub("+", SEPARATORS.sub("", text))


def validate(text: str, context: Context) -> Result:
    """Judge by the numbering plan of the country; extensions and letters are refused."""
    import phonenumbers  # noqa: PLC0415 - with the first number

    number = parsed(compact(text), context.phone_region)
    if number is None or not phonenumbers.is_valid_number(number):
        return refused("phone")
    return accepted(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def format(value: str) -> str:
    """The number in groups, as it is dialled from abroad."""
    import phonenumbers  # noqa: PLC0415

    number = parsed(compact(value), None)
    if number is None:
        return value
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def parsed(digits: str, region: str | None) -> PhoneNumber | None:
    """The number as the library reads it; ``None`` when it cannot be dialled at all."""
    if not SHAPE.fullmatch(digits):
        return None
    import phonenumbers  # noqa: PLC0415

    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None

r"""Personal code of Latvia, old format with a date of birth and new format without.

Old (issued until 30 June 2017): ``DDMMYY-CNNNK``, C the century (0: 1800, 1: 1900, 2: 2000), K a
check digit. New: first digit 3, second 2 to 9, the others random; a check digit is not defined for
it, so one that does not fit the old formula is a mark for staff and never a refusal.

Source: Office of Citizenship and Migration Affairs (PMLP), "Personas koda maiņa"; the formula of
the check digit has no official publication and is the one commonly used. Faults:
personal-code-format (E-25), personal-code-date (E-26), personal-code-check-digit (E-27);
note personal-code-unverified (E-29).

>>> from datetime import date; context = Context(date(2026, 11, 22))
>>> validate("15068511230", context).value
'150685-11230'
>>> validate("150685 \u2013 11230", context).value
'150685-11230'
>>> validate("150685-11231", context).codes
('personal-code-check-digit',)
>>> birth_date("290208-23450", context.today)
datetime.date(2008, 2, 29)
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from engine.validators.ages import is_plausible
from engine.validators.context import Context
from engine.validators.letters import HYPHENS
from engine.validators.result import (
    Result,
    ValidatorFault,
    accepted,
    refused,
)

SHAPE: Final = re.compile(r"([0-9]{6})-?([0-9]{5})")
TYPED: Final = re.compile(rf"([0-9]{{6}})\s*[-{HYPHENS}]?\s*([0-9]{{5}})")
"""The shape as it is copied from letters and tables: a blank, a dash of any kind, or both."""
WEIGHTS: Final = (1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CENTURIES: Final = {"0": 1800, "1": 1900, "2": 2000}


def compact(text: str) -> str:
    """Trim, and put one hyphen after the sixth of eleven digits, whatever stood there."""
    trimmed = text.strip()
    shape = TYPED.fullmatch(trimmed)
    return f"{shape[1]}-{shape[2]}" if shape else trimmed


def validate(text: str, context: Context) -> Result:
    """Judge the format; in the old one also the date in it and the check digit."""
    code = compact(text)
    if not SHAPE.fullmatch(code):
        return refused("personal-code-format")
    fits = code[-1] == check_digit(code)
    if is_new_format(code):
        return (
            accepted(code) if fits else accepted(code, ValidatorFault("personal-code-unverified"))
        )
    if birth_date(code, context.today) is None:
        return refused("personal-code-date")
    return accepted(code) if fits else refused("personal-code-check-digit")


def format(value: str) -> str:
    """A code is shown as it is kept, with the hyphen."""
    return compact(value)


def is_new_format(value: str) -> bool:
    """Whether the code tells nothing of the date of birth: it begins with 32 to 39."""
    return value[:1] == "3" and value[1:2] >= "2"


def birth_date(value: str, today: date) -> date | None:
    """The date in an old-format code; ``None`` for a new one, or if nobody alive has that date."""
    code = compact(value)
    if not SHAPE.fullmatch(code) or is_new_format(code) or code[7] not in CENTURIES:
        return None
    try:
        born = date(CENTURIES[code[7]] + int(code[4:6]), int(code[2:4]), int(code[:2]))
    except ValueError:
        return None
    return born if is_plausible(born, today) else None


def check_digit(code: str) -> str:
    """The last digit that the old formula asks for; a remainder of 10 counts as 0."""
    digits = code.replace("-", "")
    weighted = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=False))
    return str((1101 - weighted) % 11 % 10)

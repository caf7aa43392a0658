"""Spellings that need no judge, since it would certainly accept them and say nothing.

Each function takes what was typed and gives the value that its validator would give, or None where
only the validator itself can tell. Most answers are spelt so; libraries are asked for the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from engine.validators import company_name, email, person_name, personal_code
from engine.validators.letters import LONGEST

if TYPE_CHECKING:
    from phonenumbers import PhoneNumberDesc

Sure = Callable[[str, date], str | None]

LETTERS: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0148\u014a-\u017e"
"""Latin letters that are one code point each, whatever stands beside them."""

_WORD = rf"[{LETTERS}]+(?:['-][{LETTERS}]+)*\.?"
_NAME: Final = re.compile(rf"{_WORD}(?: {_WORD})+")
_COMPANY: Final = re.compile(
    rf"[{LETTERS}0-9][{LETTERS}0-9'\"&.,()/+!:-]*(?: [{LETTERS}0-9'\"&.,()/+!:-]+)*"
)
_LINE: Final = re.compile(rf"[{LETTERS}!-~]+(?: [{LETTERS}!-~]+)*")
_EMAIL: Final = re.compile(
    r"[a-z0-9]+(?:[._+-][a-z0-9]+)*@"
    r"(?:[a-z0-9]{1,20}(?:-[a-z0-9]{1,20}){0,1}\.)+(?P<last>[a-z]{2,20})"
)
_URL: Final = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.)+[a-z]{2,20}(?:/[A-Za-z0-9._~-]+)*/?"
)
_MOST_BEFORE_AT: Final = 64
_SURE_URL: Final = 200
_PHONE: Final = re.compile(r"\+[1-9][0-9]{6,14}")


def line(text: str, _today: date) -> str | None:
    """One line of Latin letters, digits and signs with single blanks."""
    return text if len(text) <= LONGEST and _LINE.fullmatch(text) else None


def _person_name(text: str, _today: date) -> str | None:
    return text if len(text) <= person_name.LONGEST_NAME and _NAME.fullmatch(text) else None


def _company_name(text: str, _today: date) -> str | None:
    fits = company_name.SHORTEST <= len(text) <= company_name.LONGEST_NAME
    return text if fits and _COMPANY.fullmatch(text) else None


def _email(text: str, _today: date) -> str | None:
    found = _EMAIL.fullmatch(text) if len(text) <= email.LONGEST_ADDRESS else None
    if found is None or found["last"] in _special():
        return None
    return text if text.index("@") <= _MOST_BEFORE_AT else None


@cache
def _special() -> frozenset[str]:
    from email_validator import SPECIAL_USE_DOMAIN_NAMES  # noqa: PLC0415 - with the first address

    return frozenset(SPECIAL_USE_DOMAIN_NAMES)


def _url(text: str, _today: date) -> str | None:
    return text if len(text) <= _SURE_URL and _URL.fullmatch(text) else None


def _personal_code(text: str, today: date) -> str | None:
    if text[6:7] != "-" or not personal_code.SHAPE.fullmatch(text):
        return None
    born = personal_code.birth_date(text, today)
    return text if born is not None and personal_code.check_digit(text) == text[-1] else None


def _phone(text: str, _today: date) -> str | None:
    number = text.replace(" ", "")
    if not _PHONE.fullmatch(number):
        return None
    for digits in (2, 3, 4):
        plan = _plan(number[1:digits])
        if plan is not None:
            return number if plan.fullmatch(number) else None
    return None


@cache
def _plan(code: str) -> re.Pattern[str] | None:
    """Full numbers of a calling code that one country has and in which nothing is left out."""
    import phonenumbers  # noqa: PLC0415 - with the first number

    regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(code), ())
    if len(regions) != 1 or regions[0] == "001":
        return None
    plan = phonenumbers.PhoneMetadata.metadata_for_region(regions[0])
    if plan is None or plan.national_prefix_for_parsing or not plan.general_desc:
        return None
    kinds = "|".join(map(_numbers, (plan.fixed_line, plan.mobile)))
    return re.compile(rf"\+{code}(?=[1-9])(?={_numbers(plan.general_desc)}\Z)(?:{kinds})")


def _numbers(kind: PhoneNumberDesc | None) -> str:
    """The pattern of the numbers of a kind, with their lengths; one that nothing fits for none."""
    if kind is None or not kind.national_number_pattern or not kind.possible_length:
        return "(?!)"
    lengths = "|".join(f"[0-9]{{{length}}}" for length in kind.possible_length if length > 0)
    return f"(?:(?=(?:{lengths or '(?!)'})\\Z)(?:{kind.national_number_pattern}))"


SURE: Final[Mapping[str, Sure]] = MappingProxyType(
    {
        "company_name": _company_name,
        "email": _email,
        "latin": line,
        "person_name": _person_name,
        "personal_code": _personal_code,
        "phone": _phone,
        "url": _url,
    }
)
"""By the name of the validator."""

"""Plainly invented values in place of those that tell of somebody, by the kind of a question.

A value is invented for the original it replaces: it has the same form and meets the same
validators. Codes of lists, ticks and numbers tell what somebody chose and not who it was; they
have no invention.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from engine.definitions.kinds.file import extension
from engine.definitions.model.forms import (
    Field,
)
from engine.validators import company_number, personal_code

DATE: Final = "date"
CODE: Final = "personal_code"
WORDS: Final[Mapping[str, int]] = {"person_name": 0, "company_name": 1, "text": 2}
"""Families of texts; where one text stands in several, the first of them decides."""

MISTAKES: Final = (
    "x", "X", "Ж", "0", "-1", "999", "33.333", "2999-01-01", "1800-01-01", "2001-02-31", "x@",
    "ftp://sample.example", "000000-00000", "010180-10000", "010180-10001", "40000000000",
    *("x" * length for length in (31, 121, 201, 256, 2049, 10_001)),
)  # fmt: skip
"""What cannot be read, each in another way."""

FARTHEST: Final = 4
"""How many ways there are to invent a date, the one that tells least of the original first."""

TURNS: Final = 9
_REGISTERED: Final = 4_900_000_000


def family(field: Field) -> str:
    """What kind of value has to be invented for a question; empty where none has to."""
    if field.kind in ("text", "long text"):
        return field.looks_like if field.looks_like in WORDS else "text"
    return field.kind if field.kind in (*_INVENTED, DATE, CODE) else ""


def invented(family: str, original: str, number: int) -> Iterator[str]:
    """Values for the ``number``-th original of a family, the best first.

    There are several turns of them, in case somebody is really called like an invention.
    """
    for turn in range(TURNS if family in _INVENTED else 0):
        yield from _INVENTED[family](original, number + 1000 * turn)


def mistaken(original: str, number: int) -> Iterator[str]:
    """Texts that may be as unreadable as the original."""
    yield shaped(original, number)
    yield from MISTAKES


def invented_code(original: str, number: int, born: date | None) -> str:
    """A personal code of the same format with another date of birth and other digits.

    A code without a date keeps whether its last digit fits the formula of the old ones.
    """
    if born is not None:
        century = str((born.year - 1800) // 100)
        code = f"{born:%d%m}{born.year % 100:02d}-{century}{number % 1000:03d}"
        return code + personal_code.check_digit(code)
    code = f"320000-{number % 10_000:04d}"
    last = int(personal_code.check_digit(code))
    fits = original[-1:] == personal_code.check_digit(original[:-1])
    return f"{code}{last if fits else (last + 1) % 10}"


def other_days(original: date, number: int, way: int) -> Iterator[date]:
    """Days in the same decade, in the same year, or some days apart."""
    year = min(max(original.year, 10), date.max.year - 10)
    if way == FARTHEST - 1:
        yield from (moved(original, days) for days in (-2, 2, -1, 1))
    elif way == FARTHEST - 2:
        yield from (moved(original, days) for days in (-30 - number % 7, 30 + number % 7))
    else:
        base = year // 10 * 10 + 5 if way == 0 else year
        for step in range(number, number + 28 * 12):
            yield date(base, 1 + step * 5 % 12, 1 + step * 11 % 28)


def moved(day: date, days: int) -> date:
    """The day so many days later, or the last there is."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def shaped(original: str, number: int) -> str:
    """A text of the same shape: other letters, other digits, the same marks between them."""
    digits = f"{number:0{sum(map(_is_digit, original))}d}"
    left = iter(digits[-sum(map(_is_digit, original)) :])
    return "".join(next(left) if _is_digit(sign) else _letter(sign) for sign in original)


def _is_digit(sign: str) -> bool:
    return sign.isascii() and sign.isdigit()


def _letter(sign: str) -> str:
    if not sign.isalpha():
        return sign
    plain = "x" if sign.isascii() else "ž" if sign < "\u0250" else "ж"
    return plain.upper() if sign.isupper() else plain


def _letters(number: int) -> str:
    """1 is A, 26 is Z, 27 is AA."""
    found = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        found = chr(ord("A") + place) + found
    return found


def _person(original: str, number: int) -> Iterator[str]:
    yield f"Sample Person {_letters(number)}"
    yield f"Sampleperson-{_letters(number)}"
    yield shaped(original, number)


def _company(original: str, number: int) -> Iterator[str]:
    yield f"Sample Company {number}"
    yield shaped(original, number)


def _text(original: str, number: int) -> Iterator[str]:
    yield f"Sample text {number}"
    yield f"Sample {number}"
    yield f"S{number}"
    yield shaped(original, number)


def _email(_original: str, number: int) -> Iterator[str]:
    yield f"sample{number}@example.org"


def _phone(_original: str, number: int) -> Iterator[str]:
    yield f"+3712000{number:04d}"


def _url(_original: str, number: int) -> Iterator[str]:
    yield f"https://sample{number}.example/"


def _file(original: str, number: int) -> Iterator[str]:
    yield f"sample-{number}.{extension(original) or 'pdf'}"


def _iban(_original: str, number: int) -> Iterator[str]:
    account = f"SAMP{number:013d}"
    plain = "".join(str(int(sign, 36)) for sign in f"{account}LV00")
    yield f"LV{98 - int(plain) % 97:02d}{account}"


def _company_number(_original: str, number: int) -> Iterator[str]:
    first = (_REGISTERED + number * 100) * 10
    yield next(filter(company_number.is_latvian, map(str, range(first, first + 1000))))
    yield f"SAMPLE-{number}"


_INVENTED: Final[Mapping[str, Callable[[str, int], Iterator[str]]]] = {
    "person_name": _person,
    "company_name": _company,
    "text": _text,
    "email": _email,
    "phone": _phone,
    "url": _url,
    "file": _file,
    "iban": _iban,
    "company_number": _company_number,
}

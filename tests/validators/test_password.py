"""Passwords: the table of the requirements and every combination of faults."""

from __future__ import annotations

import unicodedata
from datetime import date
from itertools import combinations

import pytest

from engine.validators import Context, password
from engine.validators.result import ValidatorFault

CONTEXT = Context(date(2026, 11, 22))


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Abcdef1!", ()),
        ("Abcde1!", ("password-short",)),
        ("Abcdefg!", ("password-digit",)),
        ("ABCDEF1!", ("password-lower",)),
        ("abcdef1!", ("password-upper",)),
        ("Abcdefg1", ("password-symbol",)),
        ("Abcdef1 ", ("password-symbol",)),
        ("Ābčdēf1€", ()),
        ("Дорога1!", ()),
        ("Пароль1!", ("password-common",)),
        ("P@ssw0rd", ("password-common",)),
        ("!!Qwerty123", ("password-common",)),
        ("Parole2026.", ("password-common",)),
        ("Parole garā mežā 1!", ()),
        ("Abcdef1!" + "x" * 120, ()),
        ("Abcdef1!" + "x" * 121, ("too-long",)),
        ("Abcdef٣!", ("password-digit",)),  # an Arabic three
        ("Abcdef1\u0301\u200b", ("password-symbol",)),
        ("Abcdef1!\ud800", ("format",)),
    ],
)
def test_composition(typed: str, codes: tuple[str, ...]) -> None:
    assert password.validate(typed, CONTEXT).codes == codes


def test_an_empty_password_lacks_everything() -> None:
    assert password.validate("", CONTEXT).codes == (
        "password-short",
        "password-digit",
        "password-lower",
        "password-upper",
        "password-symbol",
    )


PARTS = {
    "password-digit": "1234",
    "password-lower": "abcd",
    "password-upper": "ABCD",
    "password-symbol": "!?%_",
}


@pytest.mark.parametrize(
    "codes", [codes for count in range(4) for codes in combinations(PARTS, count)], ids=" ".join
)
def test_all_that_is_lacking_is_told_at_once(codes: tuple[str, ...]) -> None:
    lacking = set(codes)
    typed = "".join(part for code, part in PARTS.items() if code not in lacking) + "漢漢漢漢"
    assert set(password.validate(typed, CONTEXT).codes) == lacking


def test_blanks_at_the_ends_are_kept() -> None:
    assert password.validate(" Abcdef1! ", CONTEXT).value == " Abcdef1! "


def test_every_keyboard_spells_the_same_password() -> None:
    typed = unicodedata.normalize("NFD", "Ābčdēf1€")
    assert password.validate(typed, CONTEXT).value == "Ābčdēf1€"


def test_length_is_counted_after_composition() -> None:
    seven = unicodedata.normalize("NFD", "Ābčdē1€")
    assert len(seven) > 8
    assert password.validate(seven, CONTEXT).codes == ("password-short",)


def test_the_limit_is_told() -> None:
    assert password.validate("Aa1!" * 33, CONTEXT).faults == (
        ValidatorFault("too-long", {"max": 128}),
    )


def test_nothing_of_it_is_shown() -> None:
    secret = "Abcdef1!"
    result = password.validate(secret, CONTEXT)
    assert secret not in repr(result)
    assert not set(secret) & set(password.format(secret))
    assert password.format("x") == password.format("x" * 99)

"""Account numbers: known examples of the standard, and every wrong digit."""

from __future__ import annotations

from datetime import date
from string import ascii_uppercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.validators import Context, iban

CONTEXT = Context(date(2026, 11, 22))
LATVIAN = "LV80BANK0000435195001"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (LATVIAN, LATVIAN),
        ("lv80 bank 0000 4351 9500 1", LATVIAN),
        ("LV80-BANK-0000-4351-9500-1", LATVIAN),
        ("\u00a0LV80\u00a0BANK0000435195001\n", LATVIAN),
        ("GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432"),
        ("DE89370400440532013000", "DE89370400440532013000"),
        ("EE382200221020145685", "EE382200221020145685"),
        ("LT121000011101001000", "LT121000011101001000"),
        ("NO9386011117947", "NO9386011117947"),
    ],
)
def test_examples_of_the_register_are_valid(typed: str, kept: str) -> None:
    assert iban.validate(typed, CONTEXT).value == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "LV",
        "LV81BANK0000435195001",
        "LV80BANK000043519500",
        "LV80BANK00004351950011",
        "XX80BANK0000435195001",
        "IBAN LV80BANK0000435195001",
        "LV80BANK000043519500I",
        "LV８０BANK0000435195001",
        "LV80BANK0000435195001\x00",
        "40003521600",
    ],
)
def test_other_numbers_are_refused(typed: str) -> None:
    assert iban.validate(typed, CONTEXT).codes == ("iban",)


@given(place=st.integers(2, 20), step=st.integers(1, 25))
def test_one_wrong_digit_or_letter_is_always_found(place: int, step: int) -> None:
    right = LATVIAN[place]
    kind = digits if right in digits else ascii_uppercase
    wrong = kind[(kind.index(right) + step) % len(kind)]
    changed = LATVIAN[:place] + wrong + LATVIAN[place + 1 :]
    assert (iban.validate(changed, CONTEXT).value is None) == (wrong != right)


def test_people_read_it_in_groups_of_four() -> None:
    assert iban.format(LATVIAN) == "LV80 BANK 0000 4351 9500 1"

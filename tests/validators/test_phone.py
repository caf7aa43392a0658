"""Phone numbers: what is dialled, from where, and what cannot be."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.validators import Context, phone

TODAY = date(2026, 11, 22)
ABROAD = Context(TODAY)
LATVIA = Context(TODAY, phone_region="LV")


@pytest.mark.parametrize(
    "typed",
    [
        "+37120000000",
        "+371 20 000 000",
        "+371-20-000-000",
        "(+371) 2000.0000",
        "0037120000000",
        "00 371 20000000",
        "\u00a0+371\u00a020000000",
        "+371\u201020000000",
    ],
)
def test_every_usual_spelling_is_kept_in_one(typed: str) -> None:
    assert phone.validate(typed, ABROAD).value == "+37120000000"


@pytest.mark.parametrize(
    ("typed", "region", "kept"),
    [
        ("20000000", "LV", "+37120000000"),
        ("67 772 999", "LV", "+37167772999"),
        ("07400 123456", "GB", "+447400123456"),
        ("+44 07400 123456", "LV", "+447400123456"),
        ("512 34 567", "EE", "+37251234567"),
        ("06 1234 5678", "IT", "+390612345678"),  # the zero belongs to an Italian number
    ],
)
def test_a_number_without_a_plus_is_dialled_in_its_region(
    typed: str, region: str, kept: str
) -> None:
    assert phone.validate(typed, Context(TODAY, phone_region=region)).value == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "123",
        "+",
        "+371",
        "+371123",
        "+371 2000 000",
        "+371 2000 00000",
        "+371 00000000",
        "+999 20000000",
        "+371 20000000 ext. 5",
        "+371 20000000;ext=5",
        "+371 2000 CALL",
        "++37120000000",
        "20000000+371",
        "+３７１２０００００００",
        "+371\x0020000000",
        "+37120000000,+37120000001",
        "2000 0037 1",
        "tel:+37120000000",
    ],
)
def test_what_cannot_be_dialled_is_refused(typed: str) -> None:
    assert phone.validate(typed, LATVIA).codes == ("phone",)


@pytest.mark.parametrize("region", [None, "", "XX", "lv", "Latvia"])
def test_a_number_without_a_plus_needs_a_region_that_exists(region: str | None) -> None:
    context = Context(TODAY, phone_region=region)
    assert phone.validate("20000000", context).codes == ("phone",)


def test_people_read_it_in_groups() -> None:
    assert phone.format("+37120000000") == "+371 20 000 000"
    assert phone.format("unknown") == "unknown"


@given(st.integers(20_000_000, 29_999_999))
def test_latvian_mobile_numbers_read_the_same_from_home_and_abroad(number: int) -> None:
    at_home = phone.validate(str(number), LATVIA)
    assert at_home == phone.validate(f"00371{number}", ABROAD)
    assert at_home.value in {f"+371{number}", None}

"""Registration number: the Latvian table of the requirements, leniency elsewhere."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.lv import pvn

from engine.validators import Context, company_number

TODAY = date(2026, 11, 22)
LATVIA = Context(TODAY, country="LV")
ESTONIA = Context(TODAY, country="EE")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("40003521600", "40003521600"),
        ("LV40003521600", "40003521600"),
        ("lv 40003521600", "40003521600"),
        ("4000 3521600", "40003521600"),
        ("40 003 521 600", "40003521600"),
        ("40\u00a0003\u202f521 600", "40003521600"),
        (" 40003521600\t", "40003521600"),
        ("40100000011", "40100000011"),
        ("50003000019", "50003000019"),
        ("90000000014", "90000000014"),
    ],
)
def test_latvian_numbers_are_kept_without_the_letters(typed: str, kept: str) -> None:
    assert company_number.validate(typed, LATVIA).value == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "LV",
        "40003521601",
        "4000352160",
        "400035216000",
        "16117519997",  # VAT number of a person
        "4020300001X",
        "LVLV40003521600",
        "4000-3521600",
        "４０００３５２１６００",
        "40003521600\n1",
    ],
)
def test_other_latvian_numbers_are_refused(typed: str) -> None:
    assert company_number.validate(typed, LATVIA).codes == ("company-number",)


@pytest.mark.parametrize("country", ["EE", "US", None])
@pytest.mark.parametrize("typed", ["12345678", "HRB 12345/B", "a", "12.34-5", "9" * 30, "LV123"])
def test_other_countries_are_judged_by_spelling_only(typed: str, country: str | None) -> None:
    assert company_number.validate(typed, Context(TODAY, country=country)).value == typed


@pytest.mark.parametrize("typed", ["", "   ", "9" * 31, "12_34", "12\x0034", "#1", "12\n34"])
def test_what_no_register_spells_is_refused_everywhere(typed: str) -> None:
    assert company_number.validate(typed, ESTONIA).codes == ("company-number",)


@given(st.from_regex(r"[4-9][0-9]{10}", fullmatch=True))
def test_the_check_agrees_with_stdnum(number: str) -> None:
    assert (company_number.validate(number, LATVIA).value == number) == pvn.is_valid(number)


@given(st.from_regex(r"[4-9][0-9]{9}", fullmatch=True))
def test_at_most_one_last_digit_fits(start: str) -> None:
    fitting = [last for last in "0123456789" if company_number.is_latvian(start + last)]
    assert len(fitting) <= 1

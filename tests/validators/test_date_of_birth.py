"""Dates of birth and completed years."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.validators import Context, date_of_birth
from engine.validators.ages import completed_years, is_plausible

TODAY = date(2026, 11, 22)
CONTEXT = Context(TODAY)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1985-06-15", "1985-06-15"),
        ("15.06.1985", "1985-06-15"),
        (" 15.06.1985. ", "1985-06-15"),
        ("5.6.1985", "1985-06-05"),
        ("15. 06. 1985", "1985-06-15"),
        ("29.02.2000", "2000-02-29"),
        ("22.11.2026", "2026-11-22"),  # born today
        ("23.11.1905", "1905-11-23"),  # the last day of being 120
        ("22.11.1906", "1906-11-22"),
    ],
)
def test_dates_are_kept_year_first(typed: str, kept: str) -> None:
    assert date_of_birth.validate(typed, CONTEXT).value == kept


@pytest.mark.parametrize("typed", ["23.11.2026", "2100-01-01", "22.11.1905", "01.01.1900"])
def test_dates_to_come_and_ages_above_120_are_refused(typed: str) -> None:
    assert date_of_birth.validate(typed, CONTEXT).codes == ("birth-date",)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "29.02.2001",
        "31.04.1999",
        "1985-6-15",
        "1985-13-01",
        "0000-01-01",
        "15/06/1985",
        "15.06.85",
        "19850615",
        "1985-W24-6",
        "1985-06-15T00:00",
        "yesterday",
        "１９８５-06-15",
        "1985-06-15\x00",
    ],
)
def test_what_names_no_date_is_refused(typed: str) -> None:
    assert date_of_birth.validate(typed, CONTEXT).codes == ("format",)


@given(st.dates())
def test_every_date_is_judged_by_its_age(born: date) -> None:
    result = date_of_birth.validate(born.isoformat(), CONTEXT)
    assert (result.value == born.isoformat()) == is_plausible(born, TODAY)


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2008, 11, 22), date(2026, 11, 22), 18),
        (date(2008, 11, 23), date(2026, 11, 22), 17),
        (date(2008, 11, 23), date(2026, 11, 23), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2026, 11, 22), date(2026, 11, 22), 0),
        (date(2026, 11, 23), date(2026, 11, 22), -1),
    ],
)
def test_a_year_is_completed_on_the_birthday(born: date, on: date, years: int) -> None:
    assert completed_years(born, on) == years


@given(born=st.dates(), on=st.dates(max_value=date(9998, 12, 31)))
def test_a_year_later_everybody_is_a_year_older(born: date, on: date) -> None:
    if (on.month, on.day) != (2, 29):
        assert completed_years(born, on.replace(year=on.year + 1)) == completed_years(born, on) + 1

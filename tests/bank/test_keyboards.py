"""The keyboard that a phone shows for each question of the bank, and how dates are typed."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.journeys.serving import Applicant, soup

KEYBOARDS = {
    "company.registration_number": "numeric",
    "company.registration_date": "numeric",
    "representatives.0.personal_code": "numeric",
    "representatives.0.birth_date": "numeric",
    "ubos.0.share_percent": "decimal",
    "submitter.personal_code": "numeric",
}


@pytest.fixture
def form(company: Applicant) -> BeautifulSoup:
    return soup(company.press("refresh", {"services": ["lp_current_account"]}))


@pytest.mark.parametrize(("name", "keyboard"), KEYBOARDS.items())
def test_numbers_get_the_keyboard_of_numbers(form: BeautifulSoup, name: str, keyboard: str) -> None:
    found = form.select_one(f"[name='{name}']")
    assert found is not None
    assert found.get("inputmode") == keyboard


def test_a_registration_number_of_another_country_may_hold_letters(company: Applicant) -> None:
    company.press("save", {"services": ["lp_current_account"]})
    company.press("add:owners_lp")
    for country, keyboard in (("EE", None), ("LV", "numeric")):
        company.press("save", {"owners_lp.0.registration_country": country})
        found = company.sheet().select_one("[name='owners_lp.0.registration_number']")
        assert found is not None
        assert found.get("inputmode") == keyboard


def test_how_a_date_is_typed_is_told_beside_it(form: BeautifulSoup) -> None:
    date = form.select_one("[name='company.registration_date']")
    assert date is not None
    assert date["type"] == "text"
    told = form.select_one("#q-company-registration-date-format")
    assert told is not None
    assert str(told["id"]) in str(date["aria-describedby"])
    assert "15.06.1985" in told.get_text()

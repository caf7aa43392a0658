"""What people copy into the bank's forms from letters, tables and mail programs is understood."""

from __future__ import annotations

import pytest
from flask import Flask

from engine.bootstrap import Product
from tests.bank.pages import said
from tests.journeys.serving import Applicant, register, soup

PASTES = {
    "representatives.0.personal_code": (
        "321111-11111",
        ["321111 11111", "321111 - 11111", "321111–11111", "32111111111"],
    ),
    "representatives.0.phone": (
        "+37129555778",
        ["29 555 778", "(29) 555-778", "0037129555778", "+371 29 555 778"],
    ),
    "representatives.0.email": (
        "anna@example.org",
        ["Anna Ozola <anna@example.org>", "mailto:anna@example.org"],
    ),
    "company.registration_number": (
        "40003245752",
        ["4000 3245752", "40 003 245 752", "LV40003245752", "lv 40003245752"],
    ),
    "representatives.0.birth_date": (
        "15.06.1985",
        ["15 06 1985", "15061985", "15. 6. 1985.", "15/06/1985", "1985-06-15"],
    ),
    "owners_lp.0.registration_number": ("40003245752", ["4000 3245752", "LV 4000 3245752"]),
}


@pytest.fixture(scope="module")
def pasting(bank: Product, app: Flask) -> Applicant:
    fresh = register(bank, app, "legal")
    fresh.press("save", {"services": ["lp_current_account"]})
    fresh.press("add:representatives")
    fresh.press("add:owners_lp", {"owners_lp.0.registration_country": "LV"})
    return fresh


@pytest.mark.parametrize(
    ("name", "pasted", "kept"),
    [(name, one, kept) for name, (kept, pastes) in PASTES.items() for one in pastes],
)
def test_a_normal_paste_is_understood(
    pasting: Applicant, name: str, pasted: str, kept: str
) -> None:
    more = {"owners_lp.0.registration_country": "LV"} if name.startswith("owners_lp") else {}
    pasting.press("save", {**more, name: pasted})
    page = pasting.sheet()
    found = page.select_one(f"[name='{name}']:not([type=hidden])")
    assert said(page, name) == []
    assert found is not None
    assert found["value"] == kept


def test_a_phone_number_that_is_none_is_told_as_one(pasting: Applicant) -> None:
    page = soup(pasting.press("save", {"representatives.0.phone": "123"}))
    assert said(page, "representatives.0.phone") == [
        "Enter a phone number with its country code, for example +371 20 000 000"
    ]
    page = soup(pasting.press("save", {"representatives.0.email": "anna"}))
    assert said(page, "representatives.0.email") == [
        "Enter an e-mail address, for example name@example.org"
    ]


@pytest.mark.parametrize(("lang", "kept"), [("lv", "40,5"), ("ru", "40,5"), ("en", "40.5")])
def test_a_share_comes_back_as_it_was_typed(pasting: Applicant, lang: str, kept: str) -> None:
    pasting.press("save", {"owners_lp.0.share_percent": "40,5"})
    page = soup(pasting.client.get(pasting.address.replace("/en/", f"/{lang}/")))
    found = page.select_one("[name='owners_lp.0.share_percent']")
    assert found is not None
    assert found["value"] == kept

"""Provided lists agree with the libraries that name them."""

from __future__ import annotations

import phonenumbers
import pytest
from babel import Locale

from engine.definitions.model.provided import (
    COUNTRIES,
    LANGUAGES,
    PHONE_CODES,
    PROVIDED,
)

NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK"}


@pytest.mark.parametrize("lang", ["lv", "en", "ru"])
def test_countries_are_those_of_cldr_that_iso_knows(lang: str) -> None:
    named = {code for code in Locale(lang).territories if len(code) == 2 and code.isalpha()}
    assert set(COUNTRIES) == named - NO_COUNTRIES - {"ZZ"}
    assert len(COUNTRIES) == 249


@pytest.mark.parametrize("lang", ["lv", "en", "ru"])
def test_languages_have_names(lang: str) -> None:
    assert set(LANGUAGES) <= set(Locale(lang).languages)


def test_phone_codes_are_those_of_countries() -> None:
    dialled = phonenumbers.COUNTRY_CODE_TO_REGION_CODE
    assert {int(code) for code in PHONE_CODES} == {
        code for code, regions in dialled.items() if regions != ("001",)
    }


def test_the_home_country_stands_first_and_nothing_twice() -> None:
    assert (COUNTRIES[0], PHONE_CODES[0]) == ("LV", "+371")
    for codes in PROVIDED.values():
        assert len(codes) == len(set(codes))

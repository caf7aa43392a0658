"""What holds for every validator: no text breaks it, its values stay, its codes have sentences."""

from __future__ import annotations

import doctest
import importlib
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.validators import (
    FAULTS,
    VALIDATORS,
    Context,
    ages,
)

CONTEXTS = [
    Context(date(2026, 11, 22)),
    Context(date(2026, 11, 22), country="LV", phone_region="LV"),
]
EXAMPLES = {
    "company_name": 'SIA "Rīta Rasa"',
    "company_number": "40003521600",
    "date_of_birth": "1985-06-15",
    "email": "anna@example.org",
    "iban": "LV80BANK0000435195001",
    "latin": "Rīga, Šampētera iela 1",
    "password": "Abcdef1!",
    "person_name": "Anna Bērziņa-O'Neil",
    "personal_code": "150685-11230",
    "phone": "+37120000000",
    "url": "https://shop.example/lv",
}
ANY_TEXT = st.text(st.characters())
LIKELY_TEXT = st.text("0123456789+-./:@ aAāĀžЖ'’\"„!€\u0301\u00a0\u1fef\ud800\x00\n")
NEARLY_RIGHT = st.builds(
    lambda text, place, inserted: text[:place] + inserted + text[place:],
    st.sampled_from(list(EXAMPLES.values())),
    st.integers(0, 30),
    ANY_TEXT | LIKELY_TEXT,
)

by_name = pytest.mark.parametrize("name", VALIDATORS)


@by_name
@given(text=ANY_TEXT | LIKELY_TEXT | NEARLY_RIGHT)
@example(text="")
@example(text="\x00")
@example(text="\ud800")
def test_any_text_is_either_cleaned_or_refused_with_known_codes(name: str, text: str) -> None:
    for context in CONTEXTS:
        result = VALIDATORS[name].validate(text, context)
        assert (result.value is None) == bool(result.faults)
        assert all(FAULTS[fault.code].level == "refuse" for fault in result.faults)
        assert all(FAULTS[note.code].level != "refuse" for note in result.notes)
        for fault in result.faults + result.notes:
            assert FAULTS[fault.code].text.format_map(fault.params)


@by_name
@given(text=ANY_TEXT | LIKELY_TEXT | NEARLY_RIGHT)
def test_compacting_and_showing_never_fail_and_compacting_twice_changes_nothing(
    name: str, text: str
) -> None:
    validator = VALIDATORS[name]
    once = validator.compact(text)
    assert validator.compact(once) == once
    assert isinstance(validator.format(text), str)


@by_name
@given(text=NEARLY_RIGHT | LIKELY_TEXT)
def test_a_clean_value_stays_as_it_is_also_as_people_read_it(name: str, text: str) -> None:
    validator = VALIDATORS[name]
    for context in CONTEXTS:
        value = validator.validate(text, context).value
        if value is not None:
            assert validator.validate(value, context).value == value
        if value is not None and name != "password":
            assert validator.validate(validator.format(value), context).value == value
            assert validator.compact(value) == value


@pytest.mark.parametrize(("name", "text"), EXAMPLES.items())
def test_a_true_value_passes(name: str, text: str) -> None:
    assert VALIDATORS[name].validate(text, CONTEXTS[1]).value == text


def test_every_validator_has_a_true_value_here() -> None:
    assert list(EXAMPLES) == list(VALIDATORS)


@by_name
@pytest.mark.parametrize(
    "part",
    ["a", "1", " ", "\n", "-", ".", "@", "a@", "00", "<", "Ж", "\x00", "\ud800", "\u0315\u0300"],
    ids=ascii,
)
def test_a_text_of_a_hundred_thousand_characters_is_refused_and_breaks_nothing(
    name: str, part: str
) -> None:
    validator = VALIDATORS[name]
    text = part * (100_000 // len(part))
    result = validator.validate(text, CONTEXTS[1])
    assert result.faults or (name, text.strip()) == ("latin", "")
    assert isinstance(validator.format(validator.compact(text)), str)


@pytest.mark.parametrize("name", VALIDATORS)
def test_the_examples_in_the_documentation_are_true(name: str) -> None:
    outcome = doctest.testmod(importlib.import_module(f"engine.validators.{name}"))
    assert outcome.attempted >= 3
    assert outcome.failed == 0


def test_the_examples_of_ages_are_true() -> None:
    assert doctest.testmod(ages) == (0, 2)


@example(date(2008, 2, 29), 6574)
@example(date(2008, 2, 29), 6575)
@example(date(2000, 2, 29), 36_524)
@given(st.dates(date(1900, 1, 1), date(2020, 12, 31)), st.integers(-900, 44_000))
def test_an_age_is_the_number_of_birthdays(born: date, days: int) -> None:
    """Counted one by one: who was born on 29 February has no birthday before 1 March."""
    on = born + timedelta(days=days)
    years = range(born.year + 1, on.year + 1)
    passed = sum(birthday(born, year) <= on for year in years)
    age = ages.completed_years(born, on)
    assert age == passed if on >= born else age < 0
    assert ages.is_plausible(born, on) is (on >= born and passed <= ages.OLDEST)


def birthday(born: date, year: int) -> date:
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)

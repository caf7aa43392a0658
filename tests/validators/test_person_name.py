"""Names of people, real spellings and refused ones."""

from __future__ import annotations

from datetime import date

import pytest

from engine.validators import Context, person_name
from engine.validators.result import ValidatorFault, accepted

CONTEXT = Context(date(2026, 11, 22))


@pytest.mark.parametrize(
    "name",
    [
        "Anna Bērziņa-O'Neil",
        "Ģirts Ķēniņš",
        "Jean-François d'Arc",
        "Martin Luther King Jr.",
        "'t Hooft Gerard",
        "Łukasz Żółć",
        "Nguyễn Thị Ánh",
        "Ọ̀ṣun Adé",
        "Jo Li",
        "A B",
        "A" * 60 + " " + "B" * 59,
    ],
)
def test_spellings_of_names_are_kept_without_a_note(name: str) -> None:
    assert person_name.validate(name, CONTEXT) == accepted(name)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Anna   Ozola ", "Anna Ozola"),
        ("Anna\u00a0Ozola", "Anna Ozola"),
        ("Anna O\u2019Neil", "Anna O'Neil"),
        ("Anna O\u00b4Neil", "Anna O'Neil"),
        ("Anna Ozola\u2011Liepa", "Anna Ozola-Liepa"),
        ("Anna Be\u0304rzin\u0327a", "Anna Bērziņa"),
    ],
)
def test_marks_of_phones_and_word_processors_become_plain_ones(typed: str, kept: str) -> None:
    assert person_name.validate(typed, CONTEXT).value == kept


@pytest.mark.parametrize("name", ["Anna", "Bērziņa-O'Neil", "Sukarno", "Anna -", "Anna ."])
def test_one_word_is_warned_of_and_accepted(name: str) -> None:
    result = person_name.validate(name, CONTEXT)
    assert result.value == name
    assert result.notes == (ValidatorFault("name-one-word"),)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("", ("too-short",)),
        ("A", ("too-short",)),
        ("--", ("format",)),
        ("A" * 121, ("too-long",)),
        ("Анна", ("not-latin",)),
        ("Anna Оzola", ("not-latin",)),  # the first letter of the surname is Cyrillic
        ("Άννα Παππά", ("not-latin",)),
        ("𝐀nna Ozola", ("not-latin",)),
        ("Anna 2", ("format",)),
        ("Anna, Ozola", ("format",)),
        ("Anna <b>", ("format",)),
        ("Anna\x00Ozola", ("format",)),
        ("Anna \u202eOzola", ("format",)),
        ("Anna \ud800", ("format",)),
        ("Anna \U0001f600", ("format",)),
        ("Anna \u0301Ozola", ("format",)),
        ("A\u0316\u0317\u0318nna Ozola", ("format",)),
        ("Анна 2", ("not-latin", "format")),
        ("Ж" * 121 + "1", ("too-long", "not-latin", "format")),
        ("1", ("too-short", "format")),
    ],
)
def test_other_texts_are_refused_for_every_reason_at_once(
    name: str, codes: tuple[str, ...]
) -> None:
    result = person_name.validate(name, CONTEXT)
    assert result.codes == codes
    assert result.notes == ()


def test_the_limits_are_told() -> None:
    assert person_name.validate("A", CONTEXT).faults == (ValidatorFault("too-short", {"min": 2}),)
    assert person_name.validate("A" * 121, CONTEXT).faults == (
        ValidatorFault("too-long", {"max": 120}),
    )

"""Names of companies."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.validators import Context, company_name

CONTEXT = Context(date(2026, 11, 22))


@pytest.mark.parametrize(
    "name",
    [
        'SIA "Rīta Rasa"',
        "Ozols & Partners, Ltd. (Latvia)",
        "O'Neil's Bar",
        "A/S Vilnis+",
        "Jā!",
        "Projekts: 2026",
        "24/7",
        "A" * 200,
    ],
)
def test_spellings_of_companies_are_kept(name: str) -> None:
    assert company_name.validate(name, CONTEXT).value == name


@pytest.mark.parametrize(
    "typed", ["SIA „Rīta Rasa”", "SIA “Rīta Rasa”", "SIA «Rīta Rasa»", ' SIA  "Rīta Rasa" ']
)
def test_quotes_of_every_shape_become_plain_ones(typed: str) -> None:
    assert company_name.validate(typed, CONTEXT).value == 'SIA "Rīta Rasa"'


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("", ("too-short",)),
        ("A", ("too-short",)),
        ("&&", ("format",)),
        ("A" * 201, ("too-long",)),
        ("ООО Роса", ("not-latin",)),
        ("Rasa #1", ("format",)),
        ("Rasa\x00", ("format",)),
        ("Rasa ²", ("format",)),
        ("Ra\u0316\u0317\u0318sa", ("format",)),
        ("Rasa ٣", ("format",)),
        ("Rasa = @import", ("format",)),
        ("Роса #1", ("not-latin", "format")),
    ],
)
def test_other_texts_are_refused_for_every_reason_at_once(
    name: str, codes: tuple[str, ...]
) -> None:
    assert company_name.validate(name, CONTEXT).codes == codes


@given(st.text("abcĀŽ09 -'\"&.,()/+!:", min_size=2, max_size=200))
def test_any_mix_of_the_allowed_characters_is_refused_only_for_lacking_letters_or_length(
    typed: str,
) -> None:
    name = company_name.compact(typed)
    fine = len(name) >= 2 and any(map(str.isalnum, name))
    assert (company_name.validate(typed, CONTEXT).value == name) == fine

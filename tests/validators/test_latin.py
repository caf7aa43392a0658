"""The Latin script, letter by letter and text by text."""

from __future__ import annotations

import sys
import unicodedata
from datetime import date

import pytest
import re2

from engine.validators import Context, latin
from engine.validators.letters import is_foreign, is_latin

CONTEXT = Context(date(2026, 11, 22))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rīga, Šampētera iela 1–2",
        "ĀČĒĢĪĶĻŅŠŪŽ āčēģīķļņšūž",
        "Łódź, Þórr, Œuvre, Straße, Ọ̀ṣun, Nguyễn",
        "5 % of 100 € → “soon” №1 ☺",
        "two\nlines\tand a tab",
    ],
)
def test_latin_text_with_any_signs_is_kept(text: str) -> None:
    assert latin.validate(text, CONTEXT).value == text


@pytest.mark.parametrize(
    "text",
    ["Москва", "Mоscow", "Αθήνα", "東京", "ירושלים", "القاهرة", "𝐀nna", "Ａnna", "aः", "ªnna"],
)
def test_letters_of_another_script_or_style_are_refused(text: str) -> None:
    assert latin.validate(text, CONTEXT).codes == ("not-latin",)


@pytest.mark.parametrize(
    "text",
    [
        "a\x00b",
        "a\u202eb",
        "a\u200bb",
        "\ufeffab",
        "a\ud800b",
        "a\x1bb",
        "\u0301a",
        "e\u0316\u0317\u0318",
    ],
)
def test_hidden_characters_and_piles_of_marks_are_refused(text: str) -> None:
    assert latin.validate(text, CONTEXT).codes == ("format",)


def test_all_faults_are_told_at_once() -> None:
    assert latin.validate("Ж\x00" + "a" * 10_000, CONTEXT).codes == (
        "too-long",
        "not-latin",
        "format",
    )


def test_decomposed_letters_are_composed_and_line_breaks_are_one_kind() -> None:
    typed = " " + unicodedata.normalize("NFD", "Bērziņš") + "\r\nOzols\r "
    assert latin.validate(typed, CONTEXT).value == "Bērziņš\nOzols"


def test_no_letter_is_called_latin_that_unicode_gives_to_another_script() -> None:
    script = re2.compile(r"\p{Latin}")
    letters = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isalpha()]
    wrong = [letter for letter in letters if is_latin(letter) and not script.fullmatch(letter)]
    assert wrong == []


def test_every_letter_is_either_latin_or_foreign() -> None:
    letters = [chr(code) for code in range(0x3000) if chr(code).isalpha()]
    assert [letter for letter in letters if is_latin(letter) == is_foreign(letter)] == []

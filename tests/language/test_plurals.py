"""Numbers in sentences: every language has forms of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.language.catalogs import Catalogs

CATALOGS = Catalogs.load([Path(__file__).parents[2] / "translations"])
WORDS = ("overdue by {count} working day", "overdue by {count} working days")


@pytest.mark.parametrize(
    ("lang", "count", "words"),
    [
        ("en", 1, "overdue by 1 working day"),
        ("en", 21, "overdue by 21 working days"),
        ("lv", 21, "kavējas 21 darba dienu"),
        ("lv", 11, "kavējas 11 darba dienas"),
        ("ru", 21, "просрочено на 21 рабочий день"),
        ("ru", 22, "просрочено на 22 рабочих дня"),
        ("ru", 12, "просрочено на 12 рабочих дней"),
    ],
)
def test_a_number_bends_its_words(lang: str, count: int, words: str) -> None:
    assert CATALOGS.reader(lang).counted(*WORDS, count) == words

"""Options of a dropdown: the chosen one is selected, whatever it is."""

from __future__ import annotations

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from engine.forms.view import OptionView
from web.options import choices_html

CODES = (OptionView("+371", "Latvia (+371)"), OptionView("+37", "Other"), OptionView("a&b", "<b>"))


def chosen(options: tuple[OptionView, ...], raw: tuple[str, ...]) -> list[str]:
    found = BeautifulSoup(f"<select>{choices_html(options, raw)}</select>", "html.parser")
    return [str(option["value"]) for option in found.select("option[selected]")]


def test_no_answer_selects_nothing() -> None:
    assert chosen(CODES, ()) == []
    assert chosen(CODES, ("",)) == []


def test_the_answer_is_selected_and_not_one_that_begins_like_it() -> None:
    assert chosen(CODES, ("+37",)) == ["+37"]


def test_captions_and_codes_are_escaped() -> None:
    assert "<b>" not in choices_html(CODES, ("a&b",))
    assert chosen(CODES, ("a&b",)) == ["a&b"]


@given(st.text(min_size=1))
def test_an_answer_outside_the_list_is_not_lost(typed: str) -> None:
    html = choices_html(CODES, (typed,))
    assert html.count(" selected") >= 1

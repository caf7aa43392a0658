"""Options of a dropdown: the chosen one is selected, whatever it is."""

from __future__ import annotations

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from engine.forms.words import OptionView
from tests.journeys.serving import Applicant, typed_on
from web.options import Listed

CODES = (OptionView("+371", "Latvia (+371)"), OptionView("+37", "Other"), OptionView("a&b", "<b>"))


def chosen(options: tuple[OptionView, ...], raw: tuple[str, ...]) -> list[str]:
    found = BeautifulSoup(f"<select>{Listed.of(options).chosen(raw)}</select>", "html.parser")
    return [str(option["value"]) for option in found.select("option[selected]")]


def test_no_answer_selects_nothing() -> None:
    assert chosen(CODES, ()) == []
    assert chosen(CODES, ("",)) == []


def test_the_answer_is_selected_and_not_one_that_begins_like_it() -> None:
    assert chosen(CODES, ("+37",)) == ["+37"]


def test_captions_and_codes_are_escaped() -> None:
    assert "<b>" not in Listed.of(CODES).chosen(("a&b",))
    assert chosen(CODES, ("a&b",)) == ["a&b"]


@given(st.text(min_size=1))
def test_an_answer_outside_the_list_is_not_lost(typed: str) -> None:
    assert Listed.of(CODES).chosen((typed,)).count(" selected") >= 1


def lists_of(page: BeautifulSoup, name: str) -> tuple[int, str]:
    found = page.select_one(f"select[name='{name}']")
    assert found is not None
    return len(found.select("option")), str(found.get("data-like", ""))


def test_a_long_list_stands_once_where_scripts_run_and_everywhere_else(company: Applicant) -> None:
    first, second = "representatives.0.citizenship", "owners_np.0.citizenship"
    company.press("save", {"services": ["lp_current_account"]})
    company.press("add:owners_np")
    whole = company.sheet()
    assert lists_of(whole, first)[0] == lists_of(whole, second)[0] > 200
    answers = {**typed_on(whole), second: "EE"}
    company.client.post(f"{company.address}/typed", data=answers, headers={"HX-Request": "true"})
    lean = company.sheet()
    assert lists_of(lean, first)[0] > 200
    assert lists_of(lean, second) == (2, "q-representatives-0-citizenship")
    assert typed_on(lean)[second] == ["EE"]
    way_out = lean.select_one("noscript meta")
    assert way_out is not None
    company.client.get(str(way_out["content"]).partition("url=")[2])
    assert lists_of(company.sheet(), second)[0] > 200

"""What is drawn once for everybody says nothing of the one for whom it was drawn first."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup
from flask import Flask

from engine.bootstrap import Product
from tests.journeys.serving import Applicant, chosen_on, register, soup, token, typed_on
from web.applicant.shell import KEPT
from web.questions import QuestionDrawers
from web.render import QUESTIONS

SECRET = "Zzyzx"
"""Begins every text that the first person types."""


def filled(page: BeautifulSoup) -> dict[str, list[str]]:
    """Everything a page would post, with something of one's own in each text."""
    texts = page.select("form#typed input[type=text], form#typed input[type=email], textarea")
    own = {str(one["name"]): [f"{SECRET} {number}"] for number, one in enumerate(texts)}
    return {**typed_on(page), **own}


def looks(one: Applicant, *, typing: bool) -> Iterator[str]:
    """All that a person sees who fills in a form, saves it, types on and is refused."""
    one.press("save", {"services": ["lp_current_account"]})
    for button in ("save", "add:owners_np", "add:representatives", "save", "submit"):
        shown = chosen_on(one.client.get(one.address))
        answers = filled(shown) if typing else typed_on(shown)
        pressed = one.client.post(
            one.address, data={**answers, "_do": button}, follow_redirects=True
        )
        yield pressed.get_data(as_text=True)
        yield one.client.get(one.address).get_data(as_text=True)
    shown = chosen_on(one.client.get(one.address))
    answers = filled(shown) if typing else typed_on(shown)
    answers["_shape"] = ["other"]
    headers = {"HX-Request": "true"}
    typed = one.client.post(f"{one.address}/typed", data=answers, headers=headers)
    yield typed.get_data(as_text=True)


def patterns(app: Flask) -> Iterator[str]:
    """The text of every piece that is kept."""
    for piece in app.extensions[KEPT].values():
        yield piece.pattern
    questions: QuestionDrawers = app.extensions[QUESTIONS]
    for kept in questions.kept.values():
        for pieces in (kept.plain, *kept.of_words.values()):
            for piece in pieces.values():
                yield piece.pattern
                yield from (text for _, text in piece.choices.values())


def test_nothing_of_one_person_stands_on_the_page_of_another(product: Product, app: Flask) -> None:
    app.extensions[KEPT] = {}
    app.extensions[QUESTIONS].kept.clear()
    first, second = register(product, app, "legal"), register(product, app, "legal")
    own = {SECRET, first.case_id, first.contact.email, first.contact.phone}
    seen = list(looks(first, typing=True))
    own.add(token(soup(first.client.get(first.address))))
    assert any(SECRET in page for page in seen)
    kept = list(patterns(app))
    assert len(kept) > 50
    assert [text for text in kept for mark in own if mark in text] == []
    for page in looks(second, typing=False):
        assert [mark for mark in own if mark in page] == []

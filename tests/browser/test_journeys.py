"""Issue 2, "It must show" 1: two applicants from the start page to the right stages."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, ViewportSize

from engine.bootstrap import Product
from tests.browser.looking import (
    DESK,
    PATIENCE,
    PHONE,
    fits_the_screen,
    is_accessible,
    shown_if_stuck,
)
from tests.journeys.answers import LEGAL, NATURAL, Answers
from tests.journeys.serving import PROGRAMME
from tests.journeys.walk import Walk

NATURAL_STAGES = [
    ("initial_info", "done"), ("photo_id", "current"), ("doc_submission", "waiting"),
    ("doc_signing", "waiting"), ("fee", "waiting"), ("identification", "on_demand"),
    ("account_opening", "waiting"), ("user_activation", "waiting"),
]  # fmt: skip
LEGAL_STAGES = [
    ("initial_info", "done"), ("photo_id", "current"), ("doc_submission", "waiting"),
    ("doc_signing", "waiting"), ("fee", "waiting"), ("identification", "on_demand"),
    ("account_opening", "waiting"), ("service_activation", "waiting"),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """Who goes, in which language, with which browser."""

    answers: Answers
    stages: list[tuple[str, str]]
    people: set[str]
    lang: str
    scripts: bool
    view: ViewportSize


WAYS = {
    "person, Russian, phone": Way(NATURAL, NATURAL_STAGES, {"Anna Bērziņa"}, "ru", True, PHONE),
    "person, Latvian, no scripts": Way(
        NATURAL, NATURAL_STAGES, {"Anna Bērziņa"}, "lv", False, DESK
    ),
    "company, English, no scripts, phone": Way(
        LEGAL, LEGAL_STAGES, {"Anna Bērziņa", "Juris Kalniņš", "Ilze Ozola"}, "en", False, PHONE
    ),
}


@pytest.mark.parametrize("name", WAYS)
def test_from_the_start_page_to_the_stages(
    chromium: Browser, address: str, product: Product, name: str
) -> None:
    way = WAYS[name]
    options = {"viewport": way.view, "java_script_enabled": way.scripts, "locale": "en-GB"}
    first, second = chromium.new_context(**options), chromium.new_context(**options)  # type: ignore[arg-type]
    look = is_accessible if way.scripts else fits_the_screen
    page = first.new_page()
    page.set_default_timeout(PATIENCE)
    walk = Walk(page, address, product, way.lang, way.scripts, look)
    walk.register(way.answers.kind)
    walk.choose_services(way.answers)
    look(page, "form")
    walk.press("save")
    first.close()

    page = second.new_page()
    page.set_default_timeout(PATIENCE)
    walk = Walk(page, address, product, way.lang, way.scripts, look, walk.contact)
    walk.log_in()
    for service in way.answers.services:
        assert page.locator(f"[name=services][value={service}]").is_checked()
    with shown_if_stuck(page):
        walk.fill(way.answers)
    if way.answers.document:
        walk.upload(way.answers.document)
    look(page, "filled")
    walk.press("submit")
    page.locator("#turn, .error-summary").wait_for()
    assert page.locator(".error-summary").all_inner_texts() == []
    look(page, "overview")

    reader = product.catalogs.reader(way.lang)
    titles = {one.name: reader.text(one.title) for one in product.programmes[PROGRAMME].flow.stages}
    shown = dict(walk.stages())
    assert [(titles[stage], shown.get(titles[stage])) for stage, _state in way.stages] == [
        (titles[stage], state) for stage, state in way.stages
    ]
    page.emulate_media(media="print")
    assert page.locator(".fact-value").first.is_visible()
    assert set(page.locator(".people span").all_inner_texts()) == way.people
    second.close()

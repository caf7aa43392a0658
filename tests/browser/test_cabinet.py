"""The cabinet after sending, in several situations: accessible on a phone and on a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from engine.bootstrap import Product
from engine.definitions.reading.scenario_steps import Act
from tests.browser.looking import DESK, PATIENCE, PHONE, is_accessible, shown_if_stuck
from tests.journeys.cases import Colleague, hired, played
from tests.journeys.serving import PASSWORD, PROGRAMME

PARTS = ("", "/messages", "/messages/write", "/history", "/application/versions")
OWN = {"lv": "profile", "en": "sessions", "ru": "password"}
"""Pages of the account, each in one language."""
THREE_SIGN = "S-23 documents open after the third person was identified, and all three sign"
SITUATIONS = {
    "lv": ("A client who has sent the form", ""),
    "en": (THREE_SIGN, "signature"),
    "ru": ("S-50 a merchant refused", ""),
}
"""A case of a scenario, by the language it is read in, and the item at which it is left."""


@pytest.fixture(scope="module")
def staff(product: Product) -> tuple[Colleague, ...]:
    roles = ("officer", "approver", "accountant")
    return tuple(hired(product, f"Ilze Kalniņa {role}", role) for role in roles)


@pytest.mark.parametrize("lang", list(SITUATIONS))
def test_the_cabinet_is_accessible_and_its_menu_works(
    chromium: Browser, product: Product, address: str, staff: tuple[Colleague, ...], lang: str
) -> None:
    title, left_at = SITUATIONS[lang]

    def until(act: Act) -> bool:
        return act.item != left_at

    play = played(product, staff, title, until)
    with product.store.read() as view:
        email = view.accounts.one(play.account).email
    page = chromium.new_context(viewport=PHONE, locale="en-GB").new_page()
    page.set_default_timeout(PATIENCE)
    with shown_if_stuck(page):
        page.goto(f"{address}/{lang}/{PROGRAMME}/login")
        page.fill("[name='login.identifier']", email)
        page.fill("[name='login.password']", PASSWORD)
        page.press("[name='login.password']", "Enter")
        page.wait_for_url("**/case/*")
        own = f"{address}/{lang}/{PROGRAMME}"
        places = [f"{own}/case/{play.case_id}{part}" for part in PARTS]
        for place in (*places, f"{own}/{OWN[lang]}"):
            page.goto(place)
            assert page.locator("html").get_attribute("lang") == lang
            for size in (PHONE, DESK):
                page.set_viewport_size(size)
                is_accessible(page, f"{place} {size['width']}")
        page.set_viewport_size(PHONE)
        page.goto(places[0])
        links = [str(one.get_attribute("href")) for one in page.locator(".menu-list a").all()]
        assert len(links) == 5
        for link in links:
            page.locator("summary.menu-opens").click()
            page.locator(f".menu-list a[href='{link}']").click()
            expect(page.locator("h1")).to_be_visible()
            assert page.url.endswith(link) or page.url == places[0]
        page.locator("summary.menu-opens").click()
        with page.expect_navigation():
            page.locator(".menu-list button").click()
        page.goto(places[0])
        expect(page.locator("[name='login.password']")).to_be_visible()

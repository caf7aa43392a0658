"""A client asks for more once everything is decided: what is known is there, the desk sees why."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from engine.bootstrap import Product
from tests.browser.looking import DESK, PHONE, is_accessible, shown_if_stuck
from tests.journeys.answers import PDF
from tests.journeys.cases import Colleague, at_the_desk, hired, played
from tests.journeys.serving import PROGRAMME
from tests.journeys.sides import at_home

FILE = {"name": "pase.pdf", "mimeType": "application/pdf", "buffer": PDF}
WHOSE = "client.related_client"
TRADES = "S-50 a merchant refused"
HOLDS = "S-49 an account that is opened"


@pytest.fixture(scope="module")
def staff(product: Product) -> tuple[Colleague, ...]:
    roles = ("officer", "approver", "accountant")
    return tuple(hired(product, f"Ilze Kalniņa {role}", role) for role in roles)


def chooses(page: Page, code: str) -> list[str | None]:
    """The service, from those that are offered."""
    page.get_by_role("link", name="+pievienot interesējošu pakalpojumu").click()
    offered = [one.get_attribute("value") for one in page.locator("[name=added]").all()]
    is_accessible(page, "what may be added")
    page.check(f"[name=added][value={code}]")
    page.click("main button[type=submit]")
    page.wait_for_url("**/application")
    return offered


def confirms(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Apstiprināt pieteikumu").click()


def stages(page: Page) -> list[str]:
    done = page.locator("li.stage-done .stage-title")
    return done.all_inner_texts()


def test_a_company_asks_again_for_what_was_refused(
    chromium: Browser, product: Product, address: str, staff: tuple[Colleague, ...]
) -> None:
    first = played(product, staff, TRADES)
    phone = at_home(chromium, address, first, "lv", PHONE)
    with shown_if_stuck(phone):
        assert "lp_acquiring" in chooses(phone, "lp_acquiring")
        expect(phone.locator("[name='company.name']")).to_have_value("SIA Piemērs")
        is_accessible(phone, "the form of what is added")
        confirms(phone)
        assert "Fotoidentifikācija" in stages(phone)
    further = phone.url.rpartition("/")[2]
    desk = at_the_desk(chromium, address, staff[0], viewport=DESK)
    desk.goto(f"{address}/lv/staff/{PROGRAMME}/cases/{further}")
    card = desk.locator("section", has=desk.locator("#linked-title"))
    expect(card).to_contain_text("Pārņemts no tā: Fotoidentifikācija")
    expect(card).to_contain_text("Anna Bērziņa")
    is_accessible(desk, "the desk of a case that was added")
    card.get_by_role("link").click()
    desk.wait_for_url(f"**/cases/{first.case_id}")
    link = desk.locator("section", has=desk.locator("#linked-title")).get_by_role("link")
    assert str(link.get_attribute("href")).endswith(further)


def test_a_person_is_asked_what_is_new_and_nothing_else(
    chromium: Browser, product: Product, address: str, staff: tuple[Colleague, ...]
) -> None:
    first = played(product, staff, HOLDS)
    phone = at_home(chromium, address, first, "lv", PHONE)
    with shown_if_stuck(phone):
        assert chooses(phone, "np_extra_card") == ["np_extra_card", "np_ib_user"]
        confirms(phone)
        wrong = phone.locator(".error-summary li")
        expect(wrong).to_have_count(2)
        phone.fill(f"[name='{WHOSE}']", "SIA Piemērs")
        phone.set_input_files("input[data-upload]", FILE)  # type: ignore[arg-type]
        phone.locator(".file-name").wait_for()
        confirms(phone)
        assert "Fotoidentifikācija" in stages(phone)
    further = phone.url.rpartition("/")[2]
    desk = at_the_desk(chromium, address, staff[0], viewport=DESK)
    desk.goto(f"{address}/lv/staff/{PROGRAMME}/cases/{further}")
    card = desk.locator("section", has=desk.locator("#linked-title"))
    expect(card).to_contain_text("Saistīts Bankas klients")
    expect(card).not_to_contain_text("Vārds, uzvārds")

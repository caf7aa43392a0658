"""A session in a real browser: warned before it ends, kept on demand; and passwords that show."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from engine.bootstrap import Product
from tests.browser.looking import PATIENCE, is_accessible
from tests.journeys.serving import register

NAME = "[name='client.full_name']"


@pytest.fixture
def page(chromium: Browser, address: str, product: Product, app: Flask) -> Iterator[Page]:
    """A form of somebody logged in, with a clock that the test moves."""
    fresh = register(product, app, "natural")
    cookie = fresh.client.get_cookie("anketa")
    assert cookie is not None
    context = chromium.new_context(locale="en-GB", base_url=address)
    context.add_cookies([{"name": "anketa", "value": cookie.value, "url": address}])
    context.set_default_timeout(PATIENCE)
    shown = context.new_page()
    shown.clock.install()
    shown.goto(fresh.address)
    yield shown
    context.close()


def test_a_session_that_ends_soon_is_told_and_kept(page: Page) -> None:
    warning = page.locator("#session-ends")
    page.clock.run_for("12:30")
    expect(warning).not_to_be_visible()
    page.clock.run_for("01:00")
    expect(warning).to_be_visible()
    expect(warning).to_contain_text("1:")
    is_accessible(page, "session ends")
    page.locator("[data-stays]").click()
    page.clock.run_for("00:02")
    expect(warning).not_to_be_visible()
    page.clock.run_for("10:00")
    expect(warning).not_to_be_visible()


def test_a_session_that_has_ended_says_how_to_go_on(page: Page) -> None:
    page.locator(NAME).fill("Anna Bērziņa")
    page.clock.run_for("00:02")
    expect(page.locator("#save-state")).to_have_text("All saved")
    page.context.clear_cookies()
    page.clock.run_for("14:00")
    page.locator("[data-stays]").click()
    over = page.locator("[data-session=ended]")
    expect(over).to_be_visible()
    expect(over.get_by_role("link")).to_have_attribute("href", "/en/magnetiq/login")
    is_accessible(page, "session ended")
    page.locator("[data-closes]").click()
    expect(page.locator(NAME)).to_have_value("Anna Bērziņa")


def test_a_password_is_shown_on_demand_and_hidden_when_it_is_sent(
    chromium: Browser, address: str
) -> None:
    page = chromium.new_page(base_url=address)
    page.goto("/en/magnetiq/login")
    secret, switch = page.locator("#login-password"), page.locator("[data-shows]")
    secret.fill("Abcdef1!")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.click()
    expect(secret).to_have_attribute("type", "text")
    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(switch).to_have_text("Hide Password")
    page.evaluate("addEventListener('submit', (event) => event.preventDefault())")
    page.locator("[name=_do][value=continue]:not([tabindex='-1'])").click()
    expect(secret).to_have_attribute("type", "password")
    page.close()

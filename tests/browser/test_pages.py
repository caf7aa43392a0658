"""Every page but those of the journeys: on a phone and on a desk, at 400 % and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, expect

from engine.bootstrap import Product
from tests.browser.looking import DESK, PATIENCE, PHONE, is_accessible
from tests.journeys.serving import Applicant, register

ZOOMED = ViewportSize(width=320, height=256)
"""1280 by 1024 pixels at 400 %: WCAG 2.2, 1.4.10."""


@pytest.fixture(scope="module")
def someone(product: Product, app: Flask) -> Applicant:
    """A legal person with two rows, before anything is submitted."""
    fresh = register(product, app, "legal")
    fresh.press("save", {"services": ["lp_current_account", "lp_doc_renewal"]})
    fresh.press("add:representatives", {"representatives.0.full_name": "Anna Bērziņa"})
    return fresh


@pytest.fixture
def page(
    chromium: Browser, address: str, someone: Applicant, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A browser that is logged in, as large as the test says."""
    cookie = someone.client.get_cookie("anketa")
    assert cookie is not None
    context = chromium.new_context(viewport=getattr(request, "param", PHONE), base_url=address)
    context.add_cookies([{"name": "anketa", "value": cookie.value, "url": address}])
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


OPEN = ["/ru/", "/lv/outbox", "/en/magnetiq/terms/general_terms", "/lv/nothing"]
ACCOUNT = [
    "/ru/magnetiq/recovery", "/lv/magnetiq/link", "/lv/magnetiq/password",
    "/ru/magnetiq/profile/email", "/lv/magnetiq/profile/second-factor", "/ru/magnetiq/sessions",
    "/lv/magnetiq/profile",
]  # fmt: skip
SIZES = [PHONE, DESK, ZOOMED]


@pytest.mark.parametrize("page", SIZES, indirect=True, ids=["phone", "desk", "zoomed"])
def test_pages_are_accessible_at_every_size(page: Page, someone: Applicant) -> None:
    own = [
        someone.address,
        f"/en/magnetiq/case/{someone.case_id}",
        f"{someone.address}/files/submitter.identity_document",
    ]
    for place in (*OPEN, *own, *ACCOUNT):
        page.goto(place)
        is_accessible(page, place)
    menu = page.locator("summary.menu-opens")
    menu.click()
    is_accessible(page, "menu")
    page.keyboard.press("Escape")
    expect(page.locator(".menu-list")).to_be_hidden()
    expect(menu).to_be_focused()


@pytest.mark.parametrize("page", [PHONE, DESK], indirect=True, ids=["phone", "desk"])
def test_questions_in_between_are_accessible(page: Page, someone: Applicant) -> None:
    page.goto(someone.address)
    page.locator("button[value='remove:representatives.0']").click()
    dialog = page.locator("dialog.ask")
    expect(dialog).to_contain_text("Delete the entry “Anna Bērziņa”?")
    is_accessible(page, "dialog")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.locator("button[value=submit]:not([tabindex='-1'])").click()
    page.locator(".error-summary").wait_for()
    is_accessible(page, "errors")


def test_a_row_goes_after_yes_and_stays_after_no(page: Page, product: Product, app: Flask) -> None:
    fresh = register(product, app, "legal")
    fresh.press("save", {"services": ["lp_current_account"]})
    fresh.press("add:owners_np")
    cookie = fresh.client.get_cookie("anketa")
    assert cookie is not None
    page.context.clear_cookies()
    page.goto("/en/")
    page.context.add_cookies([{"name": "anketa", "value": cookie.value, "url": page.url}])
    page.goto(fresh.address)
    remove = page.locator("button[value='remove:owners_np.0']")
    remove.click()
    page.locator("dialog.ask .btn-plain").click()
    expect(remove).to_be_focused()
    remove.click()
    page.locator("dialog.ask .btn-danger").click()
    expect(page.locator("#q-owners-np .row-card")).to_have_count(0)


def test_the_first_key_leads_past_the_head_of_the_page(page: Page, someone: Applicant) -> None:
    page.goto(someone.address)
    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


NUMBERED = """() => {
  const all = [...document.querySelectorAll("*")];
  all.forEach((one, number) => { one.dataset.number = number; });
  const names = new Set();
  return all.filter((one) => {
    if (one.tabIndex < 0 || one.disabled || !one.checkVisibility({visibilityProperty: true})) {
      return false;
    }
    const group = one.type === "radio" ? one.name : "";
    const first = !group || !names.has(group);
    names.add(group);
    return first;
  }).map((one) => one.type === "radio" ? one.name : one.dataset.number);
}"""
"""Numbers all elements; those that the tab key reaches, of radio buttons their common name."""
WHERE = """() => {
  const one = document.activeElement;
  if (one === document.body || one === document.documentElement) return "";
  return one.type === "radio" ? one.name : one.dataset.number;
}"""


def test_the_keyboard_is_never_trapped(page: Page, someone: Applicant) -> None:
    """The tab key reaches everything once, in the order of the page, and then leaves it."""
    page.goto(someone.address)
    reached = page.evaluate(NUMBERED)
    assert len(reached) > 40
    seen = []
    for _key in range(len(reached) + 2):
        page.keyboard.press("Tab")
        where = page.evaluate(WHERE)
        if not where:
            break
        seen.append(where)
    assert seen == reached
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(WHERE) == reached[-1]


@pytest.mark.parametrize("lang", ["lv", "en", "ru"])
def test_the_switch_keeps_what_is_typed(page: Page, someone: Applicant, lang: str) -> None:
    page.goto(someone.address)
    page.locator("[name='company.name']").fill("Ziemeļu vējš SIA")
    if lang != "en":
        page.locator(f"header button[lang={lang}]").click()
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.locator("[name='company.name']")).to_have_value("Ziemeļu vējš SIA")

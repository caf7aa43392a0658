"""The lists of the desk in browsers: by keys, on a phone, without scripts; and the search."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from engine.bootstrap import Product
from engine.case.number import number
from engine.demo.playing import Play
from engine.services.claim_acts import Claim
from tests.browser.looking import DESK, PHONE, is_accessible, shown_if_stuck
from tests.journeys.cases import Colleague, at_the_desk, hired, played
from tests.journeys.serving import PROGRAMME

CLIENT = "A client who is identified"
HOME = f"/en/staff/{PROGRAMME}"
WAITS = f"{HOME}/queues/~waits"
FOLDED = """() => [...document.querySelectorAll(".with-rail details")]
  .filter((one) => one.querySelector("a, select").checkVisibility({ contentVisibilityAuto: true }))
  .length"""


@dataclass(frozen=True, slots=True)
class Work:
    """Two officers and the cases that wait for them."""

    officer: Colleague
    other: Colleague
    cases: tuple[Play, ...]


@pytest.fixture(scope="module")
def work(product: Product) -> Work:
    officer = hired(product, "Jānis Ozoliņš", "officer", lang="en")
    other = hired(product, "Ilze Kalniņa", "officer", lang="en")
    staff = (officer, other)
    cases = tuple(
        played(product, staff, CLIENT, lambda act: not act.step.startswith("officer"))
        for _ in range(3)
    )
    return Work(officer, other, cases)


def rows(page: Page) -> list[str]:
    return page.locator("tr[data-row] .number").all_inner_texts()


def _given_back(work: Work) -> None:
    """Nobody has any of the cases, whatever other tests did."""
    for play in work.cases:
        for one in (work.officer, work.other):
            claim = Claim(play.case_id, one.sender, "", one.member.account)
            play.product.cases.claim(claim)


def test_cases_are_taken_ticked_and_handed_over_by_keys(
    chromium: Browser, address: str, work: Work
) -> None:
    _given_back(work)
    page = at_the_desk(chromium, address, work.officer, "en", viewport=DESK, base_url=address)
    with shown_if_stuck(page):
        page.goto(WAITS)
        is_accessible(page, "what waits")
        assert page.evaluate(FOLDED) == 2
        found = rows(page)
        assert len(set(found)) == 3

        # The letter stands for a place on the keyboard, and does nothing in a field.
        loads: list[str] = []
        page.on("load", lambda loaded: loads.append(loaded.url))
        page.keyboard.press("Slash")
        page.keyboard.type("nnn")
        expect(page.locator("#search")).to_have_value("nnn")
        page.locator("#search").fill("")
        page.locator("#list").focus()
        page.keyboard.press("j")
        expect(page.locator("tr.is-now .number")).to_have_text(found[0])
        assert loads == []
        _take_next(page, found[0])
        _hand_over(page, work.other)
    page.context.close()


def _take_next(page: Page, first: str) -> None:
    """N takes the first that nobody has, and opens it."""
    page.keyboard.press("n")
    page.wait_for_url("**/cases/**")
    assert first in page.locator("h1").inner_text()
    page.goto(f"{HOME}/queues/~mine")
    assert rows(page) == [first]


def _hand_over(page: Page, to: Colleague) -> None:
    """Ticked rows: the tray counts, and what was done is told."""
    page.goto(WAITS)
    expect(page.locator("[data-tray]")).to_be_hidden()
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("[data-ticked]")).to_have_text("2")
    is_accessible(page, "tray")
    page.keyboard.press("Escape")
    expect(page.locator("[data-tray]")).to_be_hidden()
    for key in ("k", "x"):
        page.keyboard.press(key)
    page.locator("[value=hand]").click()
    expect(page.locator("#to")).to_be_visible()
    is_accessible(page, "hand over")
    page.locator("#to").select_option(label=to.name)
    page.locator("[value=handed]").click()
    expect(page.locator("#main > .notice")).to_have_text("Handed over: 1.")
    page.keyboard.press("Shift+Slash")
    expect(page.locator("#keys")).to_be_visible()
    is_accessible(page, "keys")


def test_a_case_is_taken_back_with_a_reason_and_keys_can_be_switched_off(
    chromium: Browser, address: str, product: Product, work: Work
) -> None:
    product.taking.take(work.officer.member.account, work.cases[0].case_id, reason="For the test")
    page = at_the_desk(chromium, address, work.other, "en", viewport=DESK, base_url=address)
    with shown_if_stuck(page):
        product.who_is_here.enter(work.cases[1].case_id, work.officer.member.account)
        page.goto(f"{WAITS}?taken=all")
        expect(page.get_by_text("open: Jānis Ozoliņš").first).to_be_visible()
        page.get_by_role("link", name="Take over").first.click()
        page.locator("main form button").click()
        expect(page.locator(".error")).to_contain_text("Say why")
        is_accessible(page, "take over")
        page.locator("#reason").fill("A colleague is on leave")
        page.locator("main form button").click()
        page.wait_for_url("**/cases/*")
        page.goto("/en/staff/keys")
        page.get_by_role("button", name="Switch single keys off").click()
        page.goto(WAITS)
        page.keyboard.press("j")
        assert page.locator("tr.is-now").count() == 0
    page.context.close()


@pytest.mark.parametrize("lang", ["lv", "ru", "en"])
def test_a_phone_shows_blocks_and_the_search_says_why(
    chromium: Browser, address: str, work: Work, lang: str
) -> None:
    page = at_the_desk(chromium, address, work.other, lang, viewport=PHONE, base_url=address)
    home = f"/{lang}/staff/{PROGRAMME}"
    with shown_if_stuck(page):
        page.goto(f"{home}/queues/~open")
        is_accessible(page, f"phone {lang}")
        assert page.evaluate(FOLDED) == 0
        page.locator(".rail summary").click()
        page.locator(".rail-link").first.click()
        page.wait_for_url("**/~waits")

        page.locator("#search").fill("Bērziņ")
        page.locator("#search").press("Enter")
        page.wait_for_url("**/search/*")
        assert "rzi" not in page.url
        is_accessible(page, f"found {lang}")
        assert "Bērziņa" in page.locator("tr[data-row] td").nth(1).inner_text()
        page.reload()
        page.locator("#search").fill("12038012")
        page.locator("#search").press("Enter")
        expect(page.locator("h1")).to_contain_text("12038012")
        is_accessible(page, f"nothing {lang}")
    page.context.close()


def test_everything_can_be_done_without_scripts(
    chromium: Browser, address: str, work: Work
) -> None:
    page = at_the_desk(
    chromium, address, work.other, "en", viewport=PHONE, base_url=address,
    java_script_enabled=False,
    )  # fmt: skip
    with shown_if_stuck(page):
        page.goto(f"{WAITS}?taken=all")
        page.locator("#tick-1").check()
        page.get_by_role("button", name="Remind the clients").click()
        expect(page.locator("#main > .notice")).to_have_text("Reminded: 1.")
        case = work.cases[0].load().case
        page.locator("#search").fill(number(case)[3:7])
        page.get_by_role("button", name="Find").click()
        page.wait_for_url(f"**/cases/{case.id}")
    page.context.close()

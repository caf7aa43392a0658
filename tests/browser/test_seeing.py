"""What no checker of accessibility sees: the focus, forced colours, wide spacing, paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, FloatRect, Locator, Page, ViewportSize
from pypdf import PdfReader

from engine.bootstrap import Product
from tests.bank.applications import application
from tests.bank.pages import typed
from tests.browser.looking import DESK, PATIENCE, PHONE, fits_the_screen
from tests.browser.pictures import Picture, changed, picture
from tests.journeys.serving import Applicant, register

ZOOMED = ViewportSize(width=320, height=256)
"""1280 by 1024 pixels at 400 %: WCAG 2.2, 1.4.10."""
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; }
* { word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
"""WCAG 2.2, 1.4.12."""
FOCUSED = """
() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const hidden = one.matches(".visually-hidden, .visually-hidden-focusable");
  const shown = hidden ? document.querySelector(`label[for="${one.id}"]`) ?? one : one;
  const box = shown.getBoundingClientRect();
  return {
    name: one.outerHTML.slice(0, 100),
    x: box.x, y: box.y, width: box.width, height: box.height,
  };
}
"""
CLIPPED = """
() => [...document.querySelectorAll("main *")]
  .filter((one) => one.children.length === 0 && one.textContent.trim())
  .filter((one) => !one.closest(".visually-hidden, select, details:not([open]) > :not(summary)"))
  .filter((one) => one.getClientRects().length && getComputedStyle(one).overflow === "hidden")
  .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
  .map((one) => one.outerHTML.slice(0, 120))
"""


@dataclass(frozen=True, slots=True)
class Somebody:
    """An applicant with a browser of their own, and one who is not logged in."""

    applicant: Applicant
    context: BrowserContext

    def page(self, size: ViewportSize = DESK) -> Page:
        page = self.context.new_page()
        page.set_viewport_size(size)
        return page


@pytest.fixture(scope="module")
def somebody(chromium: Browser, address: str, product: Product, app: Flask) -> Iterator[Somebody]:
    """A company with a representative, some answers of it wrong."""
    fresh = register(product, app, "legal")
    fresh.press("save", {"services": ["lp_current_account", "lp_doc_renewal"]})
    fresh.press("add:owners_np", {"representatives.0.full_name": "Anna Bērziņa"})
    cookie = fresh.client.get_cookie("anketa")
    assert cookie is not None
    context = chromium.new_context(base_url=address, reduced_motion="reduce", locale="en-GB")
    context.add_cookies([{"name": "anketa", "value": cookie.value, "url": address}])
    context.set_default_timeout(PATIENCE)
    yield Somebody(fresh, context)
    context.close()


@pytest.fixture(scope="module")
def stranger(chromium: Browser, address: str) -> Iterator[BrowserContext]:
    context = chromium.new_context(base_url=address, reduced_motion="reduce", locale="en-GB")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


OPEN = ["/lv/", "/en/magnetiq/login", "/ru/magnetiq/register", "/lv/outbox", "/en/nothing"]
OWN = ["{form}", "{case}", "{form}/files/submitter.identity_document"]


def opened(somebody: Somebody, place: str, size: ViewportSize = DESK) -> Page:
    who = somebody.applicant
    page = somebody.page(size)
    page.goto(place.format(form=who.address, case=who.address.rpartition("/")[0]))
    return page


@pytest.mark.parametrize("place", [*OPEN, *OWN])
def test_the_focus_is_seen_on_every_control(
    somebody: Somebody, stranger: BrowserContext, place: str
) -> None:
    page = stranger.new_page() if place in OPEN else opened(somebody, place)
    page.set_viewport_size(DESK)
    if place in OPEN:
        page.goto(place)
    unseen = [name for name, seen in focused_one_by_one(page) if not seen]
    page.close()
    assert unseen == []


def test_the_focus_is_seen_in_what_asks_back(somebody: Somebody) -> None:
    page = opened(somebody, "{form}")
    page.locator("button[value='remove:representatives.0']").click()
    page.locator("dialog.ask").wait_for()
    seen = []
    for look in (".btn-danger", ".btn-plain"):
        page.locator(f"dialog.ask {look}").evaluate("one => one.focus({ focusVisible: true })")
        seen.append(is_seen(page))
    page.close()
    assert seen == [True, True]


def focused_one_by_one(page: Page, most: int = 150) -> Iterator[tuple[str, bool]]:
    """Controls in the order of the Tab key, and whether the focus is seen on each."""
    for _number in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None:
            return
        yield found["name"], is_seen(page)


def is_seen(page: Page) -> bool:
    """Whether a line of one pixel around what has the focus changes, at least: WCAG 2.2, 2.4.13."""
    found = page.evaluate(FOCUSED)
    box = FloatRect(x=found["x"], y=found["y"], width=found["width"], height=found["height"])
    after = picture(page, box)
    page.evaluate("window.left = document.activeElement; left.blur()")
    before = picture(page, box)
    page.evaluate("left.focus({ focusVisible: true, preventScroll: true })")
    return changed(before, after) >= min(2 * (box["width"] + box["height"]), 600)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ticks_are_seen_in_forced_colours(somebody: Somebody, scheme: str) -> None:
    page = opened(somebody, "{form}")
    page.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
    for box in (
        page.locator("[name=services][value=lp_acquiring]"),
        page.locator("[name='submitter.lv_citizen_or_resident'][value=yes]"),
    ):
        assert changed(inside(page, box, chosen=False), inside(page, box, chosen=True)) > 20
    page.close()


def inside(page: Page, box: Locator, *, chosen: bool) -> Picture:
    """What is drawn within a box: a tick or nothing."""
    box.evaluate("(one, chosen) => { one.checked = chosen; one.blur(); }", chosen)
    box.scroll_into_view_if_needed()
    place = box.bounding_box()
    assert place is not None
    return picture(page, place, around=-4)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", ["{form}", "{case}"])
def test_the_focus_is_seen_in_forced_colours(somebody: Somebody, place: str, scheme: str) -> None:
    page = opened(somebody, place)
    page.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
    unseen = [name for name, seen in focused_one_by_one(page, 30) if not seen]
    page.close()
    assert unseen == []


@pytest.mark.parametrize("size", [PHONE, ZOOMED], ids=["phone", "zoomed"])
@pytest.mark.parametrize("place", OWN)
def test_wide_spacing_cuts_nothing_off(somebody: Somebody, place: str, size: ViewportSize) -> None:
    page = opened(somebody, place, size)
    page.evaluate(
        """(rules) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(rules);
          document.adoptedStyleSheets = [sheet];
        }""",
        SPACING,
    )
    fits_the_screen(page, place)
    cut = page.evaluate(CLIPPED)
    page.close()
    assert cut == []


@pytest.mark.parametrize("place", ["{form}", "{case}"])
def test_what_has_the_focus_is_never_hidden(somebody: Somebody, place: str) -> None:
    page = opened(somebody, place, ZOOMED)
    for _number in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None:
            break
        assert -1 <= found["y"] < ZOOMED["height"], found["name"]
    page.close()


@pytest.fixture(scope="module")
def sent(
    product: Product, app: Flask, somebody: Somebody, address: str, chromium: Browser
) -> Iterator[Somebody]:
    """A company whose form was sent in."""
    fresh = register(product, app, "legal")
    fresh.press("save", {"services": ["lp_current_account"]})
    assert fresh.press("submit", typed(application(["L1"]))).status_code == 303
    cookie = fresh.client.get_cookie("anketa")
    assert cookie is not None
    context = chromium.new_context(base_url=address, locale="en-GB")
    context.add_cookies([{"name": "anketa", "value": cookie.value, "url": address}])
    yield Somebody(fresh, context)
    context.close()


@pytest.mark.parametrize(("place", "sheets"), [("{case}", 1), ("{form}", 4)])
def test_what_was_sent_is_printed_without_the_tools_of_the_screen(
    sent: Somebody, place: str, sheets: int
) -> None:
    page = opened(sent, place)
    paper = PdfReader(BytesIO(page.pdf(format="A4")))
    page.close()
    words = " ".join(sheet.extract_text() for sheet in paper.pages)
    assert len(paper.pages) <= sheets
    assert min(len(sheet.extract_text()) for sheet in paper.pages[:-1] or paper.pages) > 200
    assert "Log out" not in words
    assert "Download" not in words

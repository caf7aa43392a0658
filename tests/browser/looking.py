"""What is looked for on every page: it fits the screen, and axe finds nothing wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page, ViewportSize

PHONE = ViewportSize(width=360, height=740)
DESK = ViewportSize(width=1280, height=900)
PATIENCE = 90_000
"""Milliseconds for one page: the machine may be busy with other tests."""

# Targets of 44 pixels: all that stands alone; links inside a sentence are as high as its line.
SMALL = """
() => [...document.querySelectorAll("main button, main a.btn, header a, header button, .option")]
  .filter((one) => one.getClientRects().length && !one.closest(".visually-hidden, [tabindex='-1']"))
  .filter((one) => !one.classList.contains("visually-hidden"))
  .filter((one) => one.getBoundingClientRect().height < 43.5)
  .map((one) => one.outerHTML.slice(0, 120))
"""


def fits_the_screen(page: Page, name: str) -> None:
    """Nothing sticks out at the side, nothing to press is too small for a finger."""
    page.wait_for_load_state("load")  # before it, a page without scripts may have no style yet
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0, f"{name} is {width} pixels too wide"
    assert page.evaluate(SMALL) == [], name


def is_accessible(page: Page, name: str) -> None:
    """It fits, and axe finds no violation; it need not describe what is right."""
    fits_the_screen(page, name)
    found = _axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"


@cache
def _axe() -> Axe:
    return Axe()


@contextmanager
def shown_if_stuck(page: Page) -> Iterator[None]:
    """Tell what stood on the page when something was waited for in vain."""
    try:
        yield
    except Error as error:
        error.add_note(f"{page.url}\n{page.locator('body').inner_text()}")
        raise

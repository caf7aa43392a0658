"""Take the pictures of docs/images: both sides of the real product in a real browser.

Usage: .venv/bin/python docs/screenshots.py [FOLDER [LANGUAGE…]]

Without a folder only the pictures of docs/images are kept; with one, every page of the journeys.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from engine.bootstrap import Product
from engine.demo.people import LogIn, people
from tests.journeys.answers import LEGAL, NATURAL, Answers
from tests.journeys.serving import build, served
from tests.journeys.walk import Walk
from web.app import create_app

IMAGES = Path(__file__).with_name("images")
SIZES = {
    "phone": ViewportSize(width=360, height=740),
    "desk": ViewportSize(width=1200, height=800),
}
KEPT = frozenset(
    {
        "start-desk", "form-desk", "overview-desk", "queue-desk", "case-desk", "answers-desk",
        "register-phone", "form-phone", "overview-phone", "case-phone",
    }
)  # fmt: skip
COLOURS = 64
"""A picture of a plain page needs no more, and is a third of the size."""


@dataclass(frozen=True, slots=True)
class Camera:
    """Takes pictures of one journey after another, all of one product."""

    browser: Browser
    product: Product
    address: str
    folder: Path
    only: frozenset[str] = frozenset()

    def take(self, lang: str, answers: Answers, size: str) -> None:
        """One journey with a picture of each page."""
        context = self.browser.new_context(
            viewport=SIZES[size], locale="en-GB", reduced_motion="reduce"
        )
        context.set_default_timeout(30_000)

        def look(page: Page, name: str) -> None:
            self.keep(page, f"{name}-{size}", lang)

        walk = Walk(context.new_page(), self.address, self.product, lang, look=look)
        walk.register(answers.kind)
        walk.choose_services(answers)
        walk.page.evaluate("scrollTo(0, 0)")
        look(walk.page, "form")
        walk.fill(answers)
        if answers.document:
            walk.upload(answers.document)
        look(walk.page, "filled")
        walk.press("submit")
        walk.page.locator("#turn").wait_for()
        look(walk.page, "overview")
        context.close()

    def keep(self, page: Page, name: str, lang: str) -> None:
        """A picture, if it is wanted."""
        if self.only and name not in self.only:
            return
        whole = name.startswith(("overview", "case-desk"))
        picture = Image.open(BytesIO(page.screenshot(full_page=whole)))
        plain = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        plain.save(self.folder / f"{name}-{lang}.png", optimize=True)

    def take_desk(self, lang: str, officer: LogIn, size: str) -> None:
        """The lists of a member of staff, and the first case in them."""
        context = self.browser.new_context(viewport=SIZES[size], reduced_motion="reduce")
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.goto(f"{self.address}/{lang}/staff/login")
        page.locator("[name='login.identifier']").fill(officer.email)
        page.locator("[name='login.password']").fill(officer.password)
        page.locator("[name='login.password']").press("Enter")
        page.wait_for_url("**/queues/*")
        self.keep(page, f"queue-{size}", lang)
        page.locator("main table a, main .queue a").first.click()
        page.wait_for_url("**/cases/*")
        self.keep(page, f"case-{size}", lang)
        page.goto(f"{page.url.partition('?')[0]}/answers")
        self.keep(page, f"answers-{size}", lang)
        context.close()


def main() -> None:
    """A person on a phone, a company at a desk, and an officer, in each language asked for."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES
    folder.mkdir(parents=True, exist_ok=True)
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    with TemporaryDirectory() as data, sync_playwright() as playwright:
        product = build(Path(data))
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--hide-scrollbars"]
        )
        with served(create_app(product)) as address:
            only = KEPT if folder == IMAGES else frozenset()
            camera = Camera(browser, product, address, folder, only)
            for lang in sys.argv[2:] or ["en"]:
                camera.take(lang, NATURAL, "phone")
                camera.take(lang, LEGAL, "desk")
                officer = next(one for one in people(product) if one.is_staff)
                for size in SIZES:
                    camera.take_desk(lang, officer, size)
        browser.close()
        product.close()


if __name__ == "__main__":
    main()

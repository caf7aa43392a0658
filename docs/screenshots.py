"""Take the pictures of docs/images: both sides of one case in the real product, in real browsers.

Usage: .venv/bin/python docs/screenshots.py

Every page of the whole journeys, in each language, is kept by tests/browser/test_whole_journeys.py.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from engine.bootstrap import Product
from engine.demo.playing import Play
from engine.services import senders
from tests.conftest import BROWSERS
from tests.journeys.answers import LEGAL
from tests.journeys.cases import Colleague, at_the_desk, done, hired, played
from tests.journeys.serving import build, served
from tests.journeys.sides import Desk, at_home, case_at_desk
from tests.journeys.walk import Walk, no_look
from web.app import create_app

IMAGES = Path(__file__).with_name("images")
PHONE, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1040, height=740)
WIDE, HIGH = (ViewportSize(width=1200, height=height) for height in (800, 1240))
GROUND, BETWEEN = "#d9dfe3", 24
COLOURS = 128
"""A picture of plain pages needs no more, and is a third of the size."""
COMPANY = "S-42 both representatives sign, one at Dokobit while the other's file is being checked"
SIGNED = "A client who has paid"
QUESTIONNAIRE = "lp_client_questionnaire"
COMMENT = "Please name the countries in which you sell."


def taken(page: Page) -> Image.Image:
    """What stands on the screen, from its top."""
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    return Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")


def beside(pictures: list[Image.Image]) -> Image.Image:
    """Pictures in one, from left to right."""
    width = sum(one.width for one in pictures) + BETWEEN * (len(pictures) + 1)
    height = max(one.height for one in pictures) + 2 * BETWEEN
    whole, left = Image.new("RGB", (width, height), GROUND), BETWEEN
    for one in pictures:
        whole.paste(one, (left, BETWEEN))
        left += one.width + BETWEEN
    return whole


def kept(name: str, *pictures: Image.Image) -> None:
    """Keep a picture; several stand beside one another."""
    whole = pictures[0] if len(pictures) == 1 else beside(list(pictures))
    plain = whole.quantize(COLOURS, dither=Image.Dither.NONE)
    plain.save(IMAGES / f"{name}.png", optimize=True)


@dataclass(frozen=True, slots=True)
class Studio:
    """The product and the people at the bank, each in a browser."""

    browser: Browser
    product: Product
    address: str
    officer: Colleague
    approver: Colleague

    def form(self) -> None:
        """A form that follows what is chosen."""
        page = self.browser.new_page(viewport=WIDE, locale="en-GB", reduced_motion="reduce")
        walk = Walk(page, self.address, self.product, "en", look=no_look)
        walk.register(LEGAL.kind)
        walk.choose_services(LEGAL)
        kept("form", taken(page))

    def returned(self) -> None:
        """One answer is asked about; the company reads it at the same moment."""
        staff = (self.officer, self.approver)
        own = {
            "services": ("lp_current_account", "lp_acquiring"),
            "company.communication_language": ("en",),
        }
        play = played(self.product, staff, COMPANY, lambda act: act.item != "photo", own)
        for unit in play.load().state.picture.of("photo"):
            done(play, senders.provider("photo system"), "photo", "photo system passes", unit)
        play.fills("questionnaire", QUESTIONNAIRE, "applicant sends")
        desk = self._desk(self.officer, play, "en", DESK)
        place = f"questionnaire:{QUESTIONNAIRE}"
        desk.comments(place, "lp_client.activity", COMMENT)
        desk.opens(f"/documents/{place}")
        phone = at_home(self.browser, self.address, play, "en", PHONE)
        kept("sides", taken(phone), taken(desk.page))

    def decided(self) -> None:
        """What one officer proposes, another one confirms; then the client reads it."""
        staff = (self.officer, self.approver, hired(self.product, "Dace Krūmiņa", "accountant"))
        own = {"client.communication_language": ("lv",)}
        play = played(self.product, staff, SIGNED, given=own)
        (unit,) = play.load().state.picture.of("account")
        desk = self._desk(self.officer, play, "en", WIDE)
        desk.takes(f"account:{unit}", "officer-refuses", {"reason": "Origin of the money unclear."})
        second = self._desk(self.approver, play, "en", HIGH)
        second.opens()
        kept("two-people", taken(second.page))

    def phones(self) -> None:
        """The applicant's phone at three moments, in the three languages of the bank."""
        staff = (self.officer, self.approver, hired(self.product, "Dace Krūmiņa", "accountant"))
        moments = (("lv", "officer returns"), ("en", "applicant agrees"), ("ru", ""))
        shown = []
        for lang, until in moments:
            own = {"client.communication_language": (lang,)}
            title = "S-49 an account that is opened" if not until else "A client who has an invoice"
            play = played(
                self.product, staff, title, lambda act, until=until: act.step != until, own
            )  # fmt: skip
            shown.append(taken(at_home(self.browser, self.address, play, lang, PHONE)))
        kept("phones", *shown)

    def _desk(self, who: Colleague, play: Play, lang: str, view: ViewportSize) -> Desk:
        page = at_the_desk(self.browser, self.address, who, lang, viewport=view)
        return Desk(page, case_at_desk(self.address, lang, play.case_id), no_look)


def main() -> None:
    """All pictures of docs/images, anew."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    with TemporaryDirectory() as data, sync_playwright() as playwright:
        product = build(Path(data))
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--hide-scrollbars"]
        )
        with served(create_app(product)) as address:
            officer = hired(product, "Ilze Kalniņa", "officer")
            approver = hired(product, "Pēteris Liepa", "approver")
            studio = Studio(browser, product, address, officer, approver)
            studio.form()
            studio.returned()
            studio.decided()
            studio.phones()
        browser.close()
        product.close()


if __name__ == "__main__":
    main()

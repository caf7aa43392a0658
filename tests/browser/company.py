"""A company of three, from the identification to the video call: everything is done on pages.

The first of them is in the cabinet; the other two have nothing but what the Bank sends them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, ViewportSize

from engine.identification.demo_provider.words import words
from engine.services.case_loading import CaseRequest
from engine.services.first_card import SO_MANY
from engine.services.senders import CLOCK_ITSELF
from tests.bank.applications import READY, SCENARIOS
from tests.browser.beside import Sides
from tests.browser.looking import PATIENCE
from tests.journeys.answers import LEGAL
from tests.journeys.rehearsing import WorkingHours, comes, identified, sent_to, signed_there
from tests.journeys.sides import asked_of
from tests.journeys.walk import Walk
from tests.payments.club_bills import pays, statement

ANNA, JURIS, ILZE = LEGAL.rows["representatives"]
GIVEN: Final = {
    **SCENARIOS["S-22 an account with a merchant"].given,
    "lp_client.activity": ("Dārza instrumenti, e-veikals",),
    "merchant.goods": ("Dārza instrumenti",),
}
ON_SCREEN, MERCHANT = "lp_client_questionnaire", "merchant_questionnaire"
IN_PDF, ATTACHED = "lp_tax_self_certification", "lp_ubo_declaration"
AS_PDF: Final = {"lp_tax.residence": "LV", "lp_tax.number": "40003521600"}
WHERE: Final = "Lūdzu, norādiet, kurās valstīs."
HERE: Final = "Dārza instrumenti: Latvija, Igaunija"


@dataclass
class Company:
    """A company whose application was sent, and everybody at the Bank who works on it."""

    sides: Sides
    walk: Walk
    clock: WorkingHours
    at_desk: str
    size: ViewportSize

    def is_identified(self) -> None:
        """One photo attempt fails and is repeated; who has no cabinet comes by a link."""
        cabinet = self.sides.cabinet
        cabinet.opens()
        identified(cabinet.page, "again", self.walk.look)
        cabinet.reads(words(self.walk.lang).unclear)
        identified(cabinet.page, "passes", self.walk.look)
        for page, who in ((self.juris, JURIS), (self.ilze, ILZE)):
            self.follows_link(page, who["email"])
            assert who["full_name"] in page.locator("main").inner_text()
            identified(page, "passes", self.walk.look)
        officer = self.sides.officer
        officer.reads(*[self.said("photo", "passed", self.at_desk)] * 3)
        for who in (ANNA, JURIS, ILZE):
            row = officer.page.locator(".people-table tr", has_text=who["full_name"])
            assert who["full_name"] in row.locator(".read-lines").text_content(), "as was read"

    def fills_in_its_questionnaires(self) -> None:
        """One on screen, which is returned with one answer, and one as PDF."""
        cabinet, officer = self.sides.cabinet, self.sides.officer
        cabinet.opens()
        for paper in (ON_SCREEN, MERCHANT, ATTACHED):
            cabinet.sends(f"questionnaire:{paper}", *asked_of(paper, GIVEN))
        cabinet.fills_in_pdf(f"questionnaire:{IN_PDF}", AS_PDF)
        cabinet.sends(f"questionnaire:{IN_PDF}", {}, ["lp_tax.file"])
        officer.opens(f"/documents/questionnaire:{IN_PDF}")
        assert AS_PDF["lp_tax.number"] in officer.page.locator("main").inner_text()
        officer.comments(f"questionnaire:{ON_SCREEN}", "lp_client.activity", WHERE)
        assert WHERE in cabinet.told()
        cabinet.corrects("lp_client.activity", HERE)
        officer.opens(f"/documents/questionnaire:{ON_SCREEN}")
        assert HERE in officer.page.locator("main").inner_text()
        papers = (ON_SCREEN, MERCHANT, ATTACHED, IN_PDF)
        self.sides.reviewed("application", *(f"questionnaire:{one}" for one in papers))

    def signs(self) -> None:
        """Two sign at the provider, one with an own signature; both files are kept."""
        cabinet, officer, look = self.sides.cabinet, self.sides.officer, self.walk.look
        officer.takes("package", "officer-sends-for-agreement", file="package.documents")
        cabinet.takes("package", "applicant-agrees")
        cabinet.opens()
        signed_there(cabinet.page, ANNA["full_name"], "1", look)
        cabinet.reads(self.signed_by(1))
        own = cabinet.signed(**{ILZE["full_name"]: ILZE["personal_code"]})
        cabinet.takes("package", "applicant-uploads-the-signed-package", own)
        place = f"signature:{self.units[ILZE['full_name']]}"
        officer.takes(place, "officer-confirms-the-signature")
        officer.takes("package", "officer-waits-for-the-others")
        cabinet.reads(self.signed_by(2))
        self.follows_link(self.juris, JURIS["email"])
        signed_there(self.juris, JURIS["full_name"], "2", look)
        number = cabinet.page.locator(".case-number").first.inner_text()
        for side, lang in ((cabinet, self.walk.lang), (officer, self.at_desk)):
            side.reads(f"{number}.pdf", own["name"], self.said("package", "signed", lang))
        signers = officer.page.locator("#signed .signature strong").all_inner_texts()
        assert sorted(signers) == sorted(one["full_name"] for one in (ANNA, JURIS, ILZE))

    def pays(self) -> None:
        """The invoice is paid in two parts, each as an account statement tells of it."""
        self.sides.officer.takes("invoice", "officer-issues")
        reference = re.search(r"\bRF\d{2}\w+", self.sides.cabinet.told())
        assert reference is not None
        for amount, status in (("50.00", "partially_paid"), ("150.00", "paid")):
            accountant = self.sides.desks["accountant"]
            accountant.reads_statement(statement(pays(amount, reference[0])).written())
            self.sides.cabinet.reads(self.said("invoice", status, self.walk.lang))
            self.sides.officer.reads(self.said("invoice", status, self.at_desk))

    def comes_to_a_video_call(self) -> None:
        """One of them is asked to; at the agreed time both sides go to the call."""
        officer, unit, page, look = (
            self.sides.officer, self.units[JURIS["full_name"]], self.juris, self.walk.look,
        )  # fmt: skip
        place = f"demand:{unit}"
        officer.takes("demand", "officer-demands-video-identification", {"_of": unit})
        self.sides.cabinet.opens()
        at = self.clock.now().astimezone(ZoneInfo("Europe/Riga")) + timedelta(minutes=15)
        slot = {"slot.date": f"{at:%d.%m.%Y}", "slot.time": f"{at:%H:%M}"}
        officer.takes(place, "officer-agrees-a-time", slot)
        self.sides.cabinet.reads(slot["slot.time"])
        self.follows_link(page, JURIS["email"])
        page.locator("main a[href$='/begin']").click()
        page.locator("main button[disabled]").wait_for()
        look(page, "too early for the call")
        self.clock.wait(timedelta(minutes=6))
        comes(page, page.url)
        look(page, "time for the call")
        self.enters_code(page)
        host = self.starts_call()
        page.locator("button[value=enter]").click()
        look(page, "in the call")
        host.locator("button[value=end]").click()
        officer.look(host, "call over")
        host.close()
        officer.reads(self.said("demand", "under_review", self.at_desk))
        self.follows_link(page, JURIS["email"])
        self.sides.decided(place, "officer-passes", reason="Sarunā viss sakrita.")
        officer.reads(self.said("demand", "passed", self.at_desk))

    def enters_code(self, page: Page) -> None:
        """The code of the short message opens the way to the call."""
        page.locator("main button[value=send]").click()
        page.locator("[name=code]").wait_for()
        self.walk.look(page, "code sent")
        page.fill("[name=code]", sent_to(self.walk.product, JURIS["phone"], r"\b\d{6}\b"))
        page.locator("main button[value=enter]").click()
        page.locator("button[value=enter][name=do]").wait_for()
        self.walk.look(page, "call")

    def starts_call(self) -> Page:
        """The officer starts the call from the case, in a page of its own."""
        officer = self.sides.officer
        officer.opens()
        with officer.page.expect_popup() as opened:
            officer.page.locator("form[action*='/calls/'] button").click()
        host = opened.value
        host.locator("button[value=start]").click()
        host.locator("button[value=end]").wait_for()
        officer.look(host, "call started")
        return host

    def follows_link(self, page: Page, email: str) -> None:
        """The personal link that somebody was sent last, in a browser of the own."""
        page.goto(sent_to(self.walk.product, email, r"\S+/link/[\w-]+"))
        self.walk.look(page, "link")

    # what is read ---------------------------------------------------------------------------------

    def said(self, item: str, status: str, lang: str) -> str:
        """What an item is called in a status."""
        flow = READY.programme.flow
        one = next(each for each in flow.items if each.name == item)
        return self.walk.product.catalogs.reader(lang).text(one.status(status).caption)

    def signed_by(self, count: int) -> str:
        """How the cabinet says that so many have signed."""
        item = next(each for each in READY.programme.flow.items if each.name == "signature")
        title = self.walk.product.catalogs.reader(self.walk.lang).text(item.title)
        return self.walk.product.catalogs.reader(self.walk.lang).message(
            SO_MANY, item=title, done=count, all=3
        )

    @cached_property
    def units(self) -> Mapping[str, str]:
        """The people of the case, as its pages address them."""
        case = self.walk.product.cases.load(
            CaseRequest(self.sides.cabinet.case.rpartition("/")[2], CLOCK_ITSELF)
        )
        rows = (ANNA, JURIS, ILZE)
        return {
            row["full_name"]: unit
            for row, unit in zip(rows, case.state.picture.of("photo"), strict=True)
        }

    @cached_property
    def juris(self) -> Page:
        """The browser of the second one."""
        return self._at_home()

    @cached_property
    def ilze(self) -> Page:
        """The browser of the third one."""
        return self._at_home()

    def _at_home(self) -> Page:
        browser = self.walk.page.context.browser
        assert browser is not None
        page = browser.new_context(viewport=self.size, locale=self.walk.lang).new_page()
        page.set_default_timeout(PATIENCE)
        return page

"""Applicant and staff of one case, each in a browser of their own, through pages only."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pikepdf import Pdf, String
from playwright.sync_api import Browser, Page, ViewportSize

from engine.definitions.reading.answers_file import Raw
from engine.demo.papers import paper
from engine.demo.playing import Play
from engine.forms.wording import html_id
from engine.signatures.believed import rehearsal_of
from engine.signatures.rehearsal.signing import RehearsedSignature, signed_anyhow
from tests.bank.applications import READY
from tests.browser.looking import PATIENCE
from tests.documents.fillable.forms import changed, field
from tests.journeys.rehearsing import comes
from tests.journeys.serving import PASSWORD, PROGRAMME
from tests.journeys.walk import Look, Walk

FILE: Final = {
    "name": "dokuments.pdf",
    "mimeType": "application/pdf",
    "buffer": paper("dokuments.pdf")[1],
}
NOTHING: Final[Mapping[str, str]] = {}


def listened(page: Page) -> list[str]:
    """What the page complains about in its console, from now on."""
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def at_home(browser: Browser, base: str, play: Play, lang: str, view: ViewportSize) -> Page:
    """The applicant of a case, logged in."""
    with play.product.store.read() as store:
        email = store.accounts.one(play.account).email
    page = browser.new_context(viewport=view, locale="en-GB").new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{base}/{lang}/{PROGRAMME}/login")
    page.fill("[name='login.identifier']", email)
    page.fill("[name='login.password']", PASSWORD)
    page.press("[name='login.password']", "Enter")
    page.wait_for_url("**/case/*")
    return page


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody at the bank who works on one case; ``look`` sees every page that is opened."""

    page: Page
    case: str
    look: Look

    def opens(self, part: str = "") -> None:
        self.page.goto(f"{self.case}{part}")
        self.look(self.page, part or "now")

    def reads(self, *words: str) -> None:
        """The case comes to say this."""
        comes(self.page, self.case, *words)
        self.look(self.page, "now")

    def takes(
        self, place: str, step: str, typed: Mapping[str, str] = NOTHING, *, file: str = ""
    ) -> None:
        """Take a step as its page asks for it; one without a form is taken at once."""
        self.opens()
        address = f"/do/{place}/{step}"
        act = self.page.locator(f"#work a[href$='{address}'], #work form[action$='{address}'] ")
        fold = self.page.locator("details.also:not([open]) > summary")
        if not act.first.is_visible() and fold.count():
            fold.click()
        link = self.page.locator(f"#work a[href$='{address}']")
        if link.count():
            link.first.click()
            self._fills(step, typed, file)
            self.page.locator("[data-sends]").click()
        else:
            self.page.locator(f"#work form[action$='{address}'] button[value=take]").first.click()
        self.page.locator("#main > .notice").first.wait_for()
        assert not self.page.locator(".late, .error-summary").count(), (place, step)

    def reads_statement(self, statement: bytes) -> None:
        """Upload an account statement on the page of payments."""
        self.page.goto(f"{self.case.partition('/cases/')[0]}/payments")
        file = {"name": "izraksts.xml", "mimeType": "application/xml", "buffer": statement}
        self.page.locator("main input[type=file]").set_input_files([file])  # type: ignore[list-item]
        self.page.locator("main form button[type=submit]").first.click()
        self.page.locator(".received li").first.wait_for()
        self.page.locator("meta[http-equiv=refresh]").wait_for(state="detached")
        self.look(self.page, "statement read")

    def comments(self, place: str, question: str, words: str) -> None:
        """Comment on one answer and return the document with it."""
        self.opens(f"/documents/{place}")
        row = self.page.locator(f"[id='a-{html_id(question)}']")
        row.locator("details.comment > summary").click()
        with self.page.expect_response("**/comment"):
            row.locator(".comment textarea").fill(words)
        self.page.locator("#tray a").click()
        self.page.locator(".client-reads", has_text=words).wait_for()
        self.look(self.page, "returned")
        self.page.locator("#step-form [data-sends]").click()
        self.page.locator("#main > .notice").wait_for()

    def places(self, item: str) -> list[str]:
        """For whom there is something to do with an item, in the addresses of its steps."""
        self.opens()
        found = re.findall(rf"/do/({item}(?::[^/\"]+)?)/", self.page.content())
        return list(dict.fromkeys(found))

    def _fills(self, step: str, typed: Mapping[str, str], file: str) -> None:
        self.page.locator("#step-form").wait_for()
        for name, value in typed.items():
            asked = self.page.locator(f"#step-form [name='{name}']")
            if asked.first.get_attribute("type") in ("hidden", "checkbox", "radio"):
                self.page.locator(f"#step-form [name='{name}'][value='{value}']").check()
            else:
                asked.fill(value)
        if file:
            self.page.locator("#step-form input[data-upload]").set_input_files([FILE])  # type: ignore[list-item]
            self.page.locator("#step-form .file-name").wait_for()
        self.look(self.page, step)


@dataclass(frozen=True, slots=True)
class Cabinet:
    """The applicant."""

    walk: Walk
    case: str

    @property
    def page(self) -> Page:
        return self.walk.page

    def opens(self, part: str = "") -> None:
        self.page.goto(f"{self.case}{part}")
        self.walk.look(self.page, part or "overview")

    def reads(self, *words: str) -> None:
        """The overview comes to say this."""
        comes(self.page, self.case, *words)
        self.walk.look(self.page, "overview")

    def told(self) -> str:
        """What stands on the first card of the overview."""
        self.opens()
        return self.page.locator(".turn").inner_text()

    def _waits_for(self, place: str) -> None:
        """It opens once a job has heard what the provider says of everybody."""
        for _ in range(120):
            self.opens()
            if self.page.locator(f"main a[href$='/{place}']").count():
                return
            self.page.wait_for_timeout(500)

    def sends(self, place: str, answers: Mapping[str, Sequence[str]], files: Sequence[str]) -> None:
        """A questionnaire, with what a scenario answers."""
        self._waits_for(place)
        self.opens(f"/{place}")
        for question in files:
            self.walk.upload(question)
        waiting = dict(answers)
        for _round in range(6):
            for name in list(waiting):
                if self.page.locator(f"[name='{name}']:not([type=hidden])").count():
                    for value in waiting.pop(name):
                        self.walk.answer(name, value)
            if not waiting:
                break
            self.walk.follow()
        assert not waiting, waiting
        self.walk.look(self.page, f"{place} filled")
        self.walk.press("submit")
        assert self.page.locator(".error-summary").all_inner_texts() == []
        self.walk.look(self.page, f"{place} sent")

    def corrects(self, question: str, words: str) -> None:
        """What came back, from the first card on."""
        self.opens()
        self.page.locator(".turn a.btn-primary").click()
        self.page.locator(".bank-said").wait_for()
        self.walk.answer(question, words)
        self.walk.look(self.page, "correction")
        self.walk.press("submit")
        assert self.page.locator(".error-summary").all_inner_texts() == []

    def fills_in_pdf(self, place: str, values: Mapping[str, str]) -> None:
        """A questionnaire filled in elsewhere, looked at, and taken over into the form."""
        self.opens(f"/{place}")
        self.page.locator("a[href$='/paper']").first.click()
        with self.page.expect_download() as kept:
            self.page.locator("a[href$='/paper.pdf']").click()
        self.walk.look(self.page, f"{place} as PDF")

        def typed(pdf: Pdf) -> None:
            for name, value in values.items():
                field(pdf, name).V = String(value)

        content = changed(kept.value.path().read_bytes(), typed)
        self._uploads({**FILE, "name": "anketa.pdf", "buffer": content})
        self.walk.look(self.page, f"{place} read")
        changes = self.page.locator(".clash tbody tr")
        assert changes.count() == len(values), changes.all_inner_texts()
        with self.page.expect_navigation():
            self.page.locator("button[value=use]").click()

    def signed(self, **codes: str) -> Mapping[str, Any]:
        """The package as it is handed out to be signed elsewhere, signed by these people."""
        self.opens()
        with self.page.expect_download() as kept:
            self.page.locator("main a[href*='asice']").first.click()
        content, at = kept.value.path().read_bytes(), self.walk.product.clock.now()
        authority = rehearsal_of(self.walk.product.settings, at)
        for name, code in codes.items():
            holder = authority.person(name, code, at)
            content = signed_anyhow(content, RehearsedSignature(holder, at, authority.clock(at)))
        return {**FILE, "name": "parakstīts.asice", "buffer": content}

    def _uploads(self, file: Mapping[str, Any]) -> None:
        self.page.locator("main input[type=file]").set_input_files([file])  # type: ignore[list-item]
        with self.page.expect_navigation():
            self.page.locator("form[enctype] button[type=submit]").click()

    def takes(self, place: str, step: str, file: Mapping[str, Any] = FILE) -> None:
        """A step of the overview."""
        self.opens()
        address = f"/{place}/do/{step}"
        link = self.page.locator(f"main a[href$='{address}']")
        if link.count():
            link.first.click()
            self.walk.look(self.page, step)
            if self.page.locator("input[data-upload]").count():
                self.page.locator("input[data-upload]").set_input_files([file])  # type: ignore[list-item]
                self.page.locator(".file-name").wait_for()
            with self.page.expect_navigation():
                self.page.locator("button[value=take]").click()
        else:
            with self.page.expect_navigation():
                self.page.locator(f"main form[action$='{address}'] button").first.click()
        assert not self.page.locator(".error-summary").count(), (place, step)
        self.walk.look(self.page, f"after {step}")


def case_at_desk(base: str, lang: str, cabinet: str) -> str:
    """The case of an applicant as the desk addresses it."""
    programme, _, case = cabinet.rsplit("/", 2)
    return f"{base}/{lang}/staff/{programme.rpartition('/')[2]}/cases/{case}"


def asked_of(questionnaire: str, given: Raw) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """What is answered to the questions of a questionnaire, and those that take files."""
    outline = READY.forms[questionnaire]
    raw, files = {}, []
    for name, texts in given.items():
        place = outline.place(name)
        if place is not None and place.field.kind == "file":
            files.append(name)
        elif place is not None:
            raw[name] = tuple(texts)
    return raw, files

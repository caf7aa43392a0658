"""Applicant and staff of one case, each in a browser of their own, through pages only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize

from engine.base.system import SystemClock
from engine.bootstrap import Product
from engine.demo.playing import Play
from engine.demo.signing import signed_package
from engine.forms.wording import html_id
from engine.identification.demo_provider.keys import REHEARSAL
from engine.identification.demo_provider.provider import DemoProvider
from engine.services.case_loading import CaseRequest
from engine.services.senders import CLOCK_ITSELF
from tests.browser.looking import PATIENCE
from tests.journeys.answers import PDF
from tests.journeys.serving import PASSWORD, PROGRAMME, build, served
from tests.journeys.walk import Look, Walk
from web.app import create_app

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

FILE: Final = {"name": "dokuments.pdf", "mimeType": "application/pdf", "buffer": PDF}
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


@contextmanager
def identifying(folder: Path) -> Iterator[tuple[Product, str]]:
    """A product whose people are identified at the provider of the demonstration, and its address.

    People come back from there to the address, so that it is known before the product is built.
    """
    provider, apps = DemoProvider(folder / "provider", "", SystemClock()), list[Flask]()
    at, stop = provider.serve(0)

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return apps[0](environ, start_response)

    with served(app) as address:
        product = build(
            folder,
            ANKETA_BASE_URL=address,
            SUMSUB_URL=at,
            SUMSUB_TOKEN=REHEARSAL.token,
            SUMSUB_SECRET=REHEARSAL.secret,
            SUMSUB_WEBHOOK_SECRET=REHEARSAL.webhook_secret,
        )
        apps.append(create_app(product))
        yield product, address
        product.close()
    stop()


@dataclass(frozen=True, slots=True)
class Identified:
    """A person of a case who is to be identified: the provider is asked as its jobs ask it."""

    product: Product
    case_id: str
    unit: str

    def presses(self, page: Page, outcome: str, look: Look) -> None:
        """Go on to the provider from where one stands, end it there, and come back."""
        self._asks()
        page.locator("main a[href$='/begin']").first.click()
        button = page.locator(f"button[value={outcome}]")
        button.wait_for()
        look(page, f"provider {outcome}")
        button.click()
        page.wait_for_url("**/identified")
        look(page, f"identified {outcome}")
        self._asks()

    def _asks(self) -> None:
        session = self.product.outside.of(self.case_id, "photo", self.unit)
        assert session is not None
        self.product.outside.ask(session.id)


def link_for(product: Product, email: str) -> str:
    """The personal link that somebody was sent last."""
    outbox = product.outbox
    assert outbox is not None
    bodies = (one.body for one in outbox.newest(500) if email in one.to)
    return next(found[0] for body in bodies if (found := re.search(r"\S+/link/[\w-]+", body)))


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody at the bank who works on one case; ``look`` sees every page that is opened."""

    page: Page
    case: str
    look: Look

    def opens(self, part: str = "") -> None:
        self.page.goto(f"{self.case}{part}")
        self.look(self.page, part or "now")

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

    def reads(self, statement: bytes) -> None:
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
            if asked.first.get_attribute("type") in ("checkbox", "radio"):
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

    def told(self) -> str:
        """What stands on the first card of the overview."""
        self.opens()
        return self.page.locator(".turn").inner_text()

    def sends(self, place: str, answers: Mapping[str, Sequence[str]], files: Sequence[str]) -> None:
        """A questionnaire, with what a scenario answers."""
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

    def signed(self) -> Mapping[str, Any]:
        """The package as its client signs it elsewhere."""
        product = self.walk.product
        case = product.cases.load(CaseRequest(self.case.rpartition("/")[2], CLOCK_ITSELF))
        form = case.ready.step_forms["package", "signed_package"]
        content = signed_package(product, case, form.outline.fields["signed_package.file"])
        return {**FILE, "name": "parakstīts.asice", "buffer": content}

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
    return f"{base}/{lang}/staff/{PROGRAMME}/cases/{cabinet.rpartition('/')[2]}"

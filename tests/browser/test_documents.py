"""Answers on both sides of the desk: commented, corrected, compared, with and without scripts."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, expect
from reportlab.pdfgen.canvas import Canvas

from engine.base.receipts import Receipt
from engine.base.values import StoredFile
from engine.bootstrap import Product
from engine.services import senders
from engine.services.case_entries import FormEntry
from engine.services.staff_accounts import NewStaff
from engine.services.uploads import NewFile
from tests.browser.looking import DESK, PATIENCE, PHONE, is_accessible, shown_if_stuck
from tests.journeys.answers import NATURAL
from tests.journeys.serving import PASSWORD, PROGRAMME, Contact, register
from web.app import create_app

NAME = "Ilze Kalniņa"
OFFICER = "ilze.kalnina@example.org"
DOCUMENT = "client.identity_document"


def paper(words: str) -> bytes:
    """A PDF of two pages."""
    out = io.BytesIO()
    sheet = Canvas(out)
    for page in (1, 2):
        sheet.drawString(100, 700, f"{words}, {page}")
        sheet.showPage()
    sheet.save()
    return out.getvalue()


PASSPORT = paper("Passport")


@dataclass(frozen=True, slots=True)
class Case:
    """A case whose application was sent in Latvian, with a document."""

    contact: Contact
    id: str
    address: str

    def desk(self, lang: str = "en") -> str:
        return f"{self.address}/{lang}/staff/{PROGRAMME}/cases/{self.id}"

    def cabinet(self) -> str:
        return f"{self.address}/lv/{PROGRAMME}/case/{self.id}"


@pytest.fixture(scope="module")
def officer(product: Product) -> str:
    added = product.staff.add(NewStaff(OFFICER, NAME, {PROGRAMME: ("officer",)}, "en", PASSWORD))
    return getattr(added, "account", OFFICER)


@pytest.fixture
def case(product: Product, address: str, officer: str) -> Case:
    assert officer
    app: Flask = create_app(product)
    person = register(product, app, "natural", "lv")
    with product.store.read() as view:
        known = view.cases.find(person.case_id)
    assert known is not None
    sender = senders.applicant(known.account)
    kept = product.uploads.attach(NewFile(person.case_id, sender, DOCUMENT, "pase.pdf", [PASSPORT]))
    assert isinstance(kept, StoredFile)
    raw = {"services": NATURAL.services, **{key: [one] for key, one in NATURAL.fields.items()}}
    sent = product.cases.submit(
        FormEntry(person.case_id, sender, "application", "", raw, lang="lv")
    )
    assert isinstance(sent, Receipt), sent
    return Case(person.contact, person.case_id, address)


def at_desk(chromium: Browser, case: Case, view: ViewportSize, *, scripts: bool) -> Page:
    page = chromium.new_context(viewport=view, java_script_enabled=scripts).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{case.address}/en/staff/login")
    _log_in(page, OFFICER)
    return page


def in_cabinet(chromium: Browser, case: Case, view: ViewportSize, *, scripts: bool) -> Page:
    page = chromium.new_context(viewport=view, java_script_enabled=scripts).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{case.address}/lv/{PROGRAMME}/login")
    _log_in(page, case.contact.email)
    page.goto(f"{case.cabinet()}/application")
    return page


def _log_in(page: Page, email: str) -> None:
    page.locator("[name='login.identifier']").fill(email)
    page.locator("[name='login.password']").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("button[value=continue]:not([tabindex='-1'])").click()


def row(page: Page, caption: str):  # type: ignore[no-untyped-def]
    asked = page.locator(".asked").get_by_text(caption, exact=True)
    return page.locator(".sent-row", has=asked)


def comment(page: Page, caption: str, words: str, *, scripts: bool) -> None:
    row(page, caption).locator("details.comment > summary").click()
    place = row(page, caption).locator(".comment textarea")
    if scripts:
        with page.expect_response("**/comment"):
            place.fill(words)
        return
    place.fill(words)
    with page.expect_navigation():
        row(page, caption).locator(".comment button", has_text="Save").click()


def returns_two_comments(desk: Page, case: Case) -> None:
    desk.goto(f"{case.desk()}/answers")
    assert row(desk, "Full name").locator(".seen[lang=lv]").inner_text() == "Vārds, uzvārds"
    comment(desk, "Full name", "Lūdzu, pilnu vārdu.", scripts=True)
    desk.locator("#tray").get_by_text("1 comment, not sent.").wait_for()
    desk.locator("#steps .closed-step").wait_for()
    desk.locator(".sent-row dd a", has_text="pase.pdf").click()
    picture = desk.locator("#file img")
    picture.wait_for()
    assert picture.evaluate("(one) => one.decode().then(() => one.naturalWidth)") == 900
    assert "Passport, 1" in desk.locator(".page-text pre").text_content()  # type: ignore[operator]
    desk.locator("#file .page-turner a").click()
    desk.get_by_text("Page 2 of 2").wait_for()
    desk.locator("#file details.comment > summary").click()
    with desk.expect_response("**/comment"):
        desk.locator("#file textarea").fill("Otrajā lapā nav paraksta.")
    desk.locator("#tray").get_by_text("2 comments, not sent.").wait_for()
    is_accessible(desk, "answers with drafts")
    desk.locator("#tray a").click()
    desk.locator(".client-reads").get_by_text("Otrajā lapā nav paraksta.").wait_for()
    is_accessible(desk, "what the client will read")
    desk.locator("#step-form [data-sends]").click()
    desk.locator("#main > .notice").wait_for()


def sees_two_answers(cabinet: Page) -> None:
    assert cabinet.locator("h1").inner_text() == "Izlabojiet 2 atbildes"
    assert NAME in cabinet.locator(".bank-said").first.inner_text()
    names = cabinet.locator("#form-part").locator("input, select, textarea")
    posted = {one.get_attribute("name") for one in names.all()} - {None}
    assert posted == {
        "_version", "_shape", "client.full_name",
        "_explains.client.full_name", f"_explains.{DOCUMENT}",
    }  # fmt: skip


def corrects_both(cabinet: Page) -> None:
    same = {"name": "pase-2.pdf", "mimeType": "application/pdf", "buffer": PASSPORT}
    cabinet.locator("input[data-upload]").set_input_files([same])  # type: ignore[list-item]
    cabinet.get_by_text("tas pats fails, kas iepriekš (pase.pdf)").wait_for()
    submit(cabinet)
    wrong = cabinet.locator(".question-bad .error")
    expect(wrong).to_have_count(2)
    other = {**same, "buffer": paper("Signed passport")}
    cabinet.locator("input[data-upload]").set_input_files([other])  # type: ignore[list-item]
    cabinet.locator(".file-name", has_text="pase-2.pdf").wait_for()
    expect(wrong).to_have_count(1)  # that of the name
    submit(cabinet)
    cabinet.locator("#problems").get_by_text("Šī atbilde vēl nav mainīta").wait_for()
    is_accessible(cabinet, "correction that is not whole")
    with cabinet.expect_response("**/typed"):
        cabinet.locator("[name='client.full_name']").fill("Anna Marija Bērziņa")
    submit(cabinet)
    assert cabinet.locator(".error-summary").count() == 0


def submit(cabinet: Page) -> None:
    with cabinet.expect_navigation():
        cabinet.locator("button[value=submit]").click()


def test_two_comments_are_corrected_and_compared(chromium: Browser, case: Case) -> None:
    desk = at_desk(chromium, case, DESK, scripts=True)
    with shown_if_stuck(desk):
        returns_two_comments(desk, case)
    cabinet = in_cabinet(chromium, case, PHONE, scripts=True)
    with shown_if_stuck(cabinet):
        sees_two_answers(cabinet)
        corrects_both(cabinet)

    desk.goto(f"{case.desk()}/documents/application?show=changed")
    assert desk.locator(".sent-changed").count() == 2
    assert desk.locator(".was del").all_inner_texts() == ["Anna Bērziņa", "pase.pdf"]
    assert desk.locator(".said", has_text="answered").count() == 2
    is_accessible(desk, "changes")
    desk.set_viewport_size(PHONE)
    is_accessible(desk, "changes on a phone")

    cabinet.goto(f"{case.cabinet()}/application/versions")
    assert cabinet.locator(".version-list li").count() == 2
    assert cabinet.locator(".tag-changed").count() == 2
    is_accessible(cabinet, "versions")
    cabinet.goto(f"{case.cabinet()}/application/versions?version=1")
    with cabinet.expect_download() as kept:
        cabinet.locator("dd a", has_text="pase.pdf").click()
    assert kept.value.path().read_bytes() == PASSPORT

    desk.set_viewport_size(DESK)
    desk.goto(f"{case.desk()}/documents/application")
    desk.keyboard.press("Shift+Slash")
    desk.locator("#keys").get_by_text("next and previous answer").wait_for()
    desk.keyboard.press("Escape")
    desk.keyboard.press("KeyA")
    desk.locator(".document-head").get_by_text("Accepted").wait_for()


def test_everything_works_without_scripts(chromium: Browser, case: Case) -> None:
    desk = at_desk(chromium, case, PHONE, scripts=False)
    desk.goto(f"{case.desk()}/documents/application")
    comment(desk, "Full name", "Lūdzu, pilnu vārdu.", scripts=False)
    assert (
        row(desk, "Full name").locator(".writing textarea").input_value() == "Lūdzu, pilnu vārdu."
    )
    with desk.expect_navigation():
        desk.locator("#tray button").click()
    assert desk.locator(".said-open").count() == 1

    cabinet = in_cabinet(chromium, case, DESK, scripts=False)
    submit(cabinet)
    cabinet.locator("[name='_explains.client.full_name']").fill("Tā tas ir pasē.")
    submit(cabinet)
    assert cabinet.locator(".error-summary").count() == 0

    desk.goto(f"{case.desk()}/documents/application?show=changed")
    assert desk.locator(".explained").inner_text() == "Tā tas ir pasē."
    with desk.expect_navigation():
        desk.locator("#steps button").first.click()
    assert "Accepted" in desk.locator(".document-head").inner_text()

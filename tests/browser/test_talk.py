"""An applicant on a phone and an officer at a desk write to each other; an auditor looks on."""

from __future__ import annotations

from flask import Flask
from playwright.sync_api import Browser, Page, expect

from engine.bootstrap import Product
from tests.browser.looking import DESK, PHONE, is_accessible
from tests.journeys.answers import PDF
from tests.journeys.cases import at_the_desk, hired
from tests.journeys.serving import PASSWORD, PROGRAMME, register

FILE = {"name": "pilnvara.pdf", "mimeType": "application/pdf", "buffer": PDF}
NO_PDF = {"name": "pase.pdf", "mimeType": "application/pdf", "buffer": b"no such thing"}
NOTE = "Jāpārbauda paraksts"
QUESTION, ANSWER = "Нужна ли копия нотариуса?", "Notāra kopija nav nepieciešama."


def logged_in(page: Page, door: str, email: str, password: str) -> Page:
    page.set_default_timeout(60_000)
    page.goto(door)
    page.fill("[name='login.identifier']", email)
    page.fill("[name='login.password']", password)
    page.press("[name='login.password']", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)
    return page


def asks(phone: Page, own: str) -> None:
    """The applicant, without any script."""
    phone.goto(f"{own}/messages/write")
    phone.fill("textarea", "  ")
    phone.click("button[value=send]")
    expect(phone.locator("#message-problems .error")).to_be_visible()
    phone.fill("textarea", QUESTION)
    phone.set_input_files("input[name='message.files']", [FILE, NO_PDF])  # type: ignore[list-item]
    phone.click("button[value=keep]")
    expect(phone.locator(".error")).to_contain_text("pase.pdf: ")
    expect(phone.locator("textarea")).to_have_value(QUESTION)
    expect(phone.locator(".file-name")).to_have_text("pilnvara.pdf")
    phone.click("button[value=send]")
    expect(phone.locator(".talk-text")).to_have_text(QUESTION)


def answers(desk: Page, case: str) -> None:
    """The officer, whose text waits while the history is looked at."""
    desk.goto(f"{case.rpartition('/cases/')[0]}/queues/~messages")
    expect(desk.locator(f"main a[href*='{case.rpartition('/')[2]}']").first).to_be_visible()
    desk.goto(f"{case}/messages")
    expect(desk.locator(".talk-said .talk-new")).to_be_visible()
    is_accessible(desk, "the talk at the desk")
    desk.fill("textarea", ANSWER)
    expect(desk.locator("#kept")).not_to_be_empty()
    desk.goto(f"{case}/history")
    is_accessible(desk, "the history at the desk")
    desk.goto(f"{case}/messages")
    expect(desk.locator("textarea")).to_have_value(ANSWER)
    desk.click("button[value=send]")
    expect(desk.locator(".talk-own .talk-text")).to_have_text(ANSWER)
    expect(desk.locator("textarea")).to_have_value("")


def reads(phone: Page, own: str) -> None:
    """The applicant finds the answer."""
    expect(phone.locator(".mailbox-count")).to_be_visible()
    for part in ("messages", "messages/write", "history"):
        phone.goto(f"{own}/{part}")
        is_accessible(phone, part)
        if part == "messages":
            expect(phone.locator(".talk-text").first).to_have_text(ANSWER)


def notes(desk: Page, case: str) -> None:
    """A note of the Bank."""
    desk.goto(f"{case}/messages")
    expect(desk.locator(".talk-own .talk-head")).to_contain_text("klients izlasīja")
    desk.goto(case)
    desk.fill("#note-text", NOTE)
    desk.click("#notes button")
    expect(desk.locator(".bank-note")).to_contain_text(NOTE)


def audits(looking: Page, case: str) -> None:
    """Who opened what, once a reason is given."""
    looking.goto(f"{case}/reads")
    is_accessible(looking, "why the case is opened")
    looking.click("main button[type=submit]")
    expect(looking.locator(".error")).to_be_visible()
    looking.check("input[value='Inquiry of an authority']")
    looking.click("main button[type=submit]")
    table = looking.locator("table.history")
    expect(table).to_contain_text("Jānis Ozoliņš")
    expect(table).to_contain_text("Iestādes pieprasījums")
    is_accessible(looking, "who opened what")
    looking.goto(f"{case}/messages")
    expect(looking.locator("main textarea")).to_have_count(0)


def test_a_talk_in_two_browsers(
    chromium: Browser, product: Product, app: Flask, address: str
) -> None:
    officer = hired(product, "Jānis Ozoliņš", "officer")
    auditor = hired(product, "Ieva Lapa", "auditor")
    anna = register(product, app, "natural")
    own = f"{address}/ru/{PROGRAMME}/case/{anna.case_id}"
    case = f"{address}/lv/staff/{PROGRAMME}/cases/{anna.case_id}"
    door, email = f"{address}/ru/{PROGRAMME}/login", anna.contact.email
    plain = chromium.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    asks(logged_in(plain, door, email, PASSWORD), own)
    desk = at_the_desk(chromium, address, officer, viewport=DESK)
    answers(desk, case)
    phone = chromium.new_context(viewport=PHONE).new_page()
    reads(logged_in(phone, door, email, PASSWORD), own)
    notes(desk, case)
    for part in ("", "/messages", "/history"):
        phone.goto(f"{own}{part}")
        assert NOTE not in phone.content()
    audits(at_the_desk(chromium, address, auditor, viewport=DESK), case)
    assert desk.request.get(f"{case}/reads").status == 404

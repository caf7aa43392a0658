"""Whoever is identified in a call at an agreed time, and whoever comes in person instead.

Questionnaire, password, call, protocol, decision by two people, first payment, card: on pages only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page

from engine.bootstrap import Product
from engine.demo.papers import paper
from tests.browser.beside import SIZES, Bank, Sides, looks, walks
from tests.browser.looking import PATIENCE, shown_if_stuck
from tests.journeys.cases import hired
from tests.journeys.rehearsing import WorkingHours, comes
from tests.journeys.sides import Cabinet
from tests.journeys.walk import Walk

PROGRAMME: Final = "bluor"
STAFF: Final = {
    "officer": "Sanita Kalniņa",
    "approver": "Inga Liepa",
    "accountant": "Raivis Krūmiņš",
    "card desk": "Evita Ozola",
}
NAME: Final = "Alise Piemēra"
ABOUT: Final = {
    "client.full_name": NAME,
    "client.personal_code": "040291-11109",
    "client.birth_date": "04.02.1991",
    "address.country": "LV",
    "address.city": "Rīga",
    "address.street": "Brīvības iela 1-2",
    "address.postal_code": "LV-1010",
    "document.type": "passport",
    "consents.data_processing": "yes",
    "consents.bank_rules": "yes",
}
EQUIPMENT: Final = ("device", "camera", "internet", "zoom", "browser", "place", "battery")
SESSION: Final = {
    "session.preferred_time": "no 15.00 līdz 16.00",
    "session.language": "rus",
    "consents.recording": "yes",
    **{f"equipment.{one}": "yes" for one in EQUIPMENT},
}
SEEN: Final = ("document", "answers", "consent", "rules", "signature", "lighting", "voice", "focus")
PASSED: Final = {
    **{f"protocol.{one}": "yes" for one in SEEN},
    "protocol.recording": "Zoom 17",
    "protocol.result": "passed",
}
JOINS: Final = {
    "lv": "Pievienoties video sesijai",
    "en": "Join the video session",
    "ru": "Подключиться к видеосессии",
}
STATUS: Final = {
    "lv": ("Video sesija saskaņota", "Video sesija notikusi", "Konts atvērts", "Nosūtīta pa pastu"),
    "en": ("Video session agreed", "Video session held", "Account opened", "Sent by post"),
    "ru": ("Видеосессия согласована", "Видеосессия состоялась", "Счёт открыт", "Отправлена почтой"),
}


@pytest.fixture(scope="module")
def bank(chromium: Browser, at_work: tuple[Product, str]) -> Bank:
    product, address = at_work
    staff = {role: hired(product, name, role, programme=PROGRAMME) for role, name in STAFF.items()}
    return Bank(chromium, address, staff)


def newcomer(bank: Bank, product: Product, lang: str, size: str, folder: str) -> Walk:
    """Somebody who has just registered, at the questionnaire."""
    page = bank.browser.new_context(viewport=SIZES[size], locale="en-GB").new_page()
    page.set_default_timeout(PATIENCE)
    walk = Walk(page, bank.address, product, lang, look=looks(lang, "client", folder))
    page.goto(f"{bank.address}/{lang}/{PROGRAMME}/")
    walk.look(page, "start")
    page.locator("main a.btn-primary").click()
    walk.gives_contacts()
    return walk


def fills(walk: Walk, passport: str, path: str, *products: str, **more: str) -> Cabinet:
    """The questionnaire, sent in."""
    for question, value in (
        ("eligibility.lv_passport", passport),
        *(("products", p) for p in products),
    ):
        walk.answer(question, value)
    walk.follow()
    if passport == "yes":
        walk.answer("eligibility.status", "citizen")
    if "account" in products:
        walk.answer("expected_monthly_turnover", "5000")
    walk.answer("path", path)
    walk.follow()
    for question, value in {**ABOUT, **more}.items():
        walk.answer(question, value)
    name, content = paper("pase.jpg")
    file = {"name": name, "mimeType": "image/png", "buffer": content}
    walk.page.locator("input[data-upload$='document.image']").set_input_files([file])  # type: ignore[list-item]
    walk.page.locator(".file-name").wait_for()
    walk.look(walk.page, "filled")
    walk.press("submit")
    walk.page.locator("#turn").wait_for()
    found = re.match(r"(.*/case/[^/?]+)", walk.page.url)
    assert found is not None
    return Cabinet(walk, found[1])


def records(sides: Sides, place: str, typed: Mapping[str, str]) -> None:
    """The protocol of the session, with pictures."""
    officer = sides.officer
    officer.opens()
    officer.page.locator(f"#work a[href$='/do/{place}/officer-records-the-protocol']").first.click()
    form = officer.page.locator("#step-form")
    form.wait_for()
    for name, value in typed.items():
        asked = form.locator(f"[name='{name}']:not([type=hidden])")
        if asked.first.get_attribute("type") in ("checkbox", "radio"):
            form.locator(f"[name='{name}'][value='{value}']").check()
        else:
            asked.fill(value)
    for number, question in enumerate(("client_pictures", "document_pictures"), start=1):
        name, content = paper(f"{question}.png")
        file = {"name": name, "mimeType": "image/png", "buffer": content}
        form.locator(f"input[data-upload*='{question}']").set_input_files([file])  # type: ignore[list-item]
        form.locator(".file-name").nth(number - 1).wait_for()
    officer.look(officer.page, "protocol")
    officer.page.locator("[data-sends]").click()
    officer.page.locator("#main > .notice").first.wait_for()


def joins(sides: Sides, walk: Walk, clock: WorkingHours, place: str) -> Page:
    """At the agreed time, with the password of the cabinet."""
    page, cabinet = walk.page, sides.cabinet
    password = re.search(r"\b[A-Za-z2-9]{8}(?=\.)", cabinet.told())
    assert password is not None
    clock.wait(timedelta(minutes=6))
    page.locator("main a[href$='/begin']").first.click()
    comes(page, page.url, JOINS[walk.lang])  # the call is made ready meanwhile
    walk.look(page, "time for the call")
    page.locator(f"main a[href$='/{place}/do/the-person-joins']").click()
    walk.answer("joining.password", password[0])
    walk.answer("joining.full_name", NAME)
    for permitted in ("joining.video", "joining.audio"):
        walk.answer(permitted, "yes")
    walk.look(page, "joining")
    page.locator("button[name=_do][value=take]").click()
    page.locator("button[value=enter]").wait_for()
    officer = sides.officer
    officer.opens()
    with officer.page.expect_popup() as opened:
        officer.page.locator("form[action*='/calls/'] button").click()
    host = opened.value
    host.locator("button[value=start]").click()
    host.locator("button[value=end]").wait_for()
    page.locator("button[value=enter]").click()
    return host


@walks("lv", "phone", "ru")
def test_an_account_and_a_card_online(
    at_work: tuple[Product, str], bank: Bank, clock: WorkingHours,
    lang: str, size: str, at_desk: str, desk_size: str,
) -> None:  # fmt: skip
    product, folder = at_work[0], f"online-{lang}-{size}"
    walk = newcomer(bank, product, lang, size, folder)
    agreed, held, opened, sent = STATUS[lang]
    with shown_if_stuck(walk.page):
        cabinet = fills(walk, "yes", "online", "account", "card", **SESSION)
    with bank.beside(cabinet, at_desk, desk_size, folder) as sides:
        officer = sides.officer
        at = clock.now().astimezone(ZoneInfo("Europe/Riga")) + timedelta(minutes=15)
        slot = {"slot.date": f"{at:%d.%m.%Y}", "slot.time": f"{at:%H:%M}", "slot.language": "rus"}
        (place,) = officer.places("session")
        officer.takes(place, "officer-agrees-a-time", slot)
        cabinet.reads(agreed, slot["slot.time"])
        host = joins(sides, walk, clock, place)
        host.locator("button[value=end]").click()
        host.close()
        cabinet.reads(held)  # what the provider tells later would find the form half filled
        records(sides, place, PASSED)
        sides.reviewed("application")
        officer.takes(
            "account", "officer-finishes-the-review", {"review.result": "Bez iebildumiem."}
        )
        sides.decided("account", "officer-opens")
        cabinet.reads(opened, "5000")
        paid = {
            "first_payment.amount": "5000", "first_payment.from": "own",
            "first_payment.payer": NAME, "first_payment.iban": "LV80BANK0000435195001",
            "first_payment.date": f"{at:%d.%m.%Y}",
        }  # fmt: skip
        sides.desks["accountant"].takes("payment", "accountant-records-the-payment", paid)
        sides.desks["card desk"].takes(
            "card", "card-desk-sends-by-post", {"card.posted_on": f"{at:%d.%m.%Y}"}
        )
        cabinet.reads(opened, sent)
        cabinet.opens("/messages")


@walks("ru", "phone", "lv")
def test_in_person(
    at_work: tuple[Product, str], bank: Bank, lang: str, size: str, at_desk: str, desk_size: str
) -> None:
    folder = f"in-person-{lang}-{size}"
    walk = newcomer(bank, at_work[0], lang, size, folder)
    with shown_if_stuck(walk.page):
        more = {"client.personal_code": ""}
        cabinet = fills(walk, "no", "in_person", "other", **more)
    with bank.beside(cabinet, at_desk, desk_size, folder) as sides:
        cabinet.reads("LV-1050")
        seen = {"visit_protocol.document": "passport"}
        sides.officer.takes("visit", "officer-passes", seen, file="visit_protocol.copy")
        sides.reviewed("application")
        sides.officer.opens()

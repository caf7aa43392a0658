"""The doors of both sides with something wrong: told, found by keyboard, whole on a phone."""

from __future__ import annotations

import pyotp
from flask import Flask
from playwright.sync_api import Browser, Page

from engine.bootstrap import Product
from tests.browser.looking import DESK, PATIENCE, PHONE, is_accessible, shown_if_stuck
from tests.journeys.cases import SECRET, hired
from tests.journeys.serving import PASSWORD, PROGRAMME, register

NEW = "Rudens-2026!"
TEXT = "Vai vajadzīga notāra kopija?"


def wrong(page: Page, name: str, **fields: str) -> None:
    """Fill in by keyboard alone; the page says what is wrong, and the way leads to the input."""
    for id, text in fields.items():
        page.focus(f"#{id.replace('_', '-')}")
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type(text)
    before = page.evaluate("performance.timeOrigin")
    page.keyboard.press("Enter")
    page.wait_for_function("before => performance.timeOrigin > before", arg=before)
    page.wait_for_selector("[aria-invalid]")
    assert page.title().startswith(("Error:", "Kļūda:", "Ошибка:")), page.title()
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        is_accessible(page, name)
    if page.locator(".error-summary").count():
        assert page.evaluate("document.activeElement.id") == "problems", name
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    at = page.evaluate("document.activeElement.matches('[aria-invalid]')")
    assert at, f"{name}: the keyboard is at {page.evaluate('document.activeElement.outerHTML')}"
    told = page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-describedby')"
        ".split(' ').pop()).innerText"
    )
    assert told.strip(), f"{name}: the input does not say what is wrong with it"


def right(page: Page, **fields: str) -> None:
    for id, text in fields.items():
        page.fill(f"#{id.replace('_', '-')}", text)
    page.keyboard.press("Enter")


def test_an_applicant_finds_what_is_wrong(
    chromium: Browser, product: Product, app: Flask, address: str
) -> None:
    anna = register(product, app, "natural")
    page = chromium.new_page(viewport=PHONE)
    page.set_default_timeout(PATIENCE)
    base = f"{address}/lv/{PROGRAMME}"
    with shown_if_stuck(page):
        page.goto(f"{base}/login")
        wrong(page, "log-in", login_identifier=anna.contact.email, login_password="Nepareiza1!")
        page.goto(f"{base}/recovery")
        wrong(page, "recovery", recovery_contact="20000000")
        wrong(page, "recovery without a contact", recovery_contact=" ")
        right(page, recovery_contact=anna.contact.email)
        page.wait_for_url("**/recovery/code")
        wrong(page, "code of recovery", recovery_code="12")
        page.goto(f"{base}/login")
        right(page, login_identifier=anna.contact.email, login_password=PASSWORD)
        page.wait_for_url(lambda url: "/login" not in url)
        page.goto(f"{base}/password")
        wrong(page, "password", password_old="x", password_new="x", password_repeat="y")
        page.goto(f"{base}/profile/second-factor")
        wrong(page, "second factor, password", factor_password="x")
        right(page, factor_password=PASSWORD)
        page.wait_for_selector(".qr")
        wrong(page, "second factor, code of the app", factor_code="000")
        key = page.locator("code").first.inner_text().replace(" ", "")
        right(page, factor_code=pyotp.TOTP(key).now())
        page.wait_for_selector("h1:text('Rezerves kodi')")
        page.goto(f"{base}/case/{anna.case_id}/messages/write")
        page.fill("textarea", TEXT)
        page.context.clear_cookies()
        page.click("button[value=send]")
        page.wait_for_selector("h1:text('Lūdzu, pieslēdzieties')")
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            is_accessible(page, "a message after the session")
        assert page.input_value("textarea") == TEXT
        page.goto(f"{base}/login")
        right(page, login_identifier=anna.contact.email, login_password=PASSWORD)
        page.wait_for_url("**/login/code")
        wrong(page, "code at the log-in", login_code="000")
    page.context.close()


def test_a_colleague_finds_what_is_wrong(
    chromium: Browser, product: Product, app: Flask, address: str
) -> None:
    ilze = hired(product, "Ilze Paraugniece", "officer", lang="ru")
    case_id = register(product, app, "natural").case_id
    page = chromium.new_page(viewport=PHONE)
    page.set_default_timeout(PATIENCE)
    base = f"{address}/ru/staff"
    with shown_if_stuck(page):
        page.goto(f"{base}/login")
        wrong(page, "log-in of staff", login_identifier=ilze.email, login_password="Nepareiza1!")
        assert page.input_value("#login-identifier") == ilze.email
        right(page, login_identifier=ilze.email, login_password=SECRET)
        page.wait_for_url("**/queues/**")
        page.goto(f"{base}/profile")
        old, new, repeat = "password_old", "password_new", "password_repeat"
        typed = {old: "Cita-2026!x", new: NEW, repeat: NEW}
        for at, name in ((old, "x"), (new, "Ab1!"), (repeat, "Cits-2026!x")):
            wrong(page, f"profile, {at}", **{**typed, old: SECRET, at: name})
            assert page.evaluate("document.activeElement.id") == at.replace("_", "-")
        wrong(page, "app, password", app_password="x")
        right(page, app_password=SECRET)
        page.wait_for_selector(".qr")
        wrong(page, "app, code", factor_code="000")
        key = page.locator("code").inner_text().replace(" ", "")
        right(page, factor_code=pyotp.TOTP(key).now())
        page.wait_for_selector(".codes")
        page.goto(f"{base}/{PROGRAMME}/cases/{case_id}/messages")
        page.fill("textarea", TEXT)
        page.context.clear_cookies()
        page.click("button[value=send]")
        page.wait_for_selector(f"main textarea[readonly]:text('{TEXT}')")
        is_accessible(page, "a message of staff after the session")
        page.goto(f"{base}/login")
        right(page, login_identifier=ilze.email, login_password=SECRET)
        page.wait_for_url("**/factor")
        wrong(page, "second factor", factor_code="000")
    page.context.close()

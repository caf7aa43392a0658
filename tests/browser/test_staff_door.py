"""The door of the desk in a real browser: a made password, an app, a passkey, a phone."""

from __future__ import annotations

import pyotp
from playwright.sync_api import Browser, Page

from engine.bootstrap import Product
from engine.services.staff_accounts import NewStaff
from tests.browser.looking import DESK, PATIENCE, PHONE, is_accessible, shown_if_stuck
from tests.journeys.serving import PROGRAMME

EMAIL, OWN = "door@bank.example.org", "Ilze-2026!x"
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def typed(page: Page, **fields: str) -> None:
    """Fill in a form, by the ids of its inputs, and press Enter in the last one."""
    for id, text in fields.items():
        page.fill(f"#{id.replace('_', '-')}", text)
    page.press(f"#{list(fields)[-1].replace('_', '-')}", "Enter")


def logged_in(page: Page, address: str, password: str) -> None:
    page.goto(f"{address}/lv/staff/login")
    typed(page, login_identifier=EMAIL, login_password=password)


def test_a_new_colleague_sets_everything_up_and_comes_in_by_passkey(
    product: Product, address: str, chromium: Browser
) -> None:
    address = address.replace("127.0.0.1", "localhost")  # passkeys are for names
    roles = {PROGRAMME: ("officer",)}
    made = product.staff.add(NewStaff(EMAIL, "Ilze Paraugniece", roles, "lv"))
    page = chromium.new_page(viewport=DESK)
    page.set_default_timeout(PATIENCE)
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    with shown_if_stuck(page):
        logged_in(page, address, made.password)
        page.wait_for_url("**/profile")
        is_accessible(page, "profile, password due")
        typed(page, password_old=made.password, password_new=OWN, password_repeat=OWN)
        page.wait_for_url("**/queues/**")
        page.locator("a.who").click()
        is_accessible(page, "profile")
        typed(page, app_password=OWN)
        page.wait_for_selector(".qr")
        is_accessible(page, "app")
        key = page.locator("code").inner_text().replace(" ", "")
        typed(page, factor_code=pyotp.TOTP(key).now())
        page.wait_for_selector(".codes")
        is_accessible(page, "backup codes")
        page.locator("main a.btn").click()
        page.locator(
            "summary", has=page.locator("xpath=../form//*[@id='passkey-password']")
        ).click()
        typed(page, passkey_password=OWN)
        page.wait_for_selector("#passkey-name")
        is_accessible(page, "new passkey")
        typed(page, passkey_name="Dators")
        page.wait_for_url("**/profile#factors")
        page.set_viewport_size(PHONE)
        is_accessible(page, "profile on a phone")
        page.locator(".logout button").click()
        page.wait_for_url("**/login")
        logged_in(page, address, OWN)
        page.wait_for_url("**/factor")
        is_accessible(page, "second factor on a phone")
        page.locator("form[data-passkey] button").click()
        page.wait_for_url("**/queues/**")
    page.context.close()

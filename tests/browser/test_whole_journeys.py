"""Whole journeys through pages only: an applicant, an officer and whoever confirms, side by side.

Each is walked once, in a language and at a screen of its own. Outside parties are those of the
demonstration, and what happens there is pressed on their pages.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from engine.bootstrap import Product
from tests.bank.applications import SCENARIOS
from tests.browser.beside import SIZES, Bank, Sides, looks, walks
from tests.browser.company import Company
from tests.browser.looking import PATIENCE, is_accessible, shown_if_stuck
from tests.journeys.answers import LEGAL, NATURAL
from tests.journeys.cases import hired, played
from tests.journeys.rehearsing import WorkingHours, identified
from tests.journeys.sides import Cabinet, asked_of, at_home
from tests.journeys.walk import Walk

STAFF = {"officer": "Ilze Kalniņa", "approver": "Pēteris Liepa", "accountant": "Dace Krūmiņa"}
CARD = "S-14 card and internet bank user with their papers, and a new account besides"
MERCHANT = "S-50 a merchant refused"
TOLD = {
    "company": {
        "lv": ("Konts tiek atvērts", "Sadarbība ar klientu netiek uzsākta"),
        "en": ("The account is being opened", "Cooperation with the client is not started"),
        "ru": ("Счёт открывается", "Сотрудничество с клиентом не начинается"),
    },
    "person": {
        "lv": (
            "Papildu maksājumu karte tiks izsniegta",
            "Internetbankas lietotājs netiks aktivizēts",
        ),
        "en": (
            "The additional payment card will be issued",
            "The internet bank user will not be activated",
        ),
        "ru": (
            "Дополнительная платёжная карта будет выпущена",
            "Пользователь интернет-банка не будет активирован",
        ),
    },
    "renewal": {
        "lv": ("Dokumentu atjaunošana apstiprināta",),
        "en": ("Document renewal approved",),
        "ru": ("Обновление документов одобрено",),
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def product(at_work: tuple[Product, str]) -> Product:
    return at_work[0]


@pytest.fixture(scope="module")
def address(at_work: tuple[Product, str]) -> str:
    return at_work[1]


@pytest.fixture(scope="module")
def bank(chromium: Browser, address: str, product: Product) -> Bank:
    return Bank(
        chromium, address, {role: hired(product, name, role) for role, name in STAFF.items()}
    )


def cabinet_of(walk: Walk) -> Cabinet:
    found = re.match(r"(.*/case/[^/?]+)", walk.page.url)
    assert found is not None
    return Cabinet(walk, found[1])


def signed(sides: Sides, name: str, code: str = "") -> None:
    """The package is agreed to, and the client signs it with a signature of their own."""
    sides.officer.takes("package", "officer-sends-for-agreement", file="package.documents")
    cabinet = sides.cabinet
    cabinet.takes("package", "applicant-agrees")
    signed = cabinet.signed(**{name: code})
    cabinet.takes("package", "applicant-uploads-the-signed-package", signed)


def is_told(sides: Sides, journey: str, lang: str) -> None:
    """The applicant reads every decision, and finds what happened in the other parts."""
    for part in ("/history", "/messages"):
        sides.cabinet.opens(part)
    words = sides.cabinet.told()
    assert all(said in words for said in TOLD[journey][lang]), words


@walks("lv", "phone", "ru")
def test_a_person_with_a_card_and_a_user(
    chromium: Browser, address: str, product: Product, bank: Bank,
    lang: str, size: str, at_desk: str, desk_size: str,
) -> None:  # fmt: skip
    folder, own = f"person-{lang}-{size}", {"client.communication_language": lang}
    services = ("np_extra_card", "np_ib_user")
    answers = replace(NATURAL, services=services, fields={**NATURAL.fields, **own})
    page = chromium.new_context(viewport=SIZES[size], locale="en-GB").new_page()
    page.set_default_timeout(PATIENCE)
    walk = Walk(page, address, product, lang, look=looks(lang, "client", folder))
    with shown_if_stuck(page):
        walk.register(answers.kind)
        walk.choose_services(answers)
        walk.fill(answers)
        walk.upload(answers.document)
        walk.look(page, "filled")
        walk.press("submit")
        page.locator("#turn").wait_for()
    with bank.beside(cabinet_of(walk), at_desk, desk_size, folder) as sides:
        officer, cabinet = sides.officer, sides.cabinet
        cabinet.opens()
        identified(page, "passes", walk.look)
        sides.reviewed("application")
        paper = "np_user_questionnaire"
        cabinet.sends(f"questionnaire:{paper}", *asked_of(paper, SCENARIOS[CARD].given))
        sides.reviewed(f"questionnaire:{paper}")
        signed(sides, NATURAL.fields["client.full_name"], NATURAL.fields["client.personal_code"])
        cabinet.opens()
        (signature,) = officer.places("signature")
        officer.takes(signature, "officer-confirms-the-signature")
        sides.decided("card", "officer-issues")
        sides.decided("user", "officer-refuses", reason="Risku politika.")
        officer.opens()
        is_told(sides, "person", lang)


@walks("en", "desk", "lv")
def test_a_company_of_three(
    chromium: Browser, address: str, product: Product, bank: Bank, clock: WorkingHours,
    lang: str, size: str, at_desk: str, desk_size: str,
) -> None:  # fmt: skip
    folder, own = f"company-{lang}-{size}", {"company.communication_language": lang}
    answers = replace(LEGAL, fields={**LEGAL.fields, **own})
    page = chromium.new_context(viewport=SIZES[size], locale=lang).new_page()
    page.set_default_timeout(PATIENCE)
    walk = Walk(page, address, product, lang, look=looks(lang, "client", folder))
    with shown_if_stuck(page):
        walk.register(answers.kind)
        walk.choose_services(answers)
        walk.fill(answers)
        is_accessible(page, "filled")
        walk.look(page, "filled")
        walk.press("submit")
        page.locator("#turn").wait_for()
    with bank.beside(cabinet_of(walk), at_desk, desk_size, folder) as sides:
        company = Company(sides, walk, clock, at_desk, SIZES[size])
        company.is_identified()
        company.fills_in_its_questionnaires()
        company.signs()
        company.pays()
        company.comes_to_a_video_call()
        sides.decided("account:lp_current_account", "officer-opens")
        sides.decided("acquiring", "officer-refuses", reason="Risku politika.")
        sides.officer.opens()
        is_told(sides, "company", lang)


@walks("ru", "phone", "en", "phone")
def test_a_renewal_that_is_added(
    chromium: Browser, address: str, product: Product, bank: Bank,
    lang: str, size: str, at_desk: str, desk_size: str,
) -> None:  # fmt: skip
    folder, own = f"renewal-{lang}-{size}", {"company.communication_language": (lang,)}
    play = played(product, tuple(bank.staff.values()), MERCHANT, given=own)
    page = at_home(chromium, address, play, lang, SIZES[size])
    walk = Walk(page, address, product, lang, look=looks(lang, "client", folder))
    with shown_if_stuck(page):
        cabinet_of(walk).opens()
        page.locator("main a[href$='/add']").click()
        walk.look(page, "offered")
        page.check("[name=added][value=lp_doc_renewal]")
        page.click("main button[type=submit]")
        page.wait_for_url("**/application")
        walk.upload("submitter.identity_document")
        walk.look(page, "what is new")
        walk.press("submit")
        page.locator("#turn").wait_for()
    with bank.beside(cabinet_of(walk), at_desk, desk_size, folder) as sides:
        officer, cabinet = sides.officer, sides.cabinet
        cabinet.opens()
        (photo,) = officer.places("photo")
        officer.takes(photo, "officer-asks-to-come-in-person")
        sides.decided(photo, "officer-passes", reason="Pase LV7654321.")
        paper = "client_data_update"
        cabinet.sends(f"questionnaire:{paper}", *asked_of(paper, play.typed))
        sides.reviewed(f"questionnaire:{paper}", "application")
        signed(sides, play.typed["submitter.full_name"][0])
        for signature in officer.places("signature"):
            officer.takes(signature, "officer-confirms-the-signature")
        sides.decided("doc_renewal:lp_doc_renewal", "officer-approves")
        officer.opens()
        is_told(sides, "renewal", lang)

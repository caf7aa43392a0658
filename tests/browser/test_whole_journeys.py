"""Whole journeys through pages only: an applicant, an officer and whoever confirms, side by side.

Each is walked once, in a language and at a screen of its own; with ``ANKETA_EVERY_JOURNEY=1`` in
every language, on a phone and at a desk, and axe looks at every page. ``ANKETA_PICTURES=FOLDER``
keeps a picture of every page.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import product as pairs
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from engine.bootstrap import Product
from engine.definitions.reading.answers_file import Raw
from engine.demo.playing import Play
from engine.meaning.calendar import USUAL, WorkCalendar
from engine.services import senders
from tests.bank.applications import READY, SCENARIOS
from tests.browser.looking import (
    DESK,
    PATIENCE,
    PHONE,
    fits_the_screen,
    is_accessible,
    shown_if_stuck,
)
from tests.journeys.answers import NATURAL
from tests.journeys.cases import Colleague, at_the_desk, done, hired, played
from tests.journeys.sides import (
    Cabinet,
    Desk,
    Identified,
    at_home,
    case_at_desk,
    identifying,
    link_for,
    listened,
)
from tests.journeys.walk import Look, Walk
from tests.payments.club_bills import pays, statement

SIZES = {"phone": PHONE, "desk": DESK}
PICTURES = os.environ.get("ANKETA_PICTURES", "")
EVERY = bool(os.environ.get("ANKETA_EVERY_JOURNEY"))
STAFF = {"officer": "Ilze Kalniņa", "approver": "Pēteris Liepa", "accountant": "Dace Krūmiņa"}
ENGLISH = re.compile(r"\b(the|and|your|with|have|please|has been|application|you)\b", re.IGNORECASE)
"""Words that no Latvian and no Russian page has."""
OWN_WORDS = """() => {
  const copy = document.body.cloneNode(true);
  const own = document.documentElement.lang;
  copy.querySelectorAll("[lang], script, textarea, select").forEach((one) => {
    if (one.lang !== own) one.remove();
  });
  return copy.textContent + " " + document.title;
}"""
TWO_SIGN = "S-42 both representatives sign, one at Dokobit while the other's file is being checked"
CARD = "S-14 card and internet bank user with their papers, and a new account besides"
ANNA, JURI = "anna@example.org", "juri@example.org"
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
LANGUAGES = [("lv", "ru"), ("en", "lv"), ("ru", "en")]


def walks(lang: str, size: str, at_desk: str, desk_size: str = "desk") -> pytest.MarkDecorator:
    """How a journey is walked: the applicant's language and screen, and those of the bank."""
    every = [(own, one, bank, one) for (own, bank), one in pairs(LANGUAGES, SIZES)]
    names = ("lang", "size", "at_desk", "desk_size")
    return pytest.mark.parametrize(names, every if EVERY else [(lang, size, at_desk, desk_size)])


def looks(lang: str, who: str, folder: str) -> Look:
    """Look at each page: it fits, it speaks one language and has a title."""
    number = 0

    def look(page: Page, name: str) -> None:
        nonlocal number
        number += 1
        if PICTURES:
            place = Path(PICTURES) / folder
            place.mkdir(parents=True, exist_ok=True)
            file = re.sub(r"[^\w-]+", "-", name).strip("-")
            page.screenshot(path=place / f"{who}-{number:02}-{file}.png", full_page=True)
        (is_accessible if EVERY else fits_the_screen)(page, f"{who}: {name}")
        assert page.locator("html").get_attribute("lang") == lang, name
        assert len(page.title()) > 3, name
        if lang != "en":
            found = ENGLISH.findall(page.evaluate(OWN_WORDS))
            assert not found, f"{who}: {name} in {lang} says {found}"

    return look


@dataclass(frozen=True, slots=True)
class Sides:
    """Everybody of one case, each with a page that is open all the while."""

    cabinet: Cabinet
    desks: Mapping[str, Desk]
    heard: list[list[str]] = field(default_factory=list)

    @property
    def officer(self) -> Desk:
        return self.desks["officer"]

    def decided(self, place: str, step: str, **typed: str) -> None:
        """What the officer proposes and the second officer confirms."""
        self.officer.takes(place, step, typed)
        self.desks["approver"].takes(place, "approver-confirms")

    def reviewed(self, *places: str) -> None:
        """The officer reads documents and accepts them."""
        for place in places:
            self.officer.takes(place, "officer-accepts")


@dataclass(frozen=True, slots=True)
class Bank:
    """The people at the bank and the browsers they sit at, by language and screen."""

    browser: Browser
    address: str
    staff: Mapping[str, Colleague]
    pages: dict[tuple[str, str, str], Page] = field(default_factory=dict)

    def desk(self, role: str, lang: str, size: str) -> Page:
        """Logged in once for all journeys."""
        at = (role, lang, size)
        if at not in self.pages:
            who = self.staff[role]
            self.pages[at] = at_the_desk(
                self.browser, self.address, who, lang, viewport=SIZES[size]
            )
        return self.pages[at]

    @contextmanager
    def beside(self, cabinet: Cabinet, lang: str, size: str, folder: str) -> Iterator[Sides]:
        """The desks beside the applicant; nobody's browser complains of anything."""
        here = case_at_desk(self.address, lang, cabinet.case)
        desks = {
            role: Desk(self.desk(role, lang, size), here, looks(lang, role, folder))
            for role in self.staff
        }
        pages = [cabinet.page, *(one.page for one in desks.values())]
        heard = [listened(page) for page in pages]
        with ExitStack() as stuck:
            for page in pages:
                stuck.enter_context(shown_if_stuck(page))
            yield Sides(cabinet, desks)
        assert heard == [[] for _ in pages]
        cabinet.page.context.close()


@pytest.fixture(scope="module")
def connected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Product, str]]:
    with identifying(tmp_path_factory.mktemp("journeys")) as found:
        yield found


@pytest.fixture(scope="module")
def product(connected: tuple[Product, str]) -> Product:
    return connected[0]


@pytest.fixture(scope="module")
def address(connected: tuple[Product, str]) -> str:
    return connected[1]


@pytest.fixture(scope="module")
def bank(chromium: Browser, address: str, product: Product) -> Bank:
    return Bank(
        chromium, address, {role: hired(product, name, role) for role, name in STAFF.items()}
    )


def cabinet_of(walk: Walk) -> Cabinet:
    found = re.match(r"(.*/case/[^/?]+)", walk.page.url)
    assert found is not None
    return Cabinet(walk, found[1])


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


def signed(sides: Sides) -> None:
    """The package is agreed to, and the client signs it with a signature of their own."""
    sides.officer.takes("package", "officer-sends-for-agreement", file="package.documents")
    sides.cabinet.takes("package", "applicant-agrees")
    cabinet = sides.cabinet
    cabinet.takes("package", "applicant-uploads-the-signed-package", cabinet.signed())


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
        client = Identified(product, cabinet.case.rpartition("/")[2], "client")
        for outcome in ("again", "passes"):
            cabinet.opens()
            client.presses(page, outcome, walk.look)
        sides.reviewed("application")
        paper = "np_user_questionnaire"
        cabinet.sends(f"questionnaire:{paper}", *asked_of(paper, SCENARIOS[CARD].given))
        sides.reviewed(f"questionnaire:{paper}")
        signed(sides)
        cabinet.opens()
        (signature,) = officer.places("signature")
        officer.takes(signature, "officer-confirms-the-signature")
        sides.decided("card", "officer-issues")
        sides.decided("user", "officer-refuses", reason="Risku politika.")
        officer.opens()
        is_told(sides, "person", lang)


@walks("en", "desk", "lv")
def test_a_company_of_two_who_sign(
    chromium: Browser, address: str, product: Product, bank: Bank,
    lang: str, size: str, at_desk: str, desk_size: str,
) -> None:  # fmt: skip
    folder = f"company-{lang}-{size}"
    own = {
        "lp_client.activity": ("Dārza instrumenti, e-veikals",),
        "services": ("lp_current_account", "lp_acquiring"),
        "company.communication_language": (lang,),
    }
    play = played(
        product, tuple(bank.staff.values()), TWO_SIGN, lambda act: act.item != "photo", own
    )
    anna, juri = play.load().state.picture.of("photo")
    page = at_home(chromium, address, play, lang, SIZES[size])
    walk = Walk(page, address, product, lang, look=looks(lang, "client", folder))
    with bank.beside(cabinet_of(walk), at_desk, desk_size, folder) as sides:
        officer, cabinet = sides.officer, sides.cabinet
        cabinet.opens()
        guests = chromium.new_context(viewport=SIZES[size], locale="en-GB").new_page()
        guests.set_default_timeout(PATIENCE)
        for unit, email, outcome in ((anna, ANNA, "passes"), (juri, JURI, "looked_at")):
            guests.goto(f"{address}{urlsplit(link_for(product, email)).path}")
            walk.look(guests, f"link of {unit}")
            Identified(product, play.case_id, unit).presses(guests, outcome, walk.look)
        guests.context.close()
        cabinet.opens()
        sides.decided(f"photo:{juri}", "officer-passes", reason="Foto bija tumšs.")
        papers(sides, play, bank.staff["officer"])
        sides.reviewed("application")
        signed(sides)
        dokobit = senders.provider("Dokobit")
        done(play, dokobit, "signature", "Dokobit signs", anna)
        cabinet.opens()
        officer.takes(f"signature:{juri}", "officer-confirms-the-signature")
        fee(sides)
        video(sides, play, juri)
        sides.decided("account:lp_current_account", "officer-opens")
        sides.decided("acquiring", "officer-refuses", reason="Risku politika.")
        officer.opens()
        is_told(sides, "company", lang)


def papers(sides: Sides, play: Play, reader: Colleague) -> None:
    """One questionnaire is filled in by hand, returned with one answer, and corrected."""
    first = "lp_client_questionnaire"
    cabinet, officer = sides.cabinet, sides.officer
    cabinet.opens()
    cabinet.sends(f"questionnaire:{first}", *asked_of(first, play.typed))
    others = [unit for unit in play.load().state.picture.of("questionnaire") if unit != first]
    for unit in others:
        assert play.fills("questionnaire", unit, "applicant sends") is None
    words = "Lūdzu, norādiet, kurās valstīs."
    officer.comments(f"questionnaire:{first}", "lp_client.activity", words)
    cabinet.corrects("lp_client.activity", "Dārza instrumenti: Latvija, Igaunija")
    officer.opens(f"/documents/questionnaire:{first}")
    sides.reviewed(f"questionnaire:{first}")
    for unit in others:
        done(play, reader.sender, "questionnaire", "officer accepts", unit)


def fee(sides: Sides) -> None:
    """The invoice is paid in two parts, each as an account statement tells of it."""
    sides.officer.takes("invoice", "officer-issues", {"invoice.amount": "200"})
    reference = re.search(r"\bRF\d{2}\w+", sides.cabinet.told())
    assert reference is not None
    for amount in ("50.00", "150.00"):
        sides.desks["accountant"].reads(statement(pays(amount, reference[0])).written())
        sides.cabinet.opens()


def video(sides: Sides, play: Play, unit: str) -> None:
    """The bank asks for a video identification of one person, who passes it."""
    officer, place = sides.officer, f"demand:{unit}"
    where = WorkCalendar(READY.zone, READY.meaning.route.flow.calendar or USUAL)
    today = play.product.clock.now().date()
    coming = (today + timedelta(days=ahead) for ahead in range(1, 15))
    day = next(each for each in coming if where.is_working_day(each))
    officer.takes("demand", "officer-demands-video-identification", {"_of": unit})
    sides.cabinet.opens()
    officer.takes(place, "officer-agrees-a-time", {"slot.date": _typed(day), "slot.time": "10:30"})
    sides.cabinet.opens()
    done(play, senders.provider("video system"), "demand", "video system passes", unit)
    sides.decided(place, "officer-passes", reason="Sarunā viss sakrita.")


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
        signed(sides)
        for signature in officer.places("signature"):
            officer.takes(signature, "officer-confirms-the-signature")
        sides.decided("doc_renewal:lp_doc_renewal", "officer-approves")
        officer.opens()
        is_told(sides, "renewal", lang)


def _typed(day: date) -> str:
    return day.strftime("%d.%m.%Y")

"""The bank's desk in browsers: a company from its documents to the decisions, by keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page

from engine.bootstrap import Product
from engine.case.comments import CommentPlace
from engine.demo.playing import Play
from engine.services import senders
from engine.services.comment_acts import CommentEntry
from tests.browser.looking import DESK, PHONE, fits_the_screen, is_accessible, shown_if_stuck
from tests.journeys.answers import PDF
from tests.journeys.cases import Colleague, at_the_desk, done, hired, played
from tests.journeys.serving import PROGRAMME

COMPANY = "S-23 documents open after the third person was identified, and all three sign"
CLIENT = "A client who is identified"
FILE = {"name": "pakete.pdf", "mimeType": "application/pdf", "buffer": PDF}


@dataclass(frozen=True, slots=True)
class Bank:
    """Those who work at the bank."""

    officer: Colleague
    other: Colleague
    approver: Colleague
    accountant: Colleague

    @property
    def everybody(self) -> tuple[Colleague, ...]:
        return (self.officer, self.other, self.approver, self.accountant)


@pytest.fixture(scope="module")
def bank(product: Product) -> Bank:
    return Bank(
        hired(product, "Jānis Ozoliņš", "officer"),
        hired(product, "Ilze Kalniņa", "officer"),
        hired(product, "Pēteris Liepa", "approver"),
        hired(product, "Dace Krūmiņa", "accountant"),
    )


@dataclass(slots=True)
class Acts:
    """Counts what somebody does on a page of the desk: presses, and pages that are loaded."""

    page: Page
    presses: int = 0
    loads: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("load", lambda page: self.loads.append(page.url))

    def press(self, selector: str) -> None:
        self.presses += 1
        self.page.locator(selector).first.click()

    def key(self, key: str) -> None:
        self.presses += 1
        self.page.keyboard.press(key)

    def counted(self) -> tuple[int, int]:
        """Presses and loads since the last time."""
        found = (self.presses, len(self.loads))
        self.presses, self.loads[:] = 0, []
        return found


def case_of(base: str, play: Play, lang: str) -> str:
    return f"{base}/{lang}/staff/{PROGRAMME}/cases/{play.case_id}"


def status(play: Play, item: str, unit: str = "") -> str:
    return play.load().state.picture.instance(item, unit).status


def told(page: Page) -> str:
    """What is said after a step; the next one is waited for anew."""
    notice = page.locator("#main > .notice")
    notice.wait_for()
    words = notice.inner_text()
    notice.evaluate("element => element.remove()")
    return words


def test_a_company_to_its_decisions(
    chromium: Browser, address: str, product: Product, bank: Bank
) -> None:
    """Desktop, Latvian: two officers, an approver and an accountant; the acts of `desk.md` 14."""
    play = played(product, bank.everybody, COMPANY, lambda act: act.step != "officer accepts")
    here = case_of(address, play, "lv")
    page = at_the_desk(chromium, address, bank.officer, "lv", viewport=DESK)
    acts = Acts(page)
    with shown_if_stuck(page):
        page.goto(here)
        is_accessible(page, "now")
        assert page.locator("kbd", has_text="A").count()
        acts.counted()

        # Accept: one press, no page loaded.
        acts.key("a")
        assert "Pieņemt" in told(page)
        assert acts.counted() == (1, 0)
        assert status(play, "application") == "accepted"
        for _ in range(4):
            acts.key("a")
            told(page)
        assert acts.counted() == (4, 0)

    demanded = _demanded(page, acts, play)
    # Both demands are withdrawn: one proposes, another one confirms.
    for unit in demanded:
        done(play, bank.officer.sender, "demand", "officer withdraws the demand", unit,
             reason="Not needed")  # fmt: skip
        done(play, bank.approver.sender, "demand", "approver confirms", unit)
    _package_sent(page, acts, play, case_of(address, play, "lv"))
    _signed_and_paid(chromium, address, play, bank)
    _decided(chromium, address, play, bank)


def _demanded(page: Page, acts: Acts, play: Play) -> list[str]:
    """A demand for video identification of two of three people, and a time that is none."""
    with shown_if_stuck(page):
        acts.press(".also a.btn:has-text('Pieprasīt videoidentifikāciju')")
        page.locator("#step-form").wait_for()
        is_accessible(page, "demand")
        for tick in page.locator("#step-form [name=_of]").all()[:2]:
            tick.check()
            acts.presses += 1
        assert page.locator("[data-count]").inner_text().strip() == "(2)"
        acts.key("Control+Enter")
        told(page)
        assert acts.counted()[0] == 4
        assert acts.loads == []
        demanded = [unit for unit, one in play.load().state.picture.of("demand").items()
                    if one.status == "to_agree"]  # fmt: skip
        assert len(demanded) == 2

        # A public holiday is refused at its field, in the words of the spec.
        page.locator("#work a.btn:has-text('Saskaņot laiku')").first.click()
        page.fill("[name='slot.date']", "24.12.2026")
        page.fill("[name='slot.time']", "10:30")
        page.keyboard.press("Control+Enter")
        page.locator(".error-summary").wait_for()
        assert page.locator(".error-summary li").count() == 1
        assert "Laiks ir ārpus Bankas darba laika" in page.locator(".error").first.inner_text()
        is_accessible(page, "refused")
        page.locator("[data-folds]").click()

        return demanded


def _package_sent(page: Page, acts: Acts, play: Play, here: str) -> None:
    """The package goes out with its preview."""
    with shown_if_stuck(page):
        page.goto(here)
        acts.counted()
        acts.press("#work a.btn:has-text('Nosūtīt saskaņošanai')")
        page.locator("#step-form").wait_for()
        assert "Dokumentu gala pakete" in page.locator("#step-then").inner_text()
        page.locator("input[data-upload]").set_input_files([FILE])  # type: ignore[list-item]
        page.locator(".file-name").wait_for()
        acts.key("Control+Enter")
        told(page)
        assert acts.counted() == (2, 0)
        assert status(play, "package") == "ready_for_signing"


def _signed_and_paid(browser: Browser, address: str, play: Play, bank: Bank) -> None:
    applicant = senders.applicant(play.account)
    done(play, applicant, "package", "applicant agrees")
    for unit in play.load().state.picture.of("signature"):
        done(play, senders.provider("Dokobit"), "signature", "Dokobit signs", unit)
    page = at_the_desk(browser, address, bank.officer, "lv", viewport=DESK)
    with shown_if_stuck(page):
        page.goto(case_of(address, play, "lv"))
        page.keyboard.press("a")
        page.locator("#step-form").wait_for()
        due = play.product.clock.now().date() + timedelta(days=14)
        page.fill("[name='invoice.due']", f"{due:%d.%m.%Y}")
        page.keyboard.press("Control+Enter")
        told(page)
    assert status(play, "invoice") == "issued"
    page = at_the_desk(browser, address, bank.accountant, "lv", viewport=DESK)
    acts = Acts(page)
    with shown_if_stuck(page):
        page.goto(case_of(address, play, "lv"))
        acts.counted()
        acts.press(".also a.btn")
        page.locator("#step-form").wait_for()
        for name, value in {"amount": "200", "paid_on": "27.11.2026", "payer": "SIA"}.items():
            page.fill(f"[name='{name}']", value)
        acts.key("Control+Enter")
        told(page)
        assert acts.counted() == (2, 0)
    assert status(play, "invoice") == "paid"


def _decided(browser: Browser, address: str, play: Play, bank: Bank) -> None:
    here = case_of(address, play, "lv")
    page = at_the_desk(browser, address, bank.officer, "lv", viewport=DESK)
    second = at_the_desk(browser, address, bank.approver, "lv", viewport=DESK)
    unit = next(iter(play.load().state.picture.of("account")))
    with shown_if_stuck(page):
        page.goto(here)
        acts = Acts(page)
        acts.press("#work a.btn:has-text('Ierosināt: Neatvērt kontu')")
        page.locator("#step-form").wait_for()
        assert "netiek atvērts" in page.locator("#step-then").inner_text()
        page.fill("#step-reason", "Apgrozījums neatbilst līgumiem.")
        acts.key("Control+Enter")
        assert "Ierosināts" in told(page)
        assert acts.counted()[0] == 2
        is_accessible(page, "proposed")
        assert "Pēteris Liepa" in page.locator("#work .not-yet").first.inner_text()
        assert page.locator("button:has-text('Apstiprināt:')").count() == 0

    with shown_if_stuck(second):
        second.goto(here)
        is_accessible(second, "confirm")
        assert "Apgrozījums neatbilst" in second.locator(".pane").first.inner_text()
        assert second.locator(".client-letter[lang=lv]").count()
        second.locator("button:has-text('Atgriezt ierosinājumu')").click()
        second.locator(".error-summary").wait_for()
        second.fill("#step-comment", "Vai ir otrs līgums?")
        second.locator("[data-sends]").click()
        told(second)
    assert status(play, "account", unit) == "pending"
    with shown_if_stuck(page):
        page.goto(here)
        assert "Vai ir otrs līgums?" in page.locator(".proposal-ended").inner_text()
        is_accessible(page, "returned")

    done(play, bank.other.sender, "account", "officer opens", unit)
    with shown_if_stuck(second):
        second.goto(here)
        acts = Acts(second)
        acts.press("button:has-text('Apstiprināt: Atvērt kontu')")
        told(second)
        assert acts.counted()[0] == 1
    assert status(play, "account", unit) == "opened"


def has_a_comment(play: Play, writer: Colleague) -> None:
    """Somebody has commented on an answer and not sent it."""
    place = CommentPlace("client.full_name")
    said = CommentEntry(play.case_id, writer.sender, "application", "", place, "In full?")
    play.product.cases.comment(said)


def is_late_by_a_link(page: Page, address: str) -> None:
    """Whoever comes to a step that a colleague has taken reads who it was."""
    got = page.goto(address)
    assert got is not None
    assert got.status == 409
    assert "Ilze Kalniņa" in page.locator(".late").inner_text()
    is_accessible(page, "late by a link")


def test_somebody_was_faster_and_nothing_is_lost(
    chromium: Browser, address: str, product: Product, bank: Bank
) -> None:
    """Two officers return the same document; both texts are there in the end."""
    play = played(product, bank.everybody, CLIENT)
    mine = at_the_desk(chromium, address, bank.officer, "en", viewport=DESK)
    theirs = at_the_desk(chromium, address, bank.other, "en", viewport=DESK)
    here = case_of(address, play, "en")
    with shown_if_stuck(mine):
        for page in (mine, theirs):
            page.goto(here)
            page.keyboard.press("KeyR")
            page.locator("#step-form").wait_for()
        has_a_comment(play, bank.officer)
        assert "Jānis Ozoliņš" in theirs.locator("#presence").inner_text()
        mine.fill("#step-comment", "Please state the street.")
        mine.locator("#kept:has-text('draft')").wait_for()
        mine.context.set_offline(True)
        mine.keyboard.press("Control+Enter")
        mine.locator("#kept:has-text('Not sent.')").wait_for()
        mine.context.set_offline(False)
        theirs.fill("#step-comment", "Please state the city.")
        theirs.keyboard.press("Control+Enter")
        told(theirs)
        mine.keyboard.press("Control+Enter")
        mine.locator(".late").wait_for()
        is_accessible(mine, "late")
        words = mine.locator(".late").inner_text()
        assert ("Ilze Kalniņa" in words, "Please state the city." in words) == (True, True)
        assert mine.locator("textarea").input_value() == "Please state the street."
        assert "Your 1 comment, kept" in mine.locator("#main").inner_text()
        is_late_by_a_link(mine, f"{here}/do/application/officer-returns")
    assert status(play, "application") == "info_required"

    # A draft outlives the page; the same command sent twice is obeyed once.
    page = at_the_desk(chromium, address, bank.officer, "en", viewport=DESK)
    with shown_if_stuck(page):
        page.goto(f"{here}/do/case/officer-closes")
        page.fill("#step-reason", "The client has asked for it.")
        page.locator("#kept:has-text('draft')").wait_for()
        page.goto(f"{here}/do/case/officer-closes")
        assert page.locator("#step-reason").input_value() == "The client has asked for it."
        twice = page.evaluate(
            """async () => {
              const form = document.getElementById("typed");
              const body = new FormData(form);
              body.set("_do", "take");
              const send = () => fetch(form.action, {method: "POST", body});
              return [(await send()).url, (await send()).url];
            }"""
        )
        assert twice == [here, here]
    proposed = [event for event in play.load().events if event.kind == "proposed"]
    assert len(proposed) == 1


def test_keys_work_on_every_layout(
    chromium: Browser, address: str, product: Product, bank: Bank
) -> None:
    """Keys stand for places on the keyboard; they are silent in a field and end nothing alone."""
    play = played(product, bank.everybody, CLIENT)
    page = at_the_desk(chromium, address, bank.officer, "ru", viewport=DESK)
    pressed = """([code, key]) => document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", {code, key, bubbles: true, cancelable: true}))"""
    with shown_if_stuck(page):
        page.goto(case_of(address, play, "ru"))
        page.evaluate(pressed, ["KeyR", "к"])
        page.locator("#step-form").wait_for()
        assert page.url.endswith("officer-returns")
        page.focus("#step-comment")
        page.keyboard.type("ara1ho")
        assert page.locator("#step-comment").input_value() == "ara1ho"
        page.keyboard.press("Escape")
        page.locator("#step-form").wait_for(state="detached")
        assert page.url == case_of(address, play, "ru")
        page.evaluate(pressed, ["KeyO", "щ"])
        assert page.evaluate("document.activeElement.id") == "note-text"
        page.locator("#work").focus()
        page.keyboard.press("Shift+Slash")
        page.locator("#keys").wait_for()
        page.keyboard.press("Escape")
        page.evaluate(pressed, ["KeyH", "р"])
        page.wait_for_url("**/history")
        page.keyboard.press("1")
        page.wait_for_url(case_of(address, play, "ru"))
    assert status(play, "application") == "processing"


def test_a_phone_in_russian(chromium: Browser, address: str, product: Product, bank: Bank) -> None:
    """The first step stands on the first screen; everything fits and can be pressed."""
    play = played(product, bank.everybody, CLIENT)
    page = at_the_desk(chromium, address, bank.officer, "ru", viewport=PHONE)
    with shown_if_stuck(page):
        page.goto(case_of(address, play, "ru"))
        is_accessible(page, "now")
        first = page.locator("#work .btn").first.bounding_box()
        assert first is not None
        assert first["y"] + first["height"] < PHONE["height"]
        page.locator("button:has-text('Показать')").first.click()
        assert page.locator(".code", has_text="*").count() == 0
        page.locator("#work a.btn").first.click()
        page.locator("#step-form").wait_for()
        is_accessible(page, "return")
        assert "латышский" in page.locator("#step-text-hint").inner_text()
        page.fill("#step-comment", "Lūdzu, precizējiet adresi.")
        page.locator("[data-sends]").click()
        assert "Выполнено" in told(page)
    assert status(play, "application") == "info_required"


def test_without_scripts(chromium: Browser, address: str, product: Product, bank: Bank) -> None:
    """English, no JavaScript: every step has its page, its form and its errors."""
    play = played(product, bank.everybody, CLIENT)
    page = at_the_desk(
        chromium, address, bank.officer, "en", viewport=DESK, java_script_enabled=False
    )
    here = case_of(address, play, "en")
    with shown_if_stuck(page):
        page.goto(here)
        fits_the_screen(page, "now")
        page.locator("#work a.btn:has-text('Return')").first.click()
        page.locator("button:has-text('Return')").click()
        assert page.locator(".error-summary li").count() == 1
        page.fill("#step-comment", "Please state the street.")
        page.locator("button:has-text('Keep as a draft')").click()
        page.goto(f"{here}/do/application/officer-returns")
        assert page.locator("#step-comment").input_value() == "Please state the street."
        page.goto(here)
        page.locator("button:has-text('Accept')").first.click()
        assert "Done: Accept" in told(page)
    assert status(play, "application") == "accepted"

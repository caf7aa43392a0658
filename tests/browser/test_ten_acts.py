"""Ten acts of every day at the desk: no more presses and pages than `desk.md` 14 allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page

from engine.bootstrap import Product
from engine.case.number import number
from engine.demo.playing import Play
from tests.browser.looking import DESK, shown_if_stuck
from tests.journeys.answers import PDF
from tests.journeys.cases import Colleague, at_the_desk, hired, played
from tests.journeys.serving import PROGRAMME

CLIENT = "A client who is identified"
COMPANY = "S-23 documents open after the third person was identified, and all three sign"
FILE = {"name": "pakete.pdf", "mimeType": "application/pdf", "buffer": PDF}


@dataclass(slots=True)
class Hands:
    """Somebody at the desk: presses are counted, and pages that are loaded; typing is free.

    ``by_keys`` works without a mouse: what has no letter is found by Tab, which is moving.
    """

    page: Page
    play: Play
    by_keys: bool
    presses: int = 0
    loads: list[str] = field(default_factory=list)

    def press(self, selector: str, key: str = "") -> None:
        """Press something; by its key where it has one."""
        self.presses += 1
        if not self.by_keys:
            self.page.locator(selector).first.click()
        elif key:
            self.page.keyboard.press(key)
        else:
            self.reach(selector)
            self.page.keyboard.press("Space" if "[type=checkbox]" in selector else "Enter")

    def reach(self, selector: str) -> None:
        """Move there by Tab alone."""
        is_there = "([choice, text]) => document.activeElement.matches(choice) && " \
                   "document.activeElement.textContent.includes(text)"  # fmt: skip
        choice, _, text = selector.partition(" >> text=")
        for _ in range(120):
            if self.page.evaluate(is_there, [choice, text]):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(selector)

    def type(self, selector: str, text: str) -> None:
        """Type into a field, which has the focus already or is moved to."""
        if self.by_keys:
            self.reach(selector)
            self.page.keyboard.type(text)
        else:
            self.page.fill(selector, text)

    def send(self) -> None:
        """Press the button of the open form."""
        self.press("[data-sends]", "Control+Enter")

    def told(self, words: str) -> None:
        """What is said after it."""
        self.page.locator("#main > .notice", has_text=words).wait_for()


Act = Callable[[Hands], None]


def find(hands: Hands) -> None:
    hands.press("input[type=search]", "/")
    found = hands.play.load()
    hands.page.keyboard.type(number(found.case))
    hands.press(".search button", "Enter")
    hands.page.wait_for_url(f"**/cases/{hands.play.case_id}")


def take(hands: Hands) -> None:
    hands.press(".case-acts button", "t")
    hands.page.locator(".case-facts", has_text="taken by you").wait_for()


def return_one_answer(hands: Hands) -> None:
    page = hands.page
    if hands.by_keys:
        hands.press("", "c")
        page.wait_for_url("**/documents/**")
        page.locator("textarea:focus").wait_for()
        page.keyboard.type("Please state the street.")
        hands.press("", "Control+Enter")
        page.locator("#step-form .client-reads", has_text="the street").wait_for()
        hands.send()
    else:
        hands.press("#work a >> text=Comment on answers")
        page.locator("textarea:focus").wait_for()
        page.keyboard.type("Please state the street.")
        hands.press("#tray button.btn-primary")
    page.locator("#main > .notice").wait_for()


def accept(hands: Hands) -> None:
    hands.press("#work button.btn-primary", "a")
    hands.told("Done: Accept")


def send_package(hands: Hands) -> None:
    hands.press("#work a.btn-primary", "a")
    hands.page.locator("#step-form").wait_for()
    hands.page.locator("input[data-upload]").set_input_files([FILE])  # type: ignore[list-item]
    hands.page.locator(".file-name").wait_for()
    hands.send()
    hands.told("Done")


def record_payment(hands: Hands) -> None:
    hands.press("a.btn >> text=payment")
    hands.page.locator("#step-form").wait_for()
    for name, value in {"amount": "200", "paid_on": "27.11.2026", "payer": "SIA"}.items():
        hands.type(f"[name='{name}']", value)
    hands.send()
    hands.told("Done")


def demand_video(hands: Hands) -> None:
    hands.press("a.btn >> text=video")
    hands.page.locator("#step-form").wait_for()
    for place in (1, 2):
        hands.press(f".whom label:nth-child({place}) [type=checkbox]")
    hands.send()
    hands.told("Done")


def propose(hands: Hands) -> None:
    hands.press("#work a.btn >> text=Propose: Open the account")
    hands.page.locator("#step-form").wait_for()
    hands.send()
    hands.told("Proposed")


def confirm(hands: Hands) -> None:
    hands.press("button >> text=Confirm: Open the account")
    hands.told("Done")


def answer_message(hands: Hands) -> None:
    hands.press("[data-page=messages]", "m")
    hands.page.locator("#message-text:focus").wait_for()
    hands.page.keyboard.type("Thank you, we have received it.")
    hands.send()
    hands.told("Message sent")


@dataclass(frozen=True, slots=True)
class Limit:
    """An act with who does it, in which case, and the most presses and pages."""

    act: Act
    presses: int
    pages: int
    case: str = CLIENT
    until: str = ""
    role: str = "officer"
    starts_in_list: bool = False


PAID = "S-49 an account that is opened"
LIMITS = (
    Limit(find, 2, 1, starts_in_list=True),
    Limit(take, 1, 0),
    Limit(return_one_answer, 3, 1),
    Limit(accept, 1, 0),
    Limit(send_package, 2, 1, PAID, "officer sends for agreement"),
    Limit(record_payment, 2, 1, PAID, "accountant records a payment", "accountant"),
    Limit(demand_video, 4, 1, COMPANY, "officer accepts"),
    Limit(propose, 2, 1, PAID, "officer opens"),
    Limit(confirm, 2, 1, PAID, "approver confirms", "approver"),
    Limit(answer_message, 2, 1),
)


@pytest.fixture(scope="module")
def staff(product: Product) -> dict[str, Colleague]:
    names = {"officer": "Ilze Kalniņa", "approver": "Pēteris Liepa", "accountant": "Dace Krūmiņa"}
    return {role: hired(product, name, role, lang="en") for role, name in names.items()}


@pytest.fixture(scope="module")
def desks(chromium: Browser, address: str, staff: dict[str, Colleague]) -> dict[str, Page]:
    """Everybody's browser, logged in once."""
    return {
        role: at_the_desk(chromium, address, who, "en", viewport=DESK)
        for role, who in staff.items()
    }


@pytest.mark.parametrize("by_keys", [False, True], ids=["mouse", "keyboard"])
@pytest.mark.parametrize("limit", LIMITS, ids=lambda one: one.act.__name__)
def test_no_more_presses_and_pages(
    limit: Limit,
    by_keys: bool,
    product: Product,
    address: str,
    staff: dict[str, Colleague],
    desks: dict[str, Page],
) -> None:
    people = (*staff.values(), staff["officer"])
    play = played(product, people, limit.case, lambda act: act.step != limit.until)
    page = desks[limit.role]
    queue = f"{address}/en/staff/{PROGRAMME}/queues/"
    here = f"{address}/en/staff/{PROGRAMME}/cases/{play.case_id}"
    with shown_if_stuck(page):
        page.goto(queue if limit.starts_in_list else here)
        hands = Hands(page, play, by_keys)
        page.on("load", lambda loaded: hands.loads.append(loaded.url))
        limit.act(hands)
        assert hands.presses <= limit.presses
        assert len(hands.loads) <= limit.pages, hands.loads

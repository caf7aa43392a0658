"""Cases as scenarios bring them about, for tests of what comes after; colleagues at the bank."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from playwright.sync_api import Browser, Page

from engine.base.staff import StaffMember
from engine.base.values import NOTHING
from engine.bootstrap import Product
from engine.definitions.faults import Faults
from engine.definitions.reading.answers_file import Raw
from engine.definitions.reading.demo_people import DemoPerson
from engine.definitions.reading.scenario_steps import Act
from engine.definitions.reading.scenarios import Scenario, read_scenarios
from engine.demo.playing import Play
from engine.demo.registering import registered
from engine.services import senders
from engine.services.case_entries import StepEntry
from engine.services.senders import Sender
from engine.services.staff_accounts import NewStaff
from tests.journeys.serving import PROGRAMME

SECRET = "Abcdef1!x"
NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff with the password."""

    name: str
    email: str
    member: StaffMember

    @property
    def sender(self) -> Sender:
        return senders.staff(self.member.account)


def hired(
    product: Product, name: str, *roles: str, lang: str = "lv", programme: str = PROGRAMME
) -> Colleague:
    """Somebody new at the bank."""
    email = f"colleague{next(NUMBERS)}@desk.example.org"
    new = NewStaff(email, name, {programme: roles}, lang, SECRET)
    account = product.staff.add(new).account
    return Colleague(name, email, StaffMember(account.id, account.bank, name, {programme: roles}))


def played(
    product: Product,
    staff: tuple[Colleague, ...],
    title: str,
    until: Callable[[Act], bool] = lambda _act: True,
    given: Raw = NOTHING,
) -> Play:
    """A case with the answers of a scenario, after those of its steps that come before others.

    ``given`` is answered otherwise.
    """
    number = next(NUMBERS)
    scenarios = read_scenarios(product.library.current.sources, Faults())
    scenario = next(one for one in scenarios if one.title == title)
    person = DemoPerson(f"client{number}@example.org", f"+37126{number:06d}", after=title)
    ready = product.library.today(PROGRAMME)
    answers = {**scenario.given, **given}
    entered = registered(product, ready, person, answers, "Abcdef1!")
    assert entered is not None
    with product.store.read() as view:
        (case,) = view.cases.of_account(entered.account.id)
    members = tuple(one.member for one in staff)
    play = Play(product, PROGRAMME, case.id, entered.account.id, members, answers)
    for act in acts(scenario):
        if not until(act):
            break
        assert play.takes(act) is None, act
    return play


def acts(scenario: Scenario) -> Iterator[Act]:
    """The steps; one that is taken for one person after another is taken for all at once.

    Rows of a stored case have names of their own, which no scenario knows.
    """
    taken: set[tuple[str, str]] = set()
    for step in (*scenario.lead, *scenario.steps):
        if isinstance(step, Act) and not step.refused and (step.item, step.step) not in taken:
            taken.add((step.item, step.step))
            yield replace(step, of=("all",)) if step.of else step


def done(play: Play, sender: Sender, item: str, step: str, *units: str, **raw: str) -> None:
    """A step that somebody takes elsewhere."""
    given = {name: [text] for name, text in raw.items()}
    play.product.cases.do(StepEntry(play.case_id, sender, item, step, units, given))


def at_the_desk(
    browser: Browser, base: str, who: Colleague, lang: str = "lv", **context: object
) -> Page:
    """A browser in which a colleague is logged in."""
    page = browser.new_context(**context).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(30_000)
    page.goto(f"{base}/{lang}/staff/login")
    page.fill("[name='login.identifier']", who.email)
    page.fill("[name='login.password']", SECRET)
    page.press("[name='login.password']", "Enter")
    page.wait_for_url("**/queues/**")
    return page

"""The first card of an application in every situation that `desk.md` names, over HTTP.

Whose turn it is, what is to be done, one sentence, one main button or none, who, until when, and
what comes next; in three languages, for cases that scenarios bring about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from engine.accounts import sessions
from engine.accounts.desk import Visitor
from engine.bootstrap import Product
from engine.case.comments import CommentPlace
from engine.definitions.faults import Faults
from engine.definitions.reading.answers_file import Raw
from engine.definitions.reading.scenario_steps import Act
from engine.definitions.reading.scenarios import read_scenarios
from engine.demo.playing import Play
from engine.services.comment_acts import CommentEntry
from tests.bank.conftest import NOON
from tests.corridor.people import build
from tests.fakes import FixedClock
from tests.journeys.cases import Colleague, acts, done, hired, played
from tests.journeys.serving import PROGRAMME, soup
from web.app import create_app

NEXT_REVIEW = "What comes next: The Bank checks it, usually within 2 working days"
NOTHING = "There is nothing for you to do now."
DECISION = "What comes next: The Bank tells you its decision"
CALL = "For further information contact your personal manager or call +371 67 772 999"
LATE = "This takes longer than usual. We have not forgotten it."


@dataclass(frozen=True)
class Card:
    """What stands on a card; ``lead`` is how its sentence begins."""

    turn: str
    eyebrow: str
    heading: str
    lead: str = ""
    main: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    afterwards: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    """What it says of being late, and the decisions."""


def yours(heading: str, lead: str, *main: str, facts: tuple[str, ...], after: str = "") -> Card:
    return Card("you", "Your turn", heading, lead, main, facts, (after,) if after else ())


def banks(heading: str, *facts: str, besides: tuple[str, ...] = ()) -> Card:
    return Card("bank", "The Bank’s turn", heading, NOTHING, (), facts, (), besides)


@dataclass
class Lived:
    """A case under way, and what its applicant reads of it."""

    app: Flask
    play: Play
    steps: list[Act]

    def goes_on(self, item: str, step: str) -> None:
        """Take the steps of the scenario up to this one."""
        while True:
            act = self.steps.pop(0)
            assert self.play.takes(act) is None, act
            if (act.item, act.step) == (item, step):
                return

    def card(self, lang: str = "en") -> Card:
        client, product = self.app.test_client(), self.play.product
        with product.store.write() as unit:
            account = unit.accounts.one(self.play.account)
            entered = sessions.begin(product.desk, unit, account, Visitor())
        with client.session_transaction() as cookie:
            cookie["key"] = entered.token
        answer = client.get(f"/{lang}/{PROGRAMME}/case/{self.play.case_id}")
        assert answer.status_code == 200
        return read(soup(answer))

    def reads(self, expected: Card) -> None:
        """What is expected in English, and the same card in the other languages."""
        card = self.card()
        lead = card.lead[: len(expected.lead)] if expected.lead else card.lead
        assert replace(card, lead=lead) == expected
        assert len(card.main) <= 1
        for lang in ("lv", "ru"):
            theirs = self.card(lang)
            assert shape(theirs) == shape(card), lang
            same = [one for one in words(theirs) if one in words(card) and one not in NAMES]
            assert same == [], lang
            assert not [one for one in words(theirs) if "{" in one], lang


NAMES = {"", "+371 67 772 999"}
"""What reads alike in every language."""


def read(page: BeautifulSoup) -> Card:
    """The first card of a page."""
    (first,) = page.select(".turn")
    assert page.select("main .btn-primary") == first.select(".btn-primary")
    assert len(first.select("h1")) == 1

    def texts(selector: str) -> tuple[str, ...]:
        return tuple(one.get_text(" ", strip=True) for one in first.select(selector))

    facts = zip(texts(".first-facts dt"), texts(".first-facts dd"), strict=True)
    return Card(
        turn=str(first["class"][-1]).removeprefix("turn-"),
        eyebrow="".join(texts(".eyebrow")),
        heading="".join(texts("h1")),
        lead="".join(texts(".lead")),
        main=texts(".btn-primary"),
        facts=tuple(f"{about}: {said}" for about, said in facts),
        afterwards=texts(".label + .plain-list li"),
        besides=texts(".said strong, .said p, .first-late, .decision .fact-value, .decision p + p"),
    )


def words(card: Card) -> list[str]:
    return [card.eyebrow, card.heading, card.lead, *card.main, *card.facts, *card.afterwards]


def shape(card: Card) -> tuple[object, ...]:
    """What is the same in every language."""
    counted = (card.main, card.facts, card.afterwards, card.besides)
    return (card.turn, bool(card.eyebrow), bool(card.lead), *map(len, counted))


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    built = build(tmp_path_factory.mktemp("cards"), FixedClock(NOON))
    yield built
    built.close()


@pytest.fixture(scope="module")
def staff(product: Product) -> tuple[Colleague, ...]:
    roles = ("officer", "officer", "approver", "accountant")
    return tuple(hired(product, f"{role.title()} {n}", role) for n, role in enumerate(roles))


@pytest.fixture(scope="module")
def web(product: Product) -> Flask:
    return create_app(product)


SECOND = {
    "representatives.1.full_name": ("Jānis Paraugs",),
    "representatives.1.personal_code": ("120790-11000",),
    "representatives.1.birth_date": ("1990-07-12",),
    "representatives.1.citizenship": ("LV",),
    "representatives.1.basis": ("Valdes loceklis",),
    "representatives.1.type": ("joint_all",),
    "representatives.1.email": ("janis@example.org",),
    "representatives.1.phone": ("+37120000009",),
    "representatives.1.represents_before_bank": ("yes",),
}
IS_THE_FIRST = {"submitter.representative_row": ("1",)}
"""Whoever registers for the company represents it."""


def lived(
    product: Product,
    web: Flask,
    staff: tuple[Colleague, ...],
    title: str,
    given: Raw = MappingProxyType({}),
) -> Lived:
    found = read_scenarios(product.library.current.sources, Faults())
    scenario = next(one for one in found if one.title == title)
    play = played(product, staff, title, lambda _act: False, given)
    return Lived(web, play, list(acts(scenario)))


def test_a_company_of_one_from_its_form_to_two_answers(
    product: Product, web: Flask, staff: tuple[Colleague, ...]
) -> None:
    title = "S-22 an account refused and a merchant accepted"
    case = lived(product, web, staff, title, IS_THE_FIRST)
    anna = "Who: You, Anna Bērziņa"
    case.reads(
        yours("Fill in: Application form", "You can stop", "Start: Application form",
              facts=("Who: You", NEXT_REVIEW))
    )  # fmt: skip
    case.goes_on("photo", "photo system passes")
    start = "Start: Client questionnaire (legal person)"
    case.reads(yours("Fill in 4 documents", "You can stop", start, facts=(anna, NEXT_REVIEW)))
    case.goes_on("questionnaire", "applicant sends")
    signing = "What comes next: The next stage: Document signing"
    due = ("Who: Bank employee", "By when: 24 November 2026", signing)
    case.reads(banks("The Bank is checking your documents", *due))
    clock = product.clock
    assert isinstance(clock, FixedClock)
    clock.move(timedelta(days=6))
    case.reads(banks("The Bank is checking your documents", *due, besides=(LATE,)))
    clock.move(-timedelta(days=6))
    case.goes_on("package", "officer sends for agreement")
    fee = "What comes next: The next stage: Payment of the commission fee"
    case.reads(
        yours("Read the documents and approve them", "Read the final", "Approve",
              facts=(anna, fee))
    )  # fmt: skip
    case.goes_on("package", "applicant agrees")
    upload = "Upload the signed package"
    lead = "Read the documents and sign"
    case.reads(yours("Sign the documents", lead, upload, facts=(anna, fee)))
    case.goes_on("invoice", "officer issues")
    case.reads(yours("Pay EUR 200.00", "Pay the invoice", facts=(anna, DECISION)))
    case.goes_on("account", "approver confirms")
    refused = ("The account is not being opened", CALL)
    works = "The Bank is working on your application"
    case.reads(banks(works, "Who: Bank employee", DECISION, besides=refused))
    case.goes_on("acquiring", "approver confirms")
    case.reads(
        Card("nobody", "Decided on 22 November 2026", "The Bank has decided on both services",
             "Each service is decided by itself.",
             besides=(*refused, "Cooperation with the client is started"))
    )  # fmt: skip


def test_several_who_are_waited_for_and_services_decided_alike(
    product: Product, web: Flask, staff: tuple[Colleague, ...]
) -> None:
    case = lived(
        product, web, staff, "S-50 a merchant, a renewal and one of e-commerce are three decisions"
    )
    case.goes_on("application", "applicant sends")
    # The guide: whoever registers to renew documents is identified, and signs.
    assert (case.card().turn, case.card().facts[0]) == ("you", "Who: You, Jānis Paraugs")
    case.goes_on("package", "applicant agrees")
    assert (case.card().turn, case.card().heading) == ("you", "Sign the documents")
    case.goes_on("acquiring", "approver confirms")
    assert case.card().heading == "The Bank has decided on 3 services"
    alike = lived(product, web, staff, "S-50 a renewal refused")
    alike.goes_on("doc_renewal", "approver confirms")
    refused = "Document renewal refused"
    eyebrow = "Decided on 22 November 2026 · Document renewal"
    alike.reads(Card("nobody", eyebrow, refused, CALL))


def test_several_others_who_are_waited_for(
    product: Product, web: Flask, staff: tuple[Colleague, ...]
) -> None:
    title = "S-22 an account refused and a merchant accepted"
    case = lived(product, web, staff, title, SECOND)
    case.goes_on("application", "applicant sends")
    people = "Anna Bērziņa and Jānis Paraugs"
    waits = Card("others", "Not your turn", f"Waiting for {people}")
    until = "Until: 22 December 2026 – then: Invitation expired"
    next_stage = "What comes next: The next stage: Document submission"
    resend = ("Resend invitation: Anna Bērziņa",)
    facts = (f"Who: {people}", until, next_stage)
    case.reads(replace(waits, lead="Photo identification: 0 of 2", main=resend, facts=facts))


def test_two_things_that_are_open_and_a_case_that_is_stopped(
    product: Product, web: Flask, staff: tuple[Colleague, ...]
) -> None:
    title = "S-48 in person, unsuccessful, repeated"
    case = lived(product, web, staff, title, IS_THE_FIRST)
    case.goes_on("demand", "officer demands to come in person")
    come = "Come to the Bank for the identification"
    facts = ("Who: You, Anna Bērziņa", NEXT_REVIEW)
    start = "Start: Merchant questionnaire"
    heading = "Fill in: Merchant questionnaire"
    case.reads(yours(heading, "You can stop", start, facts=facts, after=come))
    case.goes_on("demand", "officer fails")
    case.reads(Card("stopped", "The application stands still", "Unsuccessful identification", CALL))


def test_a_form_that_came_back_with_two_comments(
    product: Product, web: Flask, staff: tuple[Colleague, ...]
) -> None:
    case = lived(product, web, staff, "A client who is identified")
    case.goes_on("photo", "photo system passes")
    sender, said = staff[0].sender, {"client.full_name": "Un otrs?", "client.birth_date": "Kad?"}
    for key, text in said.items():
        place = CommentPlace(key)
        product.cases.comment(
            CommentEntry(case.play.case_id, sender, "application", "", place, text)
        )
    done(case.play, sender, "application", "officer returns")
    card = case.card()
    assert (card.turn, card.eyebrow) == ("returned", "Your turn · the Bank has a question")
    assert (card.heading, card.main) == ("Correct 2 answers", ("Correct the answers",))
    assert set(said.values()) <= set(card.besides)
    assert card.lead.startswith("In “Application form”.")
    assert {case.card(lang).heading for lang in ("lv", "ru")} == {
        "Izlabojiet 2 atbildes", "Исправьте 2 ответа",
    }  # fmt: skip

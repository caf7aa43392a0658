"""Who may open what: every route, for everybody, as the marks of the gate say and no more.

A route that is new is walked as well; one that says nothing of its readers is a failure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from engine.accounts import sessions
from engine.accounts.desk import Visitor
from engine.accounts.sessions import Owed
from engine.bootstrap import Product
from engine.case.form_pages import SENDS
from engine.definitions.faults import Faults
from engine.definitions.reading.item_drafts import OWN_PLACES
from engine.definitions.reading.programme import OWN_ADDRESSES
from engine.definitions.reading.scenarios import read_scenarios
from engine.demo.playing import Play
from engine.services.staff_accounts import NewStaff
from tests.journeys.serving import PROGRAMME, Applicant, register
from web.app import create_app
from web.gate import audience_of

LIKE = "S-14 card and internet bank user with their papers, and a new account besides"
MARKS = {"everyone", "applicant", "staff", "entering"}
ITEM = "<place>"
LAST = ("applicant.logout", "staff.logout")
"""What ends the session is walked last."""


@dataclass(frozen=True)
class Somebody:
    """A browser, and what its owner is here."""

    name: str
    client: FlaskClient
    applicant: bool = False
    owner: bool = False
    staff: bool = False
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ground:
    """One application without tokens of forms, a case that was sent, and everybody around it."""

    app: Flask
    product: Product
    case: str
    file: str
    people: tuple[Somebody, ...]

    def given(self, rule: Rule) -> dict[str, str | int]:
        """Values for the parts of an address: those of the case, or of nothing."""
        known: Mapping[str, str | int] = {
            "lang": "en", "programme": PROGRAMME, "case_id": self.case, "file_id": self.file,
            "place": "application", "step": "officer accepts", "name": "client.identity_document",
            "number": 0, "kind": "email",
        }  # fmt: skip
        return {part: known.get(part, "x") for part in rule.arguments}

    def events(self) -> int:
        with self.product.store.read() as view:
            return len(view.case_events.of_case(self.case))

    def walk(self, who: Somebody) -> Iterator[tuple[Rule, str, TestResponse]]:
        """Every route and method of reading and writing."""
        rules = sorted(self.app.url_map.iter_rules(), key=lambda one: one.endpoint in LAST)
        with self.app.test_request_context():
            ways = [(rule, self.app.url_map.bind("localhost")) for rule in rules]
        for rule, addresses in ways:
            address = addresses.build(rule.endpoint, self.given(rule), method=None)
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield rule, method, who.client.open(address, method=method)


@pytest.fixture(scope="module")
def ground(product: Product) -> Ground:
    app = create_app(product)
    owner, other = register(product, app, "natural"), register(product, app, "natural")
    app.config["WTF_CSRF_ENABLED"] = False  # else everybody is turned away for that alone
    file = sent(product, owner)
    flow = product.programmes[PROGRAMME].flow
    people = [
        Somebody("stranger", app.test_client()),
        Somebody("owner", owner.client, applicant=True, owner=True),
        Somebody("another applicant", other.client, applicant=True),
        *(colleague(product, app, role.name, (role.name,)) for role in flow.roles),
        colleague(product, app, "without a role"),
        colleague(product, app, "shut out", ("officer",), disabled=True),
        colleague(product, app, "half logged in", ("officer",), half=True),
    ]
    return Ground(app, product, owner.case_id, file, tuple(people))


def sent(product: Product, owner: Applicant) -> str:
    """The form of the owner is sent in; one of its files."""
    found = read_scenarios(product.library.current.sources, Faults())
    given = next(one.given for one in found if one.title == LIKE)
    with product.store.read() as view:
        case = view.cases.find(owner.case_id)
    assert case is not None
    play = Play(product, PROGRAMME, case.id, case.account, (), given)
    assert play.fills("application", "", SENDS) is None
    return play.load().files[0].id


def colleague(
    product: Product, app: Flask, name: str, roles: tuple[str, ...] = (),
    *, disabled: bool = False, half: bool = False,
) -> Somebody:  # fmt: skip
    email = f"{name.replace(' ', '.')}@rights.example.org"
    new = NewStaff(email, name, {PROGRAMME: roles} if roles else {}, "en", "Abcdef1!")
    account = product.staff.add(new).account
    with product.store.write() as unit:
        entered = sessions.begin(product.desk, unit, account, Visitor(), Owed(factor=half))
    if disabled:
        with product.store.write() as unit:
            unit.accounts.disable(account)
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["key"] = entered.token
    is_in = not (disabled or half)
    return Somebody(name, client, staff=is_in, roles=roles if is_in else ())


def unexpected(ground: Ground, who: Somebody, rule: Rule, method: str, got: TestResponse) -> str:
    """What is wrong with an answer; empty for nothing."""
    audience = audience_of(ground.app, rule.endpoint)
    door = {"applicant": f"/en/{PROGRAMME}/login"}.get(audience, "/en/staff/login")
    may_enter = {"everyone": True, "applicant": who.applicant}.get(audience, who.staff)
    if got.status_code >= 500:
        return "fails"
    if audience not in MARKS:
        return "says nothing of its readers"
    if audience == "staff" and who.staff and not who.roles:
        is_right = "programme" not in rule.arguments or got.status_code == 404
        return "" if is_right else "is open to staff of another programme"
    if not may_enter:
        turned = got.status_code == 401 if method == "POST" else got.location == door
        return "" if turned or got.status_code == 404 else "is open to whom it is not for"
    if audience == "applicant" and "case_id" in rule.arguments and not who.owner:
        return "" if got.status_code == 404 else "shows a case to another applicant"
    return "turns away whom it is for" if got.status_code in (401, 403) else ""


def test_every_route_answers_everybody_as_its_mark_says(ground: Ground) -> None:
    found = []
    for who in ground.people:
        before = ground.events()
        for rule, method, got in ground.walk(who):
            wrong = unexpected(ground, who, rule, method, got)
            if wrong:
                found.append(f"{who.name}: {method} {rule.rule} {wrong} ({got.status_code})")
        may_write = who.owner or set(who.roles) - {"auditor"}
        if not may_write and ground.events() != before:
            found.append(f"{who.name} has changed the case")
    assert found == []


def test_addresses_of_the_product_are_no_names_of_programmes(ground: Ground) -> None:
    parts = [rule.rule.strip("/").split("/") for rule in ground.app.url_map.iter_rules()]
    first = {words[1] if words[0].startswith("<lang") else words[0] for words in parts if words[1:]}
    first |= {words[0] for words in parts if len(words) == 1}
    fixed = {word for word in first if word and not word.startswith("<")}
    assert fixed <= OWN_ADDRESSES


def test_addresses_below_a_case_are_no_names_of_items(ground: Ground) -> None:
    parts = [rule.rule.strip("/").split("/") for rule in ground.app.url_map.iter_rules()]
    before = {tuple(words[: words.index(ITEM)]) for words in parts if ITEM in words}
    beside = {
        words[len(place)] for place in before for words in parts
        if tuple(words[: len(place)]) == place and len(words) > len(place)
    }  # fmt: skip
    fixed = {word for word in beside if not word.startswith("<")}
    assert "history" in fixed
    assert fixed <= OWN_PLACES

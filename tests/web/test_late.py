"""Whoever typed something on a page that was open too long gets it back, on either side."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from engine.accounts import sessions
from engine.accounts.desk import Visitor
from engine.bootstrap import Product
from engine.services.staff_accounts import NewStaff
from tests.journeys.serving import PROGRAMME, Applicant, soup, token, typed_on

TEXT = "Lūdzu, pārbaudiet „summu” <b>vēlreiz</b>"
STEP = "do/case/officer-closes"


class Sides:
    """One case, and who writes in it from which pages."""

    def __init__(self, product: Product, app: Flask, person: Applicant) -> None:
        self.product, self.person = product, person
        roles = {PROGRAMME: ("officer",)}
        email = f"late.{person.case_id}@bank.example.org"
        made = product.staff.add(NewStaff(email, "Ilze Paraugniece", roles, "en", "Abcdef1!"))
        bank = product.library.bank_of(PROGRAMME)
        with product.store.read() as view:
            owner = view.accounts.by_contact(person.contact.email, bank)
        assert owner is not None
        self.accounts = {"staff": made.account, "applicant": owner}
        self.clients = {"staff": app.test_client(), "applicant": person.client}
        self.let_in("staff")

    def let_in(self, side: str) -> None:
        with self.product.store.write() as unit:
            account = unit.accounts.one(self.accounts[side].id)
            entered = sessions.begin(self.product.desk, unit, account, Visitor())
        with self.clients[side].session_transaction() as cookie:
            cookie.clear()
            cookie["key"] = entered.token

    def shut_out(self, side: str) -> None:
        with self.product.store.write() as unit:
            unit.sessions.revoke_others(self.accounts[side].id, self.product.desk.clock.now())

    def address(self, side: str, page: str) -> str:
        case = self.person.case_id
        if side == "staff":
            return f"/en/staff/{PROGRAMME}/cases/{case}/{page}".rstrip("/")
        return f"/en/{PROGRAMME}/case/{case}/{page}"


@pytest.fixture
def sides(product: Product, app: Flask, person: Applicant) -> Sides:
    return Sides(product, app, person)


def text_on(page: BeautifulSoup) -> list[str]:
    return [one.get_text().strip("\r\n") for one in page.select("main textarea")]


def refreshed(client: FlaskClient, page: BeautifulSoup) -> BeautifulSoup:
    """Go on with what was typed."""
    form = page.select_one("form#typed")
    assert form is not None
    posted = {**typed_on(page), "_do": "refresh"}
    return soup(client.post(str(form["action"]), data=posted, follow_redirects=True))


@pytest.mark.parametrize(
    ("side", "page", "name", "send"),
    [
        ("staff", "messages", "text", "send"),
        ("staff", STEP, "reason", "take"),
        ("applicant", "messages/write", "text", "send"),
    ],
)
def test_what_was_typed_is_gone_on_with(
    sides: Sides, side: str, page: str, name: str, send: str
) -> None:
    client, address = sides.clients[side], sides.address(side, page)
    old = soup(client.get(address))
    posted = {"csrf_token": token(old), name: TEXT, "_do": send}
    sides.shut_out(side)
    late = client.post(address, data=posted)
    assert late.status_code == 401
    sides.let_in(side)
    again = refreshed(client, soup(late))
    assert TEXT in text_on(again)
    assert "older than your session" in again.get_text()
    # Logged in, with a page of before the log-in: the text is there, and nothing done.
    stale = client.post(address, data=posted)
    assert (stale.status_code, text_on(soup(stale))) == (400, [TEXT])
    assert TEXT in text_on(refreshed(client, soup(stale)))
    with sides.product.store.read() as view:
        events = view.case_events.of_case(sides.person.case_id)
    assert not [event for event in events if event.kind in ("message", "proposed")]


def test_a_text_whose_page_is_not_shown_again_can_be_copied(sides: Sides) -> None:
    client, address = sides.clients["staff"], sides.address("staff", "notes")
    stale = client.post(address, data={"csrf_token": "old", "text": TEXT, "_key": "x"})
    assert (stale.status_code, text_on(soup(stale))) == (400, [TEXT])
    sides.shut_out("staff")
    late = client.post(address, data={"csrf_token": "old", "text": TEXT})
    assert (late.status_code, text_on(soup(late))) == (401, [TEXT])
    nothing = client.post(address, data={"csrf_token": "old", "text": " "})
    assert (nothing.status_code, text_on(soup(nothing))) == (401, [])

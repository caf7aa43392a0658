"""Somebody goes on at a provider and comes back, through pages of both; calls decide nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.accounts import sessions
from engine.accounts.desk import Visitor
from engine.accounts.sessions import Owed
from engine.base.system import SystemClock
from engine.bootstrap import Product
from engine.identification.demo_provider.keys import REHEARSAL
from engine.identification.demo_provider.provider import DemoProvider
from engine.services.desk_lists import StaffViewer
from tests.corridor.club_people import FOLDER, Member, hire, join
from tests.journeys.serving import build, soup
from web.app import create_app

HOOK = "/hooks/identification"


@dataclass(frozen=True, slots=True)
class Bank:
    """A product that is connected to a provider of rehearsals."""

    product: Product
    app: Flask
    provider: DemoProvider

    def member(self) -> tuple[Member, FlaskClient]:
        """Somebody who waits to be identified, with a browser."""
        member = join(self.product)
        member.send()
        client = self.app.test_client()
        with self.product.store.write() as unit:
            account = unit.accounts.one(member.account_id)
            entered = sessions.begin(self.product.desk, unit, account, Visitor(), Owed())
        with client.session_transaction() as cookie:
            cookie["key"] = entered.token
        return member, client

    def ask(self, member: Member) -> str:
        """What the queued job does."""
        session = self.product.outside.of(member.case_id, "photo", "client")
        return self.product.outside.ask(session.id) if session else "none"


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bank]:
    folder = tmp_path_factory.mktemp("outside")
    provider = DemoProvider(folder / "provider", "", SystemClock())
    at, stop = provider.serve(0)
    product = build(
        folder,
        ANKETA_DEFINITIONS=str(FOLDER),
        SUMSUB_URL=at,
        SUMSUB_TOKEN=REHEARSAL.token,
        SUMSUB_SECRET=REHEARSAL.secret,
        SUMSUB_WEBHOOK_SECRET=REHEARSAL.webhook_secret,
    )
    yield Bank(product, create_app(product), provider)
    product.close()
    stop()


def address(member: Member) -> str:
    return f"/en/club/case/{member.case_id}"


def test_somebody_is_sent_to_the_provider_passes_and_comes_back(bank: Bank) -> None:
    member, client = bank.member()
    card = soup(client.get(address(member))).select_one(".turn a.btn-primary")
    assert card is not None
    assert card.get_text(strip=True) == "Start identification"
    waiting = client.get(str(card["href"]))
    assert "is being prepared" in waiting.get_data(as_text=True)
    assert bank.ask(member) == "begun"
    onward = client.get(str(card["href"]))
    assert (onward.status_code, onward.headers["Referrer-Policy"]) == (303, "no-referrer")
    there = httpx.get(onward.location)
    assert "Anna Liepa" in there.text
    blurred = httpx.post(onward.location, data={"outcome": "again"})
    assert bank.ask(member) == "failed"
    said = soup(client.get(address(member))).select_one(".turn .said-text")
    assert said is not None
    assert "photograph" in said.get_text()
    assert blurred.status_code == 303
    back = httpx.post(onward.location, data={"outcome": "passes"})
    home = urlsplit(back.headers["Location"])
    assert home.path == "/en/club/identified"
    assert "within a few minutes" in client.get(home.path).get_data(as_text=True)
    assert bank.ask(member) == "passed"
    assert member.status("photo", "client") == "passed"
    assert client.get(str(card["href"])).location.endswith(address(member))


def test_nobody_goes_on_for_somebody_else(bank: Bank) -> None:
    member, _client = bank.member()
    _other, stranger = bank.member()
    assert stranger.get(f"{address(member)}/photo:client/begin").status_code == 404
    assert stranger.get("/en/club/link/begin").status_code == 410


def test_the_officer_reads_what_was_read_beside_what_was_typed(bank: Bank) -> None:
    member, client = bank.member()
    bank.ask(member)
    there = client.get(f"{address(member)}/photo:client/begin").location
    read = {
        "full_name": "Anna Kalna", "personal_code": "321357-24680", "number": "LV7654321",
    }  # fmt: skip
    httpx.post(there, data={"outcome": "passes", **read})
    assert bank.ask(member) == "passed"
    assert member.status("photo", "client") != "passed", "people judge whose document it is"
    officer = hire(bank.product, "Olga", "officer")
    viewer = StaffViewer(officer.account, "club", ("officer",), "en")
    desk = bank.product.case_desk
    now = desk.now(desk.open(viewer, member.case_id))
    (row,), (block,) = now.people, [one for one in now.work if one.unlike]
    assert block.unlike[0].endswith("differs from what was entered, or has run out: Full name")
    lines = {line.caption: line for line in row.read}
    assert (lines["Full name"].read, lines["Full name"].typed) == ("Anna Kalna", "Anna Liepa")
    assert lines["Full name"].differs
    assert not lines["Personal code"].differs
    assert "24680" not in lines["Personal code"].read
    assert lines["Document number"].read == "LV7654321"

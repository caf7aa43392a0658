"""Somebody comes at an agreed time: the door, the code, the call, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.accounts import sessions
from engine.accounts.desk import Visitor
from engine.accounts.sessions import Owed
from engine.base.later import ProviderSession
from engine.base.records import Message
from engine.bootstrap import Product
from engine.identification.demo_provider.provider import DemoProvider
from engine.identification.demo_provider.room_api import ACCOUNT, CLIENT, KEY
from engine.identification.demo_provider.room_calls import SECRET
from engine.identification.zoom_webhooks import SIGNATURE, TIME, signature
from engine.meaning.flow.commands import Refusal
from tests.corridor.club_calls import with_calls
from tests.corridor.club_people import (
    REQUEST,
    SCANNER,
    Member,
    Staff,
    friends,
    hire,
    join,
    staffed,
)
from tests.corridor.people import build
from tests.fakes import FixedClock
from tests.journeys.serving import soup
from web.app import create_app

HOOK = "/hooks/video-identification"


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank that holds its calls at a provider for rehearsals."""

    product: Product
    app: Flask
    provider: DemoProvider
    clock: FixedClock
    staff: Staff

    def member(self) -> Member:
        """Somebody who is to come at 10:00 on Monday, with a friend who is too."""
        member = join(self.product, "group")
        friend = {
            **friends("Berta Ozola"),
            "friends.0.email": ["berta@example.org"], "friends.0.phone": ["+37126666666"],
        }  # fmt: skip
        member.send({**REQUEST, **friend})
        member.do(SCANNER, "photo", "scanner passes", *member.units("photo"))
        for unit in member.units("visit"):
            member.do(self.staff.officer, "visit", "officer demands a visit", unit)
            self.agree(member, unit, "10:00", "officer agrees a time")
        return member

    def browser(self, member: Member) -> FlaskClient:
        """Somebody who has just logged in."""
        return self.entered(member.account_id)

    def entered(self, account_id: str) -> FlaskClient:
        """Whoever has an account, just logged in."""
        client = self.app.test_client()
        with self.product.store.write() as unit_:
            account = unit_.accounts.one(account_id)
            entered = sessions.begin(self.product.desk, unit_, account, Visitor(), Owed())
        with client.session_transaction() as cookie:
            cookie["key"] = entered.token
        return client

    def agree(self, member: Member, unit: str, time: str, step: str) -> None:
        when = {"slot.day": "2026-11-23", "slot.time": time}
        member.do(self.staff.officer, "visit", step, unit, raw=when)

    def until(self, hour: int, minute: int) -> None:
        """Move the clock to a time of Monday."""
        there = self.clock.moment.replace(day=23, hour=hour, minute=minute, second=0)
        self.clock.move(there - self.clock.moment)

    def session(self, member: Member, unit: str) -> ProviderSession:
        found = self.product.outside.of(member.case_id, "visit", unit)
        assert found is not None
        return found

    def ask(self, member: Member, unit: str) -> str:
        return self.product.outside.ask(self.session(member, unit).id)

    def sent(self, channel: str) -> list[Message]:
        return [one for one in self.product.sent.newest(500) if one.channel == channel]

    def code(self) -> str:
        found = re.search(r"[0-9]{6}", self.sent("sms")[0].body)
        assert found is not None
        return found[0]


@contextmanager
def opened_bank(tmp_path: Path, clock: FixedClock, definitions: Path) -> Iterator[Bank]:
    """The bank with its provider, both until the end."""
    provider = DemoProvider(tmp_path / "provider", "", clock)
    at, stop = provider.serve(0)
    product = build(
        tmp_path / "data",
        clock,
        ANKETA_DEFINITIONS=str(definitions),
        ANKETA_VIDEO="zoom",
        ZOOM_URL=at,
        ZOOM_TOKENS=at,
        ZOOM_ACCOUNT=ACCOUNT,
        ZOOM_CLIENT_ID=CLIENT,
        ZOOM_CLIENT_SECRET=KEY,
        ZOOM_WEBHOOK_SECRET=SECRET,
    )
    app = create_app(product)
    app.config["WTF_CSRF_ENABLED"] = False  # other tests look at tokens
    yield Bank(product, app, provider, clock, staffed(product))
    product.close()
    stop()


@pytest.fixture
def bank(tmp_path: Path, clock: FixedClock) -> Iterator[Bank]:
    with opened_bank(tmp_path, clock, with_calls(tmp_path)) as bank:
        yield bank


def begin(member: Member, unit: str) -> str:
    return f"/en/club/case/{member.case_id}/visit:{unit}/begin"


def pressed(client: FlaskClient, address: str, do: str, **more: str) -> tuple[int, str]:
    """What comes of a button on the page of ``address``."""
    answer = client.post(address, data={"_do": do, **more})
    return answer.status_code, answer.get_data(as_text=True)


def test_the_door_opens_in_time_and_one_code_is_sent(bank: Bank) -> None:
    member = bank.member()
    here, client = begin(member, "client"), bank.browser(member)
    way = soup(client.get(f"/en/club/case/{member.case_id}")).select(f"a[href='{here}']")
    assert [one.get_text(strip=True) for one in way] == ["How to prepare"]
    assert bank.ask(member, "client") == "begun"
    bank.until(9, 49)
    client = bank.browser(member)
    early = soup(client.get(here))
    assert "09:50" in early.get_text()
    assert [one.get_text() for one in early.select(".told-points li")] == ["Bring your passport."]
    assert not early.select("button[value=send]")
    assert pressed(client, here, "send")[0] == 422
    assert bank.sent("sms")[:1] == [] or "Code:" not in bank.sent("sms")[0].body
    step = ("visit", "the person asks for the code", "client")
    bank.until(9, 50)
    refused = member.tries(member.sender, *step)
    assert isinstance(refused, Refusal)
    assert refused.code == "no code", "nobody takes the step past the page of the code"

    card = soup(client.get(f"/en/club/case/{member.case_id}")).select_one(".turn a.btn-primary")
    assert card is not None, "what will not wait comes first"
    assert card["href"] == here
    assert [pressed(client, here, "send")[0] for _ in range(2)] == [200, 200]
    codes = [one for one in bank.sent("sms") if one.body.startswith("Code:")]
    assert len(codes) == 1, "two presses are one"
    assert bank.code() not in str(member.events)


def test_with_the_code_the_way_opens_and_the_call_is_held(bank: Bank) -> None:
    member = bank.member()
    here = begin(member, "client")
    bank.ask(member, "client")
    bank.until(9, 55)
    client = bank.browser(member)
    pressed(client, here, "send")
    first = bank.code()
    wrong = f"{(int(first) + 1) % 1_000_000:06}"
    assert pressed(client, here, "enter", code=wrong)[0] == 422
    assert {pressed(client, here, "enter", code=wrong)[0] for _ in range(5)} == {422}
    assert pressed(client, here, "enter", code=first)[0] == 422, "guessed too often, it is void"
    bank.clock.move(timedelta(seconds=61))
    assert pressed(client, here, "send")[0] == 200
    code = bank.code()
    status, away = pressed(client, here, "enter", code=f"{code[:3]} {code[3:]}")
    assert (status, member.status("visit", "client")) == (200, "talking")
    link = bank.session(member, "client").link
    assert link in away
    assert pressed(client, here, "enter", code=code)[0] == 422, "a code opens once"

    httpx.post(link, data={"do": "enter"})
    assert bank.ask(member, "client") == "waiting"
    httpx.post(link, data={"do": "end"})
    assert bank.ask(member, "client") == "held"
    assert member.status("visit", "client") == "done"


def test_who_has_no_cabinet_comes_by_a_link_and_sees_only_their_own(bank: Bank) -> None:
    member = bank.member()
    unit = next(one for one in member.units("visit") if one != "client")
    bank.ask(member, unit)
    bank.ask(member, "client")
    letter = next(
        one for one in bank.sent("email") if one.to == "berta@example.org" and "Call:" in one.body
    )
    secret = re.search(r"/link/(\S+)", letter.body)
    assert secret is not None
    bank.until(9, 55)
    browser, client = bank.app.test_client(), bank.browser(member)
    assert browser.get(f"/en/club/link/{secret[1]}").status_code == 303
    shown = soup(browser.get("/en/club/link")).get_text()
    assert "Berta Ozola" in shown
    assert "Anna Liepa" not in shown
    assert browser.get(begin(member, unit)).status_code in (302, 303, 403, 404)
    assert client.get(begin(member, unit)).status_code == 404, "nobody begins for somebody else"
    assert pressed(client, begin(member, unit), "send")[0] == 404
    assert pressed(browser, "/en/club/link/begin", "send")[0] == 200
    assert bank.sent("sms")[0].to == "+37126666666"
    code = bank.code()
    assert pressed(client, begin(member, "client"), "enter", code=code)[0] == 422
    status, away = pressed(browser, "/en/club/link/begin", "enter", code=code)
    assert (status, bank.session(member, unit).link in away) == (200, True)
    assert member.status("visit", unit) == "talking"
    assert member.status("visit", "client") == "agreed"


def test_the_call_of_the_bank_is_started_by_whoever_holds_it_and_nobody_else(bank: Bank) -> None:
    member = bank.member()
    bank.ask(member, "client")
    case = f"/en/staff/club/cases/{member.case_id}"
    there = f"{case}/calls/visit:client"
    others = (bank.staff.cashier, hire(bank.product, "Clara", "clerk"))
    for sender in (bank.staff.officer, *others):
        colleague = bank.entered(sender.account)
        is_held = sender == bank.staff.officer
        assert bool(soup(colleague.get(case)).select(f"form[action='{there}']")) == is_held
        assert colleague.post(there).status_code == (200 if is_held else 404)


def test_another_time_moves_the_call_and_taking_it_back_removes_it(bank: Bank) -> None:
    member = bank.member()
    bank.ask(member, "client")
    was = bank.session(member, "client")
    bank.agree(member, "client", "11:30", "officer agrees another time")
    bank.until(11, 21)
    client = bank.browser(member)
    page = client.get(begin(member, "client")).get_data(as_text=True)
    assert "being prepared" in page, "nobody goes on to a call of another time"
    assert bank.ask(member, "client") == "begun"
    now = bank.session(member, "client")
    room = bank.provider.rooms.find(now.session)
    assert room is not None
    assert (now.session, room.told["start_time"]) == (was.session, "2026-11-23T09:30:00Z")
    assert now.link != was.link
    bank.provider.trouble.answers = "down"
    member.do(bank.staff.officer, "visit", "officer ends", "client")
    assert bank.product.outside.ask(was.id) == "down"
    assert bank.provider.rooms.find(was.session) is not None
    bank.provider.trouble.answers = "well"
    bank.clock.move(timedelta(minutes=1))
    assert bank.product.outside.due(10) >= 1, "it is taken back as soon as the provider answers"
    assert bank.product.outside.ask(was.id) == "ended"
    assert bank.provider.rooms.find(was.session) is None


def test_an_address_is_proved_and_around_the_time_it_is_asked_often(bank: Bank) -> None:
    member = bank.member()
    bank.ask(member, "client")
    ask = b'{"event":"endpoint.url_validation","payload":{"plainToken":"abc"}}'
    ts = str(int(bank.clock.now().timestamp()))
    headers = {TIME: ts, SIGNATURE: signature(SECRET, ts, ask)}
    proved = bank.app.test_client().post(HOOK, data=ask, headers=headers)
    assert proved.get_json()["plainToken"] == "abc"
    bank.until(10, 0)
    assert bank.ask(member, "client") == "waiting"
    bank.clock.move(timedelta(minutes=5, seconds=1))
    assert bank.product.outside.due(10) >= 1

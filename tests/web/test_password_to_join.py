"""Somebody comes at an agreed time with a password that stands in the cabinet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from engine.case.making import DISTINCT
from tests.corridor.club_calls import with_passwords
from tests.corridor.club_people import Member
from tests.fakes import FixedClock
from tests.journeys.serving import soup
from tests.web.test_agreed_start import Bank, begin, opened_bank

DO = "the-person-comes-in"


@pytest.fixture
def bank(tmp_path: Path, clock: FixedClock) -> Iterator[Bank]:
    with opened_bank(tmp_path, clock, with_passwords(tmp_path)) as bank:
        yield bank


def page(member: Member) -> str:
    return f"/en/club/case/{member.case_id}/visit:client/do/{DO}"


def entered(client: FlaskClient, member: Member, password: str) -> tuple[int, str]:
    """What comes of the page, filled in as it stands."""
    shown = soup(client.get(page(member))).select("form input[type=hidden]")
    hidden = {str(one["name"]): str(one["value"]) for one in shown}
    typed = {"joining.password": password, "_do": "take"}
    answer = client.post(page(member), data={**hidden, **typed})
    return answer.status_code, answer.get_data(as_text=True)


def password_of(member: Member) -> str:
    """What the last agreed time has made for whoever looks."""
    made = [one.data["set"] for one in member.events if one.of == "client" and "set" in one.data]
    return str(next(one["slot.password"] for one in reversed(made) if "slot.password" in one))


def came(bank: Bank, member: Member) -> FlaskClient:
    """Somebody before the open door, whose call is ready."""
    bank.ask(member, "client")
    bank.until(9, 55)
    return bank.browser(member)


def test_the_password_leads_to_the_call_and_no_way_past_it(bank: Bank) -> None:
    member = bank.member()
    password = password_of(member)
    assert re.fullmatch(rf"[{DISTINCT}]{{8}}", password)
    assert entered(bank.browser(member), member, password)[0] == 303, "the door is still closed"
    bank.until(9, 55)
    client = bank.browser(member)
    status, shown = entered(client, member, password)
    assert (status, "being prepared" in shown, f'value="{password}"' in shown) == (409, True, True)
    assert member.status("visit", "client") == "agreed"
    bank.ask(member, "client")
    way = soup(client.get(begin(member, "client")))
    assert password in way.get_text(), "it is shown beforehand"
    assert [one["href"] for one in way.select(".acts a.btn-primary")] == [page(member)]
    link = bank.session(member, "client").link
    assert link not in soup(client.get(page(member))).decode()
    status, away = entered(client, member, password)
    assert (status, link in away, member.status("visit", "client")) == (200, True, "talking")
    assert client.get(begin(member, "client")).headers["Location"] == link, "it may break off"


def test_a_wrong_one_is_counted_and_one_too_many_makes_it_void(bank: Bank) -> None:
    member = bank.member()
    client, first = came(bank, member), password_of(member)
    for left in (2, 1):
        status, shown = entered(client, member, "guessed")
        assert (status, "The password is not right" in shown) == (422, True), left
        assert member.status("visit", "client") == "agreed"
    assert entered(client, member, "guessed")[0] == 303
    assert member.status("visit", "client") == "locked"
    assert entered(client, member, first)[0] == 303, "the right one comes too late"
    history = soup(client.get(f"/en/club/case/{member.case_id}/history")).get_text()
    assert "(refused: what was entered is not right)" in history
    assert "The password is void" in history
    assert "guessed" not in str(member.events), "what was typed is kept nowhere"

    bank.agree(member, "client", "10:00", "officer agrees another time")
    second = password_of(member)
    assert second != first
    bank.ask(member, "client")
    assert entered(client, member, first)[0] == 422, "that of another time opens nothing"
    assert entered(client, member, second)[0] == 200


def test_tries_at_once_are_all_counted(bank: Bank) -> None:
    member = bank.member()
    came(bank, member)
    clients = [bank.browser(member) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda one: entered(one, member, "guessed"), clients))
    assert member.status("visit", "client") == "locked"
    assert len([one for one in member.events if one.kind == "refused"]) == 3

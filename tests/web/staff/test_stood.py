"""A case as it stood at a time; and a personal code that is shown whole for one view."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.accounts import sessions
from engine.accounts.desk import Visitor
from engine.accounts.sessions import Owed
from engine.base.receipts import Receipt
from engine.bootstrap import Product
from engine.services.remark_acts import Remark, RemarkKind
from engine.services.senders import Sender
from tests.corridor.club_people import REQUEST, Member, build_club, hire, join
from tests.corridor.conftest import NOON
from tests.fakes import FixedClock
from tests.journeys.serving import soup, token
from web.app import create_app

CODE = "321357-24680"
THEN = "2026-11-22T12:30"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def club(tmp_path: Path, clock: FixedClock) -> Iterator[Product]:
    made = build_club(tmp_path, clock)
    yield made
    made.close()


@pytest.fixture
def app(club: Product) -> Flask:
    return create_app(club)


def browser(club: Product, app: Flask, who: Sender) -> FlaskClient:
    """One in which a member of staff is logged in."""
    with club.store.read() as view:
        account = view.accounts.one(who.account)
    with club.store.write() as unit:
        entered = sessions.begin(club.desk, unit, account, Visitor(), Owed())
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["key"] = entered.token
    return client


def words(client: FlaskClient, address: str, status: int = 200) -> str:
    got = client.get(address)
    assert got.status_code == status, f"{address}: {got.status_code}"
    main = soup(got).select_one("#main")
    assert main is not None
    return main.get_text(" ", strip=True)


def said(member: Member, by: Sender, kind: RemarkKind, text: str) -> None:
    reply = member.product.cases.remark(Remark(member.case_id, by, kind, data={"text": text}))
    assert isinstance(reply, Receipt), reply


def test_the_past_is_shown_and_nothing_of_what_came_later(
    club: Product, app: Flask, clock: FixedClock
) -> None:
    officer, auditor = hire(club, "Olga", "officer", "clerk"), hire(club, "Ada", "auditor")
    anna = join(club)
    clock.move(timedelta(minutes=5))
    anna.send()
    clock.move(timedelta(minutes=5))
    said(anna, anna.sender, "message", "The first message")
    anna.do(officer, "request", "officer returns", raw={"comment": "Please write more."})
    clock.move(timedelta(hours=1))
    anna.send({**REQUEST, "client.note": ["Written later"]})
    anna.do(officer, "request", "officer accepts")
    said(anna, officer, "message", "The second message")
    said(anna, officer, "note", "A note that came later")
    clock.move(timedelta(hours=1))

    client = browser(club, app, auditor)
    here = f"/en/staff/club/cases/{anna.case_id}"
    form = f"{here}/why"
    typed = {"csrf_token": token(soup(client.get(form))), "reason": "A colleague asked for help"}
    assert client.post(form, data=typed).status_code == 303

    then, now = (
        {part: words(client, f"{here}{part}{when}")
         for part in ("", "/answers", "/documents", "/messages", "/history")}
        for when in (f"?stood={THEN}", "")
    )  # fmt: skip
    later = ("Written later", "The second message", "A note that came later", "Accepted")
    for part, text in then.items():
        assert not any(one in text for one in later), (part, text)
        assert text != now[part]
    assert "Information required" in then["/documents"]
    assert "Hello" in then["/answers"]
    assert "Version 1 of 1" in then["/answers"]
    assert "Written later" in now["/answers"]
    assert "The first message" in then["/messages"]
    assert "The second message" in now["/messages"]
    assert "A note that came later" in now[""]
    assert "Please write more." in then["/history"]
    assert "Accept" in now["/history"]

    # Links stay in the past; no button is there, and nothing of it is a page for others.
    page = soup(client.get(f"{here}?stood={THEN}"))
    parts = [str(each["href"]) for each in page.select("a[href*='/history']")]
    assert parts
    assert all("stood=2026-11-22T12" in one for one in parts)
    assert not page.select("#main form[method=post] button")
    assert browser(club, app, officer).get(f"{here}?stood={THEN}").status_code == 404

    for wrong, told in {
        "2026-11-22T11:00": "was not there yet",
        "0001-01-01T00:00": "This is no date and time",
        "9999-12-31T23:59": "has not come yet",
        "2026-11-22T14:30": "has not come yet",
        "yesterday": "This is no date and time",
    }.items():
        assert told in words(client, f"{here}?stood={wrong}", 422), wrong
    assert "stood/answers" in {one.part for one in club.reads.of_case(anna.load(auditor))}


def test_a_code_is_whole_for_one_view(club: Product, app: Flask) -> None:
    officer, auditor = hire(club, "Olga", "officer"), hire(club, "Ada", "auditor")
    anna = join(club)
    anna.send()
    client = browser(club, app, officer)
    here = f"/en/staff/club/cases/{anna.case_id}"
    for part in ("", "/answers", "/documents/request"):
        page = soup(client.get(f"{here}{part}"))
        assert CODE not in page.get_text()
        (button,) = page.select("form.code button[name=of]")
        form = button.find_parent("form")
        assert form is not None
        typed = {"csrf_token": token(page), "of": str(button["value"])}
        wrong = client.post(str(form["action"]), data={**typed, "of": "client.note"})
        assert wrong.status_code == 404
        got = client.post(str(form["action"]), data=typed)
        assert got.status_code == 303
        assert got.location.partition("#")[0].partition("?")[0] == f"{here}{part}"
        assert CODE in words(client, got.location)
        assert CODE not in words(client, got.location), "for one view"
    entries = club.reads.of_case(anna.load(auditor))
    codes = {one.part for one in entries if one.part.startswith("code/")}
    assert "code/request/client.code" in codes
    assert len(codes) == 2, codes

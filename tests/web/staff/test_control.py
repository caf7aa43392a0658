"""What the auditor sees: a case as it stood, and lists across cases of real steps.

And a personal code that is shown whole for one view.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from engine.accounts import sessions
from engine.accounts.desk import Visitor
from engine.accounts.sessions import Owed
from engine.base.receipts import Receipt
from engine.bootstrap import Product
from engine.services import control
from engine.services.reads import ShownThing
from engine.services.remark_acts import Remark, RemarkKind
from engine.services.senders import Sender
from tests.corridor.club_people import (
    REQUEST,
    Member,
    Staff,
    build_club,
    hire,
    join,
    pays,
    staffed,
)
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


def lived(club: Product, clock: FixedClock, officer: Sender) -> Member:
    """A case that was returned, and an hour later corrected and accepted."""
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
    return anna


def taken_as_pdf(client: FlaskClient, here: str) -> str:
    """The words of a case that is taken away to be read."""
    typed = {"csrf_token": token(soup(client.get(here))), "as": "pdf"}
    taken = client.post(f"{here}/export", data=typed)
    assert taken.content_type == "application/pdf"
    return "\n".join(one.extract_text() for one in PdfReader(io.BytesIO(taken.data)).pages)


def test_the_past_is_shown_and_nothing_of_what_came_later(
    club: Product, app: Flask, clock: FixedClock
) -> None:
    officer, auditor = hire(club, "Olga", "officer", "clerk"), hire(club, "Ada", "auditor")
    anna = lived(club, clock, officer)
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

    read = taken_as_pdf(client, here)
    for part in ("Written later", "Hello", "The second message", "A note that came later"):
        assert part in read
    assert CODE not in read
    assert "export/pdf" in {one.part for one in club.reads.of_case(anna.load(auditor))}

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


def decided(club: Product, staff: Staff, step: str, reader: Sender | None = None) -> Member:
    """A case whose place was decided by two, of whom the reader had opened the answers."""
    anna = join(club)
    anna.send()
    if reader is not None:
        club.reads.record(anna.load(reader), ShownThing("answers", "list"))
    pays(anna, staff)
    (place,) = anna.units("place")
    raw = {"reason": "No room."} if step == "officer refuses" else {}
    anna.do(staff.officer, "place", step, place, raw=raw)
    anna.do(staff.approver, "place", "approver confirms", place)
    return anna


def cells(client: FlaskClient, name: str, *, back: bool = False, **days: str) -> list[list[str]]:
    """The cells of every line of every page of a list; ``back``: from the last page on."""
    pages, address, way = [], f"/en/staff/club/audit/{name}", "next"
    if days:
        address += "?" + "&".join(f"{one.rstrip('_')}={day}" for one, day in days.items())
    while address:
        page = soup(client.get(address))
        rows = [row.select("td") for row in page.select("#list tbody tr")]
        pages.append([[cell.get_text(" ", strip=True) for cell in row] for row in rows])
        if back and way == "next" and not page.select_one("a[rel=next]"):
            pages, way = pages[-1:], "prev"
        onward = page.select_one(f"a[rel={way}]")
        address = str(onward["href"]) if onward else ""
    ordered = pages[::-1] if way == "prev" else pages
    return [row for page in ordered for row in page]


def test_proposals_that_came_to_nothing_and_who_confirms_whose(
    club: Product, app: Flask, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff = staffed(club)
    returned = join(club)
    for text in ("Wait a week.", "Wait again.", "And again."):
        returned.do(staff.officer, "case", "officer closes", raw={"reason": "Nobody came."})
        returned.do(staff.approver, "case", "approver returns", raw={"comment": text})
        clock.move(timedelta(minutes=1))
    client = browser(club, app, hire(club, "Ada", "auditor"))
    every = cells(client, "proposals")
    assert [row[2] for row in every] == ["Peter"] * 3
    assert "returned" in every[0][3]
    monkeypatch.setattr(control, "PAGE", 2)
    assert cells(client, "proposals") == every, "page by page it is the same"
    assert cells(client, "proposals", back=True) == every, "also from its end to its beginning"
    assert cells(client, "proposals", to="2026-11-21") == []
    assert cells(client, "proposals", from_="2026-11-22", to="2026-11-22") == every
    assert cells(client, "proposals", from_="0001-01-01", to="9999-12-31") == every
    assert cells(client, "pairs") == []
    for _ in range(2):
        decided(club, staff, "officer gives")
    assert cells(client, "pairs") == [["Olga", "Peter", "2"]]
    assert cells(client, "unopened") == []
    assert client.get("/en/staff/club/audit/other").status_code == 404


def test_what_was_opened_and_what_was_not(club: Product, app: Flask) -> None:
    staff = staffed(club)
    seen = join(club)
    club.reads.record(seen.load(staff.officer), ShownThing("now", "search"))
    auditor = browser(club, app, hire(club, "Ada", "auditor"))
    officer = browser(club, app, staff.officer)
    (opening,) = cells(auditor, "openings")
    assert (opening[2], opening[4]) == ("Olga", "from a search")
    (link,) = soup(auditor.get("/en/staff/club/audit/openings")).select("#list tbody a")
    assert seen.case_id in str(link["href"])

    refused = decided(club, staff, "officer refuses")
    read = decided(club, staff, "officer refuses", staff.officer)
    acts = soup(auditor.get("/en/staff/club/audit/unopened")).select("#list tbody tr")
    told = {(link["href"].split("/")[-2], row.select("td")[2].get_text())
            for row in acts for link in row.select("a")}  # fmt: skip
    assert told == {
        (refused.case_id, "Olga"), (refused.case_id, "Peter"), (read.case_id, "Peter"),
    }  # fmt: skip
    assert officer.get("/en/staff/club/audit/pairs").status_code == 404
    assert "/audit/" not in officer.get("/en/staff/club/queues/").get_data(as_text=True)
    assert "/audit/" in auditor.get("/en/staff/club/queues/").get_data(as_text=True)

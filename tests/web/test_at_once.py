"""Two officers and the applicant on one case at once: no text lost, no step taken twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine.accounts import sessions
from engine.accounts.desk import Visitor
from engine.bootstrap import Product
from tests.journeys.cases import hired, played
from tests.journeys.serving import PROGRAMME, soup, token
from tests.stores import at_once

WHY = "Lūdzu, pievienojiet pases otro lapu"
ROUNDS = 3


def entered(product: Product, app: Flask, account: str) -> FlaskClient:
    with product.store.write() as unit:
        owner = unit.accounts.one(account)
        session = sessions.begin(product.desk, unit, owner, Visitor())
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["key"] = session.token
    client.get("/en/")
    return client


def posts(client: FlaskClient, page: str, address: str, **typed: str) -> Callable[[], TestResponse]:
    """A form that is filled in on a page, and sent whenever it is called."""
    shown = soup(client.get(page))
    marks = {
        str(one["name"]): str(one.get("value", ""))
        for one in shown.select(f"form[action='{address}'] input[type=hidden], #typed input[name]")
    }
    data = {**marks, "csrf_token": token(shown), **typed}
    return lambda: client.post(address, data=data)


def pressed_at_once(work: Sequence[Callable[[], TestResponse]]) -> list[TestResponse]:
    """The answers, in the order of the forms."""
    return [cast(TestResponse, one) for one in at_once(len(work), lambda at: work[at]())]


def test_nobodys_text_is_lost_and_no_step_is_taken_twice(product: Product, app: Flask) -> None:
    one, other = (hired(product, name, "officer") for name in ("Olga Liepa", "Otto Ozols"))
    play = played(product, (one, other), "A client who has sent the form")
    olga, otto = (entered(product, app, each.member.account) for each in (one, other))
    anna = entered(product, app, play.account)
    desk = f"/en/staff/{PROGRAMME}/cases/{play.case_id}"
    own = f"/en/{PROGRAMME}/case/{play.case_id}/messages/write"
    returns = f"{desk}/do/application/officer-returns"
    accepts = f"{desk}/do/application/officer-accepts"
    steps = [
        posts(olga, desk, accepts, _do="take"),
        posts(otto, returns, returns, _do="take", comment=WHY),
    ]
    for number in range(ROUNDS):
        work = [
            posts(olga, desk, f"{desk}/notes", text=f"note of Olga {number}"),
            posts(otto, desk, f"{desk}/notes", text=f"note of Otto {number}"),
            posts(anna, own, own, text=f"message of Anna {number}", _do="send"),
            *(steps if number == 0 else ()),
        ]
        done = pressed_at_once(work)
        assert [one.status_code for one in done[:3]] == [303, 303, 303]
        if number == 0:
            assert sorted(one.status_code for one in done[3:]) == [303, 409]
            lost = done[4].status_code == 409
            assert lost == (WHY in done[4].get_data(as_text=True)), "it is there to be sent anew"
    with product.store.read() as view:
        events = view.case_events.of_case(play.case_id)
    said = [str(each.data.get("text", "")) for each in events if each.kind in ("note", "message")]
    for who in ("note of Olga", "note of Otto", "message of Anna"):
        assert [text for text in said if text.startswith(who)] == [
            f"{who} {number}" for number in range(ROUNDS)
        ]
    taken = [each.step for each in events if each.step in ("officer accepts", "officer returns")]
    assert len(taken) == 1
    assert [each.number for each in events] == list(range(1, len(events) + 1))


def test_what_was_typed_into_something_that_closed_meanwhile_is_given_back(
    product: Product, app: Flask
) -> None:
    who = hired(product, "Rita Roze", "officer")
    play = played(product, (who,), "A client who has sent the form")
    rita, anna = (entered(product, app, each) for each in (who.member.account, play.account))
    own, desk = (
        f"/en/{PROGRAMME}/case/{play.case_id}",
        f"/en/staff/{PROGRAMME}/cases/{play.case_id}",
    )
    write, comment = f"{own}/messages/write", f"{desk}/documents/application/comment"
    comments = posts(rita, f"{desk}/documents/application", comment, _on="", text=WHY, _do="")
    assert comments().status_code == 303
    withdraws = f"{own}/case/do/applicant-withdraws"
    assert posts(anna, withdraws, withdraws, _do="take")().status_code == 303
    late = [
        posts(anna, write, f"{own}/application", comment=WHY, _do="save")(),
        posts(anna, write, f"{own}/application/do/applicant-explains", comment=WHY)(),
        comments(),
    ]
    notes = posts(rita, desk, f"{desk}/notes", text=WHY)
    messages = posts(rita, f"{desk}/messages", f"{desk}/messages", text=WHY, _do="send")
    with product.store.write() as unit:
        member = unit.staff.find(who.member.account)
        assert member is not None
        unit.staff.change(replace(member, roles={PROGRAMME: ("auditor",)}))
    late += [notes(), messages()]
    for answer in late:
        texts = [one.get_text().strip("\r\n") for one in soup(answer).select("main textarea")]
        assert (answer.status_code, texts) == (409, [WHY])


def test_whoever_loses_a_role_or_the_account_is_stopped_at_once(
    product: Product, app: Flask
) -> None:
    who = hired(product, "Rita Roze", "officer")
    play = played(product, (who,), "A client who has sent the form")
    rita = entered(product, app, who.member.account)
    desk = f"/en/staff/{PROGRAMME}/cases/{play.case_id}"
    accepts = posts(rita, desk, f"{desk}/do/application/officer-accepts", _do="take")
    note = posts(rita, desk, f"{desk}/notes", text="After all")
    before = play.load().events
    with product.store.write() as unit:
        member = unit.staff.find(who.member.account)
        assert member is not None
        unit.staff.change(replace(member, roles={PROGRAMME: ("auditor",)}))
    accepts()
    note()
    assert play.load().events == before
    product.staff.disable(who.email)
    assert (accepts().status_code, note().status_code) == (401, 401)
    assert rita.get(desk).location.endswith("/staff/login")
    assert play.load().events == before
    product.staff.disable(who.email, disabled=False)
    for ends in (
        lambda: product.staff.assign(who.email, PROGRAMME, ("officer",)),
        lambda: product.staff.dismiss(who.email),
    ):
        rita = entered(product, app, who.member.account)
        assert rita.get("/en/staff/keys").status_code == 200
        ends()
        assert rita.get("/en/staff/keys").location.endswith("/staff/login")
    with product.store.read() as view:
        last, one, *_ = view.audit.of_account(who.member.account)[::-1]
    assert (last.action, one.action) == ("staff dismissed", "staff roles")
    assert one.detail == {PROGRAMME: ["officer"], f"before {PROGRAMME}": ["auditor"]}

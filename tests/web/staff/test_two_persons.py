"""What two persons decide is decided by two, who both saw what it is."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from bs4 import Tag
from flask import Flask

from engine.bootstrap import Product
from tests.journeys.serving import PROGRAMME, Applicant, soup, token
from tests.stores import at_once
from tests.web.staff.desk_people import Colleague, hired

CONFIRMS, RETURNS = "approver-confirms", "approver-returns"

KEYS = count(1)


class Closing:
    """A case that is to be closed, and what is done with the proposal over HTTP."""

    def __init__(self, product: Product, person: Applicant) -> None:
        self.product, self.case_id = product, person.case_id
        self.here = f"/en/staff/{PROGRAMME}/cases/{person.case_id}"

    def does(self, who: Colleague, step: str, **typed: str) -> int:
        """Post to a step whatever the page offers; the page is read first."""
        shown = soup(who.client.get(self.here))
        key = f"{step} {next(KEYS)}"
        data = {"csrf_token": token(shown), "_do": "take", "_key": key, **typed}
        return who.client.post(f"{self.here}/do/case/{step}", data=data).status_code

    def proposes(self, who: Colleague, reason: str) -> None:
        assert self.does(who, "officer-closes", reason=reason, _seen="99999") == 303

    def form(self, who: Colleague, step: str) -> dict[str, str]:
        """What the form of a step on the page of the case would post."""
        page = soup(who.client.get(self.here))
        found = page.select_one(f"form[action$='/{step}']")
        assert isinstance(found, Tag)
        inputs = found.select("input[name], button[name]")
        return {str(one["name"]): str(one.get("value", "")) for one in inputs}

    def press(self, who: Colleague, step: str, form: dict[str, str]) -> int:
        return who.client.post(f"{self.here}/do/case/{step}", data=form).status_code

    def kinds(self) -> list[str]:
        with self.product.store.read() as view:
            events = view.case_events.of_case(self.case_id)
        names = ("proposed", "confirmed", "returned", "taken back", "ended")
        return [event.kind for event in events if event.kind in names]


@pytest.fixture
def closing(quick: Product, person: Applicant) -> Closing:
    return Closing(quick, person)


def changed(product: Product, who: Colleague, *roles: str, name: str) -> None:
    """Somebody has other roles and another name from now on; the browser stays logged in."""
    with product.store.write() as unit:
        member = unit.staff.find(who.account)
        assert member is not None
        unit.staff.change(replace(member, name=name, roles={PROGRAMME: roles}))


def logged_in(product: Product, app: Flask, *roles: str) -> Colleague:
    made = hired(product, app, *roles)
    assert made.log_in().status_code == 303
    return made


def test_nobody_agrees_with_himself(quick: Product, desk_app: Flask, closing: Closing) -> None:
    one = logged_in(quick, desk_app, "officer", "approver")
    closing.proposes(one, "Nobody came.")
    again = replace(one, client=desk_app.test_client())  # a second session of the same person
    assert again.log_in().status_code == 303
    for roles in (("officer", "approver"), ("approver",)):
        changed(quick, one, *roles, name="Somebody Else")
        for browser in (one, again):
            for step in (CONFIRMS, RETURNS):
                assert closing.does(browser, step, comment="Fine", _seen="99999") == 409
    assert closing.kinds() == ["proposed"]


def test_only_what_was_seen_is_confirmed_and_once(
    quick: Product, desk_app: Flask, closing: Closing
) -> None:
    one, second = logged_in(quick, desk_app, "officer"), logged_in(quick, desk_app, "approver")
    closing.proposes(one, "Nobody came.")
    old = closing.form(second, CONFIRMS)
    assert closing.does(one, "officer-takes-back", _seen="99999") == 303
    closing.proposes(one, "Something quite different.")
    assert closing.press(second, CONFIRMS, old) == 409
    assert closing.does(second, CONFIRMS) == 409, "it does not say what was seen"
    assert closing.kinds() == ["proposed", "taken back", "proposed"]
    others = [second, *(logged_in(quick, desk_app, "approver") for _ in range(3))]
    forms = [closing.form(each, CONFIRMS) for each in others]

    def confirm(number: int) -> int:
        return closing.press(others[number], CONFIRMS, forms[number])

    assert sorted(map(str, at_once(len(others), confirm))) == ["303", "409", "409", "409"]
    assert closing.kinds()[-2:] == ["confirmed", "ended"]
    assert closing.kinds().count("confirmed") == 1


def test_what_was_done_is_said_on_the_page_that_is_seen(
    quick: Product, desk_app: Flask, closing: Closing
) -> None:
    officer = logged_in(quick, desk_app, "officer")
    csrf = token(soup(officer.client.get(closing.here)))
    closing.proposes(officer, "Nobody came.")
    changed(quick, officer, "accountant", name="Nothing to do there any more")
    assert officer.client.post(f"{closing.here}/left", data={"csrf_token": csrf}).status_code == 204
    changed(quick, officer, "officer", name="Somebody")
    officer.client.post(f"{closing.here}/here", data={"csrf_token": csrf, "place": "case"})
    assert soup(officer.client.get(closing.here)).select_one("#main > .notice") is not None
    assert soup(officer.client.get(closing.here)).select_one("#main > .notice") is None

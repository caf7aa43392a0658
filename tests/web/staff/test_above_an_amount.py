"""Above an amount a third person agrees; what rests on something else lapses; both on the pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import Tag
from flask.testing import FlaskClient

from engine.bootstrap import Product
from tests.corridor.club_people import FOLDER, Member, Staff, hire, join, pays, staffed
from tests.corridor.conftest import NOON
from tests.corridor.people import build
from tests.fakes import FixedClock
from tests.journeys.serving import soup
from tests.web.staff.test_control import browser, words
from web.app import create_app

OF_OLD = "officer gives: {to: given, confirmed by: approver}"
ABOVE = "officer gives: {to: given, confirmed by: {approver: always, lead: {bill.amount: 1000..}}}"


@pytest.fixture
def club(tmp_path: Path) -> Iterator[Product]:
    """The club, in which a dear place is given by three."""
    made = tmp_path / "definitions"
    shutil.copytree(FOLDER, made)
    flow = made / "flows" / "club.yaml"
    text = flow.read_text("utf-8")
    assert OF_OLD in text
    flow.write_text(text.replace(OF_OLD, ABOVE), "utf-8")
    product = build(tmp_path / "data", FixedClock(NOON), ANKETA_DEFINITIONS=str(made))
    yield product
    product.close()


def presses(client: FlaskClient, here: str, step: str) -> int:
    """Press the button of a step where it stands: on the page of the case, or on its own."""
    page = soup(client.get(here))
    form = page.select_one(f"form[action$='/{step}']")
    if form is None:
        (link,) = page.select(f"a.btn[href$='/{step}']")
        form = soup(client.get(str(link["href"]))).select_one("form#typed")
    assert form is not None
    return client.post(str(form["action"]), data=typed(form)).status_code


def typed(form: Tag) -> dict[str, str]:
    """What a form would send when its step is taken."""
    inputs = form.select("input[name]:not([type=file])")
    return {str(one["name"]): str(one.get("value", "")) for one in inputs} | {"_do": "take"}


def waits_for_answer(club: Product, staff: Staff, amount: str) -> Member:
    """A case whose place is to be given."""
    anna = join(club)
    anna.send()
    pays(anna, staff, amount)
    return anna


def test_above_an_amount_one_more_person_agrees(club: Product) -> None:
    app, staff, third = create_app(club), staffed(club), hire(club, "Laura", "lead")
    officer, approver, lead = (
        browser(club, app, who) for who in (staff.officer, staff.approver, third)
    )
    cheap, dear = (waits_for_answer(club, staff, amount) for amount in ("999.99", "1000"))
    for anna in (cheap, dear):
        here = f"/en/staff/club/cases/{anna.case_id}"
        assert presses(officer, here, "officer-gives") == 303
        shown = words(approver, here)
        assert ("0 of 2 confirmed" in shown) == (anna is dear)
        assert presses(approver, here, "approver-confirms") == 303
    (place,) = cheap.units("place")
    assert (cheap.status("place", place), dear.status("place", place)) == ("given", "open")

    here = f"/en/staff/club/cases/{dear.case_id}"
    assert "It counts as soon as the others agree: Lead" in words(approver, here)
    assert "You have confirmed: Give (Place – A desk). Still to agree: Lead" in words(
        approver, here
    )
    for client in (officer, lead):
        assert "1 of 2 confirmed (Peter, 12:00)" in words(client, here)
    assert not soup(approver.get(here)).select("form[action$='-confirms']"), "has agreed already"
    assert "Laura" in words(officer, here), "who can is named to whoever waits"
    listed = words(lead, "/en/staff/club/queues/~confirm?taken=all")
    assert number_of(dear) in listed
    assert presses(lead, here, "lead-confirms") == 303
    assert dear.status("place", place) == "given"


def test_a_proposal_that_lapsed_is_told_to_whoever_made_and_confirmed_it(club: Product) -> None:
    app, staff, third = create_app(club), staffed(club), hire(club, "Laura", "lead")
    officer, approver, lead = (
        browser(club, app, who) for who in (staff.officer, staff.approver, third)
    )
    anna = waits_for_answer(club, staff, "1000")
    here = f"/en/staff/club/cases/{anna.case_id}"
    assert presses(officer, here, "officer-gives") == 303
    assert presses(approver, here, "approver-confirms") == 303
    form = soup(lead.get(here)).select_one("form[action$='/lead-confirms']")
    assert form is not None
    old = typed(form)
    anna.do(staff.officer, "request", "officer returns", raw={"comment": "Which friends?"})

    late = lead.post(str(form["action"]), data=old)
    assert late.status_code == 409
    assert "Nothing of yours is lost" in late.get_data(as_text=True)
    (place,) = anna.units("place")
    assert anna.status("place", place) == "open"
    assert anna.instance("place", place).proposal is None
    for client in (officer, approver):
        shown = words(client, here)
        assert "Proposal lapsed: Give" in shown
        assert "Request" in shown
        assert not soup(client.get(here)).select("form[action$='-confirms']")


def number_of(anna: Member) -> str:
    """The number by which a case stands in lists."""
    with anna.product.store.read() as view:
        card = view.cards.of_case(anna.case_id)
    assert card is not None
    return card.number

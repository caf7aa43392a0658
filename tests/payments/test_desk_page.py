"""The desk's page of payments: for whoever records payments, and for nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from engine.services.staff_accounts import NewStaff
from engine.store.statement_files import StatementFiles
from tests.payments.club_bills import PROGRAMME, Bills, club, pays, statement
from web.app import create_app

PASSWORD = "Abcdef1!x"
PAGE = f"/en/staff/{PROGRAMME}/payments"


@pytest.fixture(scope="module")
def bills(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bills]:
    with club(tmp_path_factory.mktemp("pages")) as made:
        yield made


def soup(answer: object) -> BeautifulSoup:
    return BeautifulSoup(answer.get_data(as_text=True), "html5lib")  # type: ignore[attr-defined]


def token(page: BeautifulSoup) -> str:
    return str(page.select_one("[name=csrf_token]")["value"])  # type: ignore[index]


def entered(bills: Bills, email: str, role: str) -> FlaskClient:
    """Somebody of the staff who is logged in."""
    added = NewStaff(email, "Carol Cash", {PROGRAMME: (role,)}, "en", PASSWORD)
    bills.product.staff.add(added)
    client = create_app(bills.product).test_client()
    typed = {"login.identifier": email, "login.password": PASSWORD}
    page = soup(client.get("/en/staff/login"))
    client.post("/en/staff/login", data={**typed, "csrf_token": token(page)})
    return client


def test_a_statement_is_read_and_what_waits_is_settled(bills: Bills) -> None:
    bill = bills.bill()
    cashier = entered(bills, "carol@club.example", "cashier")
    clerk = entered(bills, "olga@club.example", "clerk")
    assert clerk.get(PAGE).status_code == 404
    page = soup(cashier.get(PAGE))

    def reads(content: bytes) -> BeautifulSoup:
        data = {"csrf_token": token(page), "statement": (BytesIO(content), "s.xml")}
        received = soup(cashier.post(PAGE, data=data, follow_redirects=True))
        assert "Being read." in received.select_one(".received").get_text()  # type: ignore[union-attr]
        assert received.select_one("meta[http-equiv=refresh]")
        with bills.product.store.read() as view:
            (file, *_) = StatementFiles(view.connection).last(PROGRAMME, 1)
        bills.product.unmatched.intake.read(file.id)
        bills.product.unmatched.intake.book(PROGRAMME)
        shown = soup(cashier.get(PAGE))
        assert not shown.select("meta[http-equiv=refresh]")
        return shown

    refused = reads(b"<a/>")
    assert "no account statement" in str(refused.select_one(".received .warn"))
    paid = statement(pays("100.00", bill.reference), pays("7.00", "a gift")).written()
    bills.product.clock.move(timedelta(seconds=1))  # type: ignore[attr-defined]
    shown = reads(paid)
    assert "New entries: 2." in shown.get_text()
    assert "booked 1, waiting 1" in shown.get_text()
    assert bill.status == "paid"
    bills.product.clock.move(timedelta(seconds=1))  # type: ignore[attr-defined]
    assert "Nothing was booked twice" in reads(paid).get_text()
    (link,) = (str(one["href"]) for one in shown.select("table a.btn"))
    assert clerk.get(link).status_code == 404
    settle = {"csrf_token": token(soup(cashier.get(link)))}
    wrong = cashier.post(link, data={**settle, "_do": "assign", "number": "26-0000-0000"})
    assert (wrong.status_code, "no application" in wrong.get_data(as_text=True)) == (422, True)
    assert cashier.post(link, data={**settle, "_do": "aside", "why": ""}).status_code == 422
    done = cashier.post(link, data={**settle, "_do": "aside", "why": "A gift"})
    assert done.status_code == 303
    assert cashier.get(link).status_code == 404
    assert cashier.get(f"{PAGE}/example.xml").status_code == 200

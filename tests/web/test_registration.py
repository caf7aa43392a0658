"""Registration through the pages: S-01, S-02, S-04, S-05, S-06 and S-07 as somebody meets them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine.bootstrap import Product
from tests.journeys.serving import (
    PASSWORD,
    ROOT,
    Applicant,
    Contact,
    build,
    codes_for,
    soup,
    token,
)
from web.app import create_app

STEP_1, STEP_2, STEP_3 = (f"/en/magnetiq/register{part}" for part in ("", "/contacts", "/codes"))
TICKS = {"consents.privacy_notice": "yes", "consents.terms": "yes"}
FIRST = {"client_type": "natural", "client.citizenship_1": "LV", **TICKS}


def post(
    client: FlaskClient, address: str, answers: Mapping[str, str], button: str = "continue"
) -> TestResponse:
    page = soup(client.get(address))
    return client.post(address, data={**answers, "_do": button, "csrf_token": token(page)})


def errors(response: TestResponse) -> list[str]:
    return [one.get_text(" ", strip=True) for one in soup(response).select(".error-summary li")]


def second(
    contact: Contact, password: str = PASSWORD, repeated: str | None = None
) -> dict[str, str]:
    return {
        "account.email": contact.email,
        "account.phone_code": "+371",
        "account.phone_number": contact.phone,
        "account.password": password,
        "account.password_repeat": password if repeated is None else repeated,
    }


@pytest.mark.parametrize(
    ("lang", "register", "existing"),
    [
        ("lv", "Reģistrēties", "Esošajiem klientiem"),
        ("en", "Register", "For existing clients"),
        ("ru", "Зарегистрироваться", "Существующим клиентам"),
    ],
)
def test_s_01_the_start_page_offers_both_ways(
    client: FlaskClient, lang: str, register: str, existing: str
) -> None:
    page = soup(client.get(f"/{lang}/magnetiq/"))
    assert [link.get_text(strip=True) for link in page.select("main a.btn")] == [register, existing]
    assert page.select_one(".help") is not None


def test_s_02_a_person_is_asked_for_citizenship_only(client: FlaskClient) -> None:
    page = soup(post(client, STEP_1, {"client_type": "natural"}, "refresh"))
    assert page.select_one("[name='client.citizenship_1']") is not None
    assert page.select_one("[name='company.registration_country']") is None
    links = [str(link["href"]) for link in page.select(".terms-list a")]
    assert len(links) == 5
    assert all(client.get(link).status_code == 200 for link in links)


def test_s_02_what_is_missing_is_told_at_each_question(client: FlaskClient) -> None:
    response = post(client, STEP_1, {"client_type": "natural"})
    assert response.status_code == 422
    told = errors(response)
    assert len(told) == 3
    assert sum("Confirmation is required" in one for one in told) == 2


def test_s_04_changing_the_kind_of_client_keeps_the_ticks(client: FlaskClient) -> None:
    page = soup(post(client, STEP_1, {**FIRST, "client_type": "legal"}, "refresh"))
    assert page.select_one("[name='client.citizenship_1']") is None
    country = page.select_one("[name='company.registration_country'] option[selected]")
    assert country is None
    assert len(page.select("[type=checkbox][checked]")) == 2


@pytest.mark.parametrize("address", [STEP_2, STEP_3])
def test_no_step_opens_before_the_one_in_front_of_it(client: FlaskClient, address: str) -> None:
    assert client.get(address).location == STEP_1


def test_the_language_switch_keeps_every_step(client: FlaskClient) -> None:
    page = soup(client.get(STEP_1))
    switch = page.select_one("button[value=language][lang=ru]")
    assert switch is not None
    data = {**FIRST, "_do": "language", "csrf_token": token(page)}
    shown = soup(client.post(str(switch["formaction"]), data=data))
    assert shown.select_one("[name='client.citizenship_1'] [selected]")["value"] == "LV"  # type: ignore[index]
    post(client, STEP_1, FIRST)
    contact = Contact.new()
    page = soup(client.get(STEP_2))
    data = {**second(contact), "_do": "language", "csrf_token": token(page)}
    shown = soup(client.post(STEP_2.replace("/en/", "/lv/"), data=data))
    assert shown.select_one("[name='account.email']")["value"] == contact.email  # type: ignore[index]
    assert not shown.select_one("[name='account.password']").get("value")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("password", "repeated", "told"),
    [
        ("Abcde1!", None, "at least 8 characters"),
        ("Abcdefg!", None, "at least one digit"),
        ("ABCDEF1!", None, "at least one lower-case letter"),
        ("abcdef1!", None, "at least one upper-case letter"),
        ("Abcdefg1", None, "at least one symbol"),
        ("Abcdef1!", "Abcdef1?", "The passwords do not match"),
    ],
)
def test_s_06_a_weak_or_mistyped_password_is_told(
    client: FlaskClient, password: str, repeated: str | None, told: str
) -> None:
    post(client, STEP_1, FIRST)
    response = post(client, STEP_2, second(Contact.new(), password, repeated))
    assert response.status_code == 422
    assert any(told in one for one in errors(response))
    assert password not in response.get_data(as_text=True)


@pytest.fixture
def confirming(client: FlaskClient) -> tuple[FlaskClient, Contact]:
    """Somebody who has been sent both codes."""
    contact = Contact.new()
    post(client, STEP_1, FIRST)
    assert post(client, STEP_2, second(contact)).location == STEP_3
    return client, contact


def codes(email: str, phone: str) -> dict[str, str]:
    return {"account.email_code": email, "account.phone_code_received": phone}


def test_s_05_two_different_codes_are_sent(
    product: Product, confirming: tuple[FlaskClient, Contact]
) -> None:
    client, contact = confirming
    sent = codes_for(product, contact)
    assert sent["email"] != sent["phone"]
    page = soup(client.get(STEP_3))
    assert contact.email in page.get_text()
    assert f"+371{contact.phone}" in page.get_text()


def test_s_07_one_right_code_is_not_enough_and_the_other_is_told(
    product: Product, confirming: tuple[FlaskClient, Contact]
) -> None:
    client, contact = confirming
    right = codes_for(product, contact)
    for email, phone, wrong in (
        (right["email"], "000000", "phone"), ("000000", right["phone"], "e-mail"),
    ):  # fmt: skip
        told = errors(post(client, STEP_3, codes(email, phone)))
        assert told == [f"Confirmation code ({wrong}): The code is not valid"]
    assert client.get("/en/magnetiq/cabinet").location == "/en/magnetiq/login"


def test_s_07_a_new_code_must_be_waited_for(confirming: tuple[FlaskClient, Contact]) -> None:
    client, _contact = confirming
    response = post(client, STEP_3, {}, "resend")
    assert response.status_code == 422
    assert errors(response) == []
    assert "New codes can be sent in" in soup(response).get_text()


def test_s_05_a_taken_contact_is_told_only_to_who_holds_it(
    product: Product, natural: Applicant, client: FlaskClient
) -> None:
    contact = Contact(natural.contact.email, Contact.new().phone)
    post(client, STEP_1, FIRST)
    assert post(client, STEP_2, second(contact)).location == STEP_3
    sent = codes_for(product, contact)
    told = errors(post(client, STEP_3, codes(sent["email"], sent["phone"])))
    assert len(told) == 1
    assert "cannot be completed" in told[0]


def test_who_is_logged_in_does_not_register_again(natural: Applicant) -> None:
    assert natural.client.get(STEP_1).location == "/en/magnetiq/cabinet"


def test_the_questions_follow_the_answers_without_a_new_page(app: Flask) -> None:
    client = app.test_client()
    page = soup(client.get(STEP_1))
    data = {"client_type": "legal", "csrf_token": token(page)}
    part = client.post(STEP_1, data=data, headers={"HX-Request": "true"})
    found = BeautifulSoup(part.get_data(as_text=True), "html.parser")
    assert found.select_one("[name='company.registration_country']") is not None
    assert found.html is None
    shape = found.select_one("[name=_shape]")
    assert shape is not None
    same = client.post(
        STEP_1, data={**data, "_shape": str(shape["value"])}, headers={"HX-Request": "true"}
    )
    assert same.status_code == 204


def test_where_nothing_is_asked_first_it_begins_with_the_contacts(tmp_path: Path) -> None:
    """As in the example of the documentation, whose cases begin without a form."""
    with closing(build(tmp_path, ANKETA_DEFINITIONS=str(ROOT / "docs/example"))) as example:
        client, base = create_app(example).test_client(), "/en/library/register"
        assert client.get(base).location == f"{base}/contacts"
        answers = {"account.email": "anna@example.org", "account.phone": "+37129555778"}
        answers |= {"account.password": PASSWORD, "account.repeat": PASSWORD}
        assert post(client, f"{base}/contacts", answers).location == f"{base}/codes"

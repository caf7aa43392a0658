"""Buttons as people press them: with Enter, twice, late, or after logging in elsewhere."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from engine.bootstrap import Product
from tests.journeys.serving import PASSWORD, Applicant, Contact, codes_for, soup, token, typed_on

BASE = "/en/magnetiq"
STEP_1, STEP_2, STEP_3, LOGIN = (
    f"{BASE}/{name}" for name in ("register", "register/contacts", "register/codes", "login")
)
FIRST = {
    "client_type": "natural",
    "client.citizenship_1": "LV",
    "consents.privacy_notice": "yes",
    "consents.terms": "yes",
}
STALE = "older than your session"


def second(contact: Contact) -> dict[str, str]:
    return {
        "account.email": contact.email,
        "account.phone_code": "+371",
        "account.phone_number": contact.phone,
        "account.password": PASSWORD,
        "account.password_repeat": PASSWORD,
    }


def third(sent: dict[str, str]) -> dict[str, str]:
    return {"account.email_code": sent["email"], "account.phone_code_received": sent["phone"]}


def pressing(client: FlaskClient, address: str, answers: dict[str, str]) -> dict[str, str]:
    """What the browser posts of a page with its main button."""
    return {**answers, "_do": "continue", "csrf_token": token(soup(client.get(address)))}


def begin(client: FlaskClient, contact: Contact, upto: str) -> FlaskClient:
    """Somebody who stands before step ``upto`` of the registration."""
    for address, answers in ((STEP_1, FIRST), (STEP_2, second(contact))):
        if address == upto:
            break
        posted = client.post(address, data=pressing(client, address, answers))
        assert posted.status_code == 303
    return client


def twin(app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser that sends the same cookie, as a second press of the same button does."""
    cookie = client.get_cookie("anketa")
    assert cookie is not None
    other = app.test_client()
    other.set_cookie("anketa", cookie.value)
    return other


def first_button(page: BeautifulSoup) -> str:
    """What Enter presses: the first button of the form, wherever on the page it stands."""
    found = page.select_one("[type=submit][form=typed], #typed [type=submit]")
    return str(found["value"]) if found else ""


@pytest.mark.parametrize("step", [STEP_1, STEP_2, STEP_3, LOGIN])
def test_enter_goes_on(client: FlaskClient, step: str) -> None:
    assert first_button(soup(begin(client, Contact.new(), step).get(step))) == "continue"


def test_enter_saves_a_form(natural: Applicant) -> None:
    assert first_button(natural.sheet()) == "save"


@pytest.mark.parametrize("step", [STEP_1, STEP_2])
def test_a_step_pressed_four_times_at_once_is_taken(
    app: Flask, product: Product, client: FlaskClient, step: str
) -> None:
    contact = Contact.new()
    begin(client, contact, STEP_3 if step == STEP_1 else STEP_2)
    data = pressing(client, step, FIRST if step == STEP_1 else second(contact))
    twins = [twin(app, client) for _press in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda one: one.post(step, data=data), twins))
    assert {answer.status_code for answer in answers} == {303}
    assert product.outbox is not None
    reached = {contact.email, f"+371{contact.phone}"}
    assert sorted(sent.to for sent in product.outbox.newest(200) if sent.to in reached) == sorted(
        reached
    )


def test_pressing_save_twice_at_once_is_no_clash(app: Flask, person: Applicant) -> None:
    page = person.sheet()
    data = {**typed_on(page), "client.full_name": "Anna Paraugs", "_do": "save"}
    twins = [twin(app, person.client) for _press in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda one: one.post(person.address, data=data), twins))
    assert 409 not in {answer.status_code for answer in answers}


def test_completing_twice_leads_to_the_log_in(
    app: Flask, product: Product, client: FlaskClient
) -> None:
    contact = Contact.new()
    begin(client, contact, STEP_3)
    data = pressing(client, STEP_3, third(codes_for(product, contact)))
    late = twin(app, client)
    assert "/case/" in client.post(STEP_3, data=data).location
    assert late.post(STEP_3, data=data).location == LOGIN
    assert "If you have completed it, log in" in soup(late.get(LOGIN)).get_text()


@pytest.mark.parametrize(
    ("step", "name", "typed"),
    [
        (STEP_1, "client.citizenship_1", "EE"),
        (STEP_2, "account.email", "new@example.org"),
        (STEP_3, "account.email_code", "123456"),
        (LOGIN, "login.identifier", "anna@example.org"),
    ],
)
def test_a_page_with_an_old_token_keeps_what_is_typed(
    client: FlaskClient, step: str, name: str, typed: str
) -> None:
    begin(client, Contact.new(), STEP_3)
    data = {"client_type": "natural", name: typed, "_do": "continue", "csrf_token": "old"}
    response = client.post(step, data=data)
    page = soup(response)
    assert response.status_code == 200
    assert STALE in page.get_text()
    assert typed_on(page)[name] == [typed]


@pytest.mark.parametrize("step", [STEP_2, STEP_3])
def test_without_the_cookie_a_registration_is_over_and_says_so(app: Flask, step: str) -> None:
    stranger = app.test_client()
    response = stranger.post(step, data={"_do": "continue", "csrf_token": "old"})
    assert response.location == LOGIN
    assert "no longer open" in soup(stranger.get(LOGIN)).get_text()


def test_who_logged_in_in_another_tab_goes_on_from_the_old_one(natural: Applicant) -> None:
    data = {"login.identifier": "x", "login.password": "y", "csrf_token": "old"}
    assert natural.client.post(LOGIN, data=data).location == f"{BASE}/cabinet"


def test_whoever_wants_to_leave_is_let_go_from_an_old_page_too(person: Applicant) -> None:
    assert person.client.post(f"{BASE}/logout", data={"csrf_token": "old"}).status_code == 303
    assert person.client.get(person.address).location == LOGIN


def test_the_language_chosen_at_the_door_is_kept_inside(app: Flask, person: Applicant) -> None:
    newcomer = app.test_client()
    assert newcomer.get(person.address).location == LOGIN
    door = LOGIN.replace("/en/", "/ru/")
    answers = {"login.identifier": person.contact.email, "login.password": PASSWORD}
    response = newcomer.post(door, data=pressing(newcomer, door, answers))
    assert response.location == person.address.replace("/en/", "/ru/")


def test_a_glance_at_a_closed_page_leads_to_the_door(client: FlaskClient) -> None:
    assert client.head(f"{BASE}/cabinet").location == LOGIN


def test_the_page_for_a_closed_session_changes_its_language_with_what_is_typed(
    person: Applicant,
) -> None:
    data = {**typed_on(person.sheet()), "client.full_name": "Anna Paraugs", "_do": "language"}
    person.client.post(f"{BASE}/logout", data={"csrf_token": data["csrf_token"]})
    response = person.client.post(person.address.replace("/en/", "/ru/"), data=data)
    page = soup(response)
    assert response.status_code == 401
    assert page.html is not None
    assert page.html["lang"] == "ru"
    assert typed_on(page)["client.full_name"] == ["Anna Paraugs"]
    assert page.select_one("header button[lang=lv][form=typed]") is not None


def test_having_to_wait_for_a_code_does_not_accuse_the_codes(client: FlaskClient) -> None:
    begin(client, Contact.new(), STEP_3)
    data = pressing(client, STEP_3, {"account.email_code": "123456"})
    waiting = soup(client.post(STEP_3, data={**data, "_do": "resend"}))
    assert not waiting.select(".error-summary, [aria-invalid]")
    assert "seconds" in waiting.select(".notice")[0].get_text()

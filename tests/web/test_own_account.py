"""S-54 on screen: recovery, change of password, second factor, sessions, contacts."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine.bootstrap import Product
from engine.services.message_acts import MessagePost
from engine.services.senders import staff
from engine.services.staff_accounts import NewStaff
from tests.journeys.serving import PASSWORD, Applicant, Contact, soup, token

BASE = "/en/magnetiq"
NEW = "Ghijkl2?"
MADE = re.compile(r"[A-Z][a-z]{3}[2-9]{2}[!?+=*-][a-z]{3}[2-9][A-Z]")
"""What temporary passwords look like."""


def send(client: FlaskClient, address: str, **typed: str) -> TestResponse:
    """Fill in the page at an address and press its first button."""
    page = soup(client.get(f"{BASE}{address}"))
    data = {name.replace("__", "."): text for name, text in typed.items()}
    return client.post(
        f"{BASE}{address}", data={"_do": "continue", **data, "csrf_token": token(page)}
    )


def words(response: TestResponse) -> str:
    return soup(response).get_text(" ", strip=True)


def posted(product: Product, to: str) -> list[str]:
    """What came to a contact, the newest first."""
    assert product.outbox is not None
    return [one.body for one in product.outbox.newest(5_000) if to in one.to]


def code_in(body: str) -> str:
    found = re.search(r"\b[0-9]{6}\b", body)
    assert found
    return found[0]


def log_in(client: FlaskClient, contact: Contact, password: str = PASSWORD) -> TestResponse:
    return send(client, "/login", login__identifier=contact.email, login__password=password)


def test_s54_recovery_on_screen(product: Product, app: Flask, person: Applicant) -> None:
    client, contact = app.test_client(), person.contact
    assert soup(client.get(f"{BASE}/login")).select_one(f"a[href='{BASE}/recovery']")
    assert send(client, "/recovery", recovery__contact="20000000").status_code == 422
    assert send(client, "/recovery", recovery__contact=contact.email).location.endswith("/code")
    code = code_in(posted(product, contact.email)[0])
    wrong = "000000" if code != "000000" else "111111"
    assert send(client, "/recovery/code", recovery__code=wrong).status_code == 422
    assert send(client, "/recovery/code", recovery__code=code).location.endswith("/sent")
    assert f"{BASE}/login" in client.get(f"{BASE}/recovery/sent").get_data(as_text=True)
    temporary = MADE.findall(posted(product, contact.email)[0])[0]
    assert log_in(client, contact, temporary).location.endswith("/password")
    # Nothing else opens before there is a new password.
    assert client.get(f"{BASE}/cabinet").location.endswith("/login")
    assert client.get(f"{BASE}/profile").location.endswith("/login")
    told = {
        temporary: "must not equal", PASSWORD: "must not equal", "Ab1!567": "at least 8",
        "Abcdefg!": "digit", "ABCDEF1!": "lower", "abcdef1!": "upper", "Abcdefg1": "symbol",
    }  # fmt: skip
    for new, why in told.items():
        typed = {"password__old": temporary, "password__new": new, "password__repeat": new}
        refused = send(client, "/password", **typed)
        assert (refused.status_code, why in words(refused)) == (422, True), new
    differs = {"password__old": temporary, "password__new": NEW, "password__repeat": NEW + "x"}
    assert "do not match" in words(send(client, "/password", **differs))
    right = {"password__old": temporary, "password__new": NEW, "password__repeat": NEW}
    done = send(client, "/password", **right)
    assert done.status_code == 303
    assert client.get(f"{BASE}/profile").status_code == 200
    assert person.client.get(f"{BASE}/profile").location.endswith("/login")
    assert "password of your cabinet was changed" in posted(product, contact.email)[0]


def test_s54_an_unknown_contact_sees_the_same(
    product: Product, app: Flask, person: Applicant
) -> None:
    pages, known = [], (person.contact.email, Contact.new().email)
    for contact in known:
        client = app.test_client()
        first = send(client, "/recovery", recovery__contact=contact)
        shown = words(client.get(first.location))
        wrong = send(client, "/recovery/code", recovery__code="123456")
        pages.append((first.status_code, first.location, shown, wrong.status_code, words(wrong)))
    assert pages[0] == pages[1]
    assert posted(product, known[1]) == []


def test_a_lock_is_told_to_everybody_alike(app: Flask, person: Applicant) -> None:
    told = []
    for contact in (person.contact, Contact.new()):
        client = app.test_client()
        answers = [log_in(client, contact, "wrong") for _ in range(6)]
        told.append([(one.status_code, re.sub(r"\S+@\S+", "", words(one))) for one in answers])
    assert told[0] == told[1]
    assert "Try again in 15 minutes" in told[0][-1][1]


def test_a_second_factor_is_set_up_asked_for_and_removed(app: Flask, person: Applicant) -> None:
    client = person.client
    place = "/profile/second-factor"
    # Without the password no secret is shown, not even by way of a wrong code.
    assert "otpauth" not in client.get(f"{BASE}{place}").get_data(as_text=True)
    page = soup(client.get(f"{BASE}{place}"))
    guess = client.post(
        f"{BASE}{place}/app", data={"factor.code": "123456", "csrf_token": token(page)}
    )
    assert guess.status_code == 303
    assert send(client, place, _do="app", factor__password="wrong").status_code == 422
    shown = soup(send(client, place, _do="app", factor__password=PASSWORD))
    key = shown.select_one(".app-key code")
    assert key is not None
    picture = shown.select_one("img.qr")
    assert picture is not None
    assert str(picture["src"]).startswith("data:image/svg+xml")
    shown_by = pyotp.TOTP(key.get_text().replace(" ", ""))
    for code in ("000", " "):
        data = {"factor.code": code, "csrf_token": token(shown)}
        wrong = client.post(f"{BASE}{place}/app", data=data)
        assert (wrong.status_code, len(soup(wrong).select(".error"))) == (422, 1)
    data = {"factor.code": shown_by.now(), "csrf_token": token(shown)}
    codes = soup(client.post(f"{BASE}{place}/app", data=data)).select(".backup-codes code")
    assert len(codes) == 10
    other = app.test_client()
    assert log_in(other, person.contact).location.endswith("/login/code")
    assert other.get(f"{BASE}/cabinet").location.endswith("/login")
    with other.session_transaction() as before:
        half = before["key"]
    assert send(other, "/login/code", login__code="000000").status_code == 422
    later = shown_by.at(datetime.now(UTC) + timedelta(seconds=30))
    assert send(other, "/login/code", login__code=later).status_code == 303
    assert other.get(f"{BASE}/profile").status_code == 200
    with other.session_transaction() as after:
        assert after["key"] != half
    third = app.test_client()
    log_in(third, person.contact)
    assert send(third, "/login/code", login__code=codes[0].get_text()).status_code == 303
    assert send(client, place, _do="remove", factor__password=PASSWORD).status_code == 303
    assert not log_in(app.test_client(), person.contact).location.endswith("/login/code")


def test_sessions_are_listed_and_ended(app: Flask, person: Applicant) -> None:
    others = [app.test_client() for _ in range(3)]
    for other in others:
        log_in(other, person.contact)
    page = soup(person.client.get(f"{BASE}/sessions"))
    assert len(page.select(".own-line")) == 4
    assert "this browser" in page.select(".own-line")[0].get_text()
    ends = [str(one["value"]) for one in page.select("button[value^='end:']")]
    # A session of somebody else is not ended by its name.
    foreign = app.test_client()
    refused = foreign.post(f"{BASE}/sessions", data={"_do": ends[0], "csrf_token": "x"})
    assert refused.status_code in (400, 401)
    send(person.client, "/sessions", _do=ends[0])
    assert sum(one.get(f"{BASE}/profile").status_code == 200 for one in others) == 2
    send(person.client, "/sessions", _do="others")
    assert all(one.get(f"{BASE}/profile").status_code == 302 for one in others)
    assert person.client.get(f"{BASE}/profile").status_code == 200
    send(person.client, "/sessions", _do="all")
    assert person.client.get(f"{BASE}/profile").status_code == 302


@pytest.mark.parametrize("kind", ["email", "phone"])
def test_a_contact_is_changed_with_a_code(product: Product, person: Applicant, kind: str) -> None:
    client, other = person.client, Contact.new()
    new = other.email if kind == "email" else f"+371{other.phone}"
    old = person.contact.email if kind == "email" else person.contact.phone
    place = f"/profile/{kind}"
    wrong = send(client, place, contact__new=new, contact__password="wrong")
    assert wrong.status_code == 422
    assert posted(product, new) == []
    assert (
        send(client, place, contact__new="nonsense", contact__password=PASSWORD).status_code == 422
    )
    begun = send(client, place, contact__new=new, contact__password=PASSWORD)
    assert begun.location.endswith("/code")
    assert send(client, f"{place}/code", contact__code="12").status_code == 422
    code = code_in(posted(product, new)[0])
    assert send(client, f"{place}/code", contact__code=code).location.endswith("/profile")
    assert new in words(client.get(f"{BASE}/profile"))
    assert "If it was not you who changed it" in posted(product, old)[0]


def test_the_language_of_letters_is_chosen(person: Applicant) -> None:
    changed = send(person.client, "/profile", language="ru")
    assert changed.location == "/ru/magnetiq/profile"
    page = soup(person.client.get("/ru/magnetiq/profile"))
    chosen = page.select_one("select[name=language] option[selected]")
    assert chosen is not None
    assert chosen["value"] == "ru"
    assert send(person.client, "/profile", language="xx").status_code == 400


def test_optional_notices_are_switched_off_on_the_profile(
    product: Product, person: Applicant
) -> None:
    client, contact = person.client, person.contact
    new = NewStaff("choices@bank.example", "Inga Kalniņa", {"magnetiq": ("officer",)}, "en", "")
    officer = staff(product.staff.add(new).account.id)

    def told(key: str) -> int:
        product.talks.send(MessagePost(person.case_id, officer, "Good morning", key))
        return sum("new message" in body for body in posted(product, contact.email))

    assert told("first") == 1
    page = soup(client.get(f"{BASE}/profile"))
    ticks = page.select("form[action$='/profile/notices'] input[type=checkbox]")
    assert len(ticks) == 3
    assert all(tick.has_attr("checked") for tick in ticks)
    kept = [str(tick["value"]) for tick in ticks if "NT-25" not in str(tick["value"])]
    typed = {"on": [*kept, "email NT-01 code by e-mail"], "csrf_token": token(page)}
    assert client.post(f"{BASE}/profile/notices", data=typed).status_code == 303
    page = soup(client.get(f"{BASE}/profile"))
    off = page.select("form[action$='/profile/notices'] input:not([checked])[type=checkbox]")
    assert [str(tick["value"]) for tick in off] == ["email NT-25 message"]
    assert told("second") == 1
    assert words(client.get(f"{BASE}/case/{person.case_id}/messages")).count("Good morning") == 2
    with product.store.read() as view:
        case = view.cases.find(person.case_id)
        assert case is not None
        lines = [one for one in view.audit.of_account(case.account) if "chosen" in one.action]
    assert [(one.before, one.after) for one in lines] == [("", "NT-25 message: email")]
    typed = {"on": [str(tick["value"]) for tick in ticks], "csrf_token": token(page)}
    client.post(f"{BASE}/profile/notices", data=typed)
    assert told("third") == 2

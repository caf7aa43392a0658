"""The door of the desk: passwords, second factors, sessions, and those who try to get past them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pyotp
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from engine.bootstrap import Product
from tests.journeys.serving import PROGRAMME, Applicant, soup, token
from tests.web.staff.authenticator import Authenticator
from tests.web.staff.desk_people import HOME, Colleague, hired
from web.app import create_app

PROFILE = "/en/staff/profile"
FACTOR = "/en/staff/factor"
LOGIN = "/en/staff/login"
OWN = "Ilze-2026!x"


@pytest.fixture
def officer(quick: Product, desk_app: Flask) -> Colleague:
    return hired(quick, desk_app, "officer")


@pytest.fixture
def moving() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel("2026-11-27T09:00:10+00:00", tick=False) as clock:
        yield clock


def secret_of(colleague: Colleague) -> pyotp.TOTP:
    """The app that a colleague sets up, up to its first code."""
    page = soup(colleague.post(f"{PROFILE}/app", **{"proof.password": colleague.password}))
    code = page.select_one("code")
    assert code is not None
    return pyotp.TOTP(code.get_text().replace(" ", ""))


def equipped(
    colleague: Colleague, moving: time_machine.Coordinates
) -> tuple[pyotp.TOTP, list[str]]:
    """Somebody logged in who set up an app; the backup codes."""
    assert colleague.log_in().status_code == 303
    shown = secret_of(colleague)
    done = colleague.post(f"{PROFILE}/app/confirm", **{"factor.code": shown.now()})
    codes = [one.get_text() for one in soup(done).select(".codes code")]
    assert len(codes) == 10
    moving.shift(30)
    return shown, codes


def give(colleague: Colleague, code: str) -> int:
    return colleague.post(FACTOR, FACTOR, **{"factor.code": code}).status_code


def test_a_made_password_lets_in_once_and_only_to_choose_another(
    quick: Product, desk_app: Flask
) -> None:
    new = hired(quick, desk_app, "officer", password="")
    assert new.log_in().location == "/en/staff/"
    assert new.client.get(HOME).location == PROFILE
    assert new.client.post(f"/en/staff/{PROGRAMME}/queues/").status_code in (400, 405)
    again = replace(new, client=desk_app.test_client())
    assert again.log_in().status_code == 422
    short = new.post(f"{PROFILE}/password", **typed(new.password, "short"))
    assert short.status_code == 422
    same = new.post(f"{PROFILE}/password", **typed(new.password, new.password))
    assert same.status_code == 422
    assert new.post(f"{PROFILE}/password", **typed(new.password, OWN)).status_code == 303
    assert new.is_in()
    assert replace(new, client=desk_app.test_client()).log_in(OWN).status_code == 303


def typed(old: str, new: str) -> dict[str, str]:
    return {"password.old": old, "password.new": new, "password.repeat": new}


def test_the_password_alone_opens_nothing_and_each_code_works_once(
    officer: Colleague, desk_app: Flask, moving: time_machine.Coordinates
) -> None:
    shown, codes = equipped(officer, moving)
    thief = replace(officer, client=desk_app.test_client())
    assert thief.log_in().location == FACTOR
    for address in (HOME, PROFILE, "/en/staff/", "/en/staff/stay"):
        assert thief.client.get(address).status_code == 302, address
    assert give(thief, "000000") == 422
    code = shown.now()
    assert give(thief, code) == 303
    assert thief.is_in()
    second = replace(officer, client=desk_app.test_client())
    second.log_in()
    assert give(second, code) == 422  # seen before
    assert give(second, codes[0]) == 303
    third = replace(officer, client=desk_app.test_client())
    third.log_in()
    assert give(third, codes[0]) == 422
    for _ in range(5):
        give(third, "111111")
    moving.shift(30)
    assert give(third, shown.now()) == 422  # locked: right ones as well
    moving.shift(11 * 60)
    assert third.client.get(FACTOR).location == LOGIN  # it took too long


def test_a_passkey_answers_once_for_its_own_site_and_account(
    quick: Product, officer: Colleague, desk_app: Flask
) -> None:
    officer.log_in()
    begun = soup(officer.post(f"{PROFILE}/passkey", **{"proof.password": officer.password}))
    options = str(begun.select_one("form[data-options]")["data-options"])  # type: ignore[index]
    key = Authenticator("http://localhost", "localhost")
    elsewhere = replace(key, origin="https://bank.evil.example")
    made = key.made(options)
    add = f"{PROFILE}/passkey/add"
    assert officer.post(add, **{"factor.passkey": elsewhere.made(options)}).status_code == 422
    done = officer.post(add, **{"factor.passkey": made, "passkey.name": "Key"})
    assert len(soup(done).select(".codes code")) == 10
    assert officer.post(add, **{"factor.passkey": made}).status_code == 422
    stranger = hired(quick, desk_app, "officer")
    stranger.log_in()
    assert stranger.post(add, **{"factor.passkey": made}).status_code == 422

    browser = replace(officer, client=desk_app.test_client())
    browser.log_in()
    signed = key.signed(challenge(browser.client))
    strange = replace(key, id=b"nobody knows this").signed(challenge(browser.client))
    for wrong in ("{}", "[1]", strange):
        assert browser.post(FACTOR, FACTOR, **{"factor.passkey": wrong}).status_code == 422
    assert browser.post(FACTOR, FACTOR, **{"factor.passkey": signed}).status_code == 303
    assert browser.is_in()
    other = replace(officer, client=desk_app.test_client())
    other.log_in()
    assert other.post(FACTOR, FACTOR, **{"factor.passkey": signed}).status_code == 422
    asked = challenge(other.client)
    assert (
        other.post(FACTOR, FACTOR, **{"factor.passkey": elsewhere.signed(asked)}).status_code == 422
    )
    key.count = 0
    cloned = key.signed(asked)  # its count has gone back
    assert other.post(FACTOR, FACTOR, **{"factor.passkey": cloned}).status_code == 422


def challenge(client: FlaskClient) -> str:
    """What the page asks a passkey."""
    form = soup(client.get(FACTOR)).select_one("form[data-options]")
    assert form is not None
    return str(form["data-options"])


def test_unknown_wrong_locked_shut_out_and_applicants_look_alike(
    quick: Product, desk_app: Flask, person: Applicant
) -> None:
    known, gone = hired(quick, desk_app, "officer"), hired(quick, desk_app, "officer")
    quick.staff.disable(gone.email)
    tries = [
        (known.email, "Wrong-2026!"),
        ("nobody@bank.example.org", "Wrong-2026!"),
        (gone.email, gone.password),
        (person.contact.email, "Abcdef1!"),
    ]
    for _ in range(6):  # the last one finds the door closed
        pages = set()
        for email, password in tries:
            answer = Colleague(desk_app.test_client(), "", email).log_in(password)
            page = soup(answer)
            for changing in page.select("[name=csrf_token], #login-identifier"):
                changing.decompose()
            pages.add((answer.status_code, page.get_text(" ", strip=True)))
        assert len(pages) == 1
    assert known.log_in().status_code == 422


def test_whoever_is_shut_out_is_out_at_once_and_sessions_end_one_by_one(
    quick: Product, officer: Colleague, desk_app: Flask
) -> None:
    officer.log_in()
    other, third = (replace(officer, client=desk_app.test_client()) for _ in range(2))
    other.log_in()
    third.log_in()
    ends = soup(officer.client.get(PROFILE)).select("form[action*='/sessions/']")
    assert len(ends) == 3  # two others, and all others at once
    stranger = hired(quick, desk_app, "officer")
    stranger.log_in()
    stranger.post(str(ends[0]["action"]))
    assert other.is_in()
    assert third.is_in()
    officer.post(str(ends[0]["action"]))
    assert [other.is_in(), third.is_in()].count(False) == 1
    officer.post(f"{PROFILE}/sessions/end")
    assert not other.is_in()
    assert not third.is_in()
    assert officer.is_in()
    quick.staff.disable(officer.email)
    assert officer.client.get(HOME).status_code == 302


def test_a_session_of_before_is_worth_nothing_after_the_log_in(
    officer: Colleague, desk_app: Flask
) -> None:
    planted = desk_app.test_client()
    planted.get(LOGIN)
    with planted.session_transaction() as cookie:
        cookie["key"] = "planted"
    fixed = replace(officer, client=planted)
    fixed.log_in()
    with planted.session_transaction() as cookie:
        key = cookie["key"]
    assert key != "planted"
    old = desk_app.test_client()
    with old.session_transaction() as cookie:
        cookie["key"] = key
    fixed.post("/en/staff/logout")
    assert old.get(HOME).status_code == 302


def test_nobody_is_sent_to_another_site(officer: Colleague) -> None:
    shown = soup(officer.client.get(f"{LOGIN}?next=https://evil.example/"))
    data = {
        "csrf_token": token(shown), "next": "https://evil.example/",
        "login.identifier": officer.email, "login.password": officer.password,
    }  # fmt: skip
    answer = officer.client.post(f"{LOGIN}?next=//evil.example/", data=data)
    assert answer.location == "/en/staff/"


def test_changes_at_the_door_need_the_password(
    officer: Colleague, moving: time_machine.Coordinates
) -> None:
    _app, codes = equipped(officer, moving)
    page = soup(officer.client.get(PROFILE))
    remove = str(page.select_one("form[action*='/factors/']")["action"])  # type: ignore[index]
    for address in (remove, f"{PROFILE}/codes", f"{PROFILE}/app", f"{PROFILE}/passkey"):
        assert officer.post(address, **{"proof.password": "Wrong-2026!"}).status_code == 422
    anew = officer.post(f"{PROFILE}/codes", **{"proof.password": officer.password})
    assert codes[0] not in anew.get_data(as_text=True)
    assert officer.post(remove, **{"proof.password": officer.password}).status_code == 303
    officer.client.post("/en/staff/logout", data={"csrf_token": token(page)})
    assert officer.log_in().location == "/en/staff/"


def test_in_earnest_nothing_opens_before_a_second_factor_is_set_up(
    quick: Product, moving: time_machine.Coordinates
) -> None:
    settings = replace(quick.settings, demo=False, base_url="https://localhost")
    served = create_app(replace(quick, settings=settings))
    colleague = hired(quick, served, "officer")
    colleague.client = Secure(served)
    colleague.log_in()
    assert colleague.client.get(HOME).location == PROFILE
    shown = secret_of(colleague)
    colleague.post(f"{PROFILE}/app/confirm", **{"factor.code": shown.now()})
    assert colleague.is_in()


class Secure(FlaskClient):
    """A browser that speaks TLS, as the cookie demands in earnest."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app, app.response_class, use_cookies=True)

    def open(self, *args: object, **given: object) -> object:  # type: ignore[override]
        headers = {"Referer": "https://localhost/"}
        return super().open(*args, base_url="https://localhost", headers=headers, **given)  # type: ignore[arg-type]


def test_a_wrong_code_shows_no_secret_to_whoever_finds_a_browser_open(officer: Colleague) -> None:
    officer.log_in()
    wrong = officer.post(f"{PROFILE}/app/confirm", **{"factor.code": "000000"})
    assert wrong.status_code == 303
    assert b"<code" not in wrong.data
    assert officer.post(f"{PROFILE}/app", **{"proof.password": "wrong"}).status_code == 422
    again = officer.post(f"{PROFILE}/app/confirm", **{"factor.code": "000000"})
    assert again.status_code == 303


def test_staff_are_told_what_was_done_with_their_accounts(
    quick: Product, desk_app: Flask, moving: time_machine.Coordinates
) -> None:
    def told(email: str) -> list[str]:
        assert quick.outbox is not None
        found = [one for one in quick.outbox.newest(5_000) if one.to == email]
        assert not any(new.password in one.body for one in found)
        return [one.subject for one in reversed(found)]

    new = hired(quick, desk_app, "officer", password="")
    moving.shift(1)
    new.log_in()
    new.post(f"{PROFILE}/password", **typed(new.password, OWN))
    moving.shift(1)
    equipped(replace(new, password=OWN, client=desk_app.test_client()), moving)
    moving.shift(1)
    reset = quick.staff.reset(new.email)
    moving.shift(1)
    stranger = replace(new, client=desk_app.test_client())
    for _ in range(5):
        stranger.log_in("wrong")
    assert told(new.email) == [
        "Your account at the desk of AS Magnetiq Bank",
        "Your password at the desk was changed",
        "Your second factor at the desk was changed",
        "Your log-in at the desk was reset",
        "Too many wrong tries at the desk",
    ]
    # Strangers who keep the door locked keep out neither a reset password nor a known browser.
    back = replace(stranger, client=desk_app.test_client())
    assert back.log_in(reset.password).status_code == 303
    assert back.client.get(HOME).location == PROFILE

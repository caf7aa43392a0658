"""Single sign-on of staff: whom the provider vouches for comes in, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey

from engine.bootstrap import Product
from tests.journeys.serving import PROGRAMME, Applicant, soup
from tests.web.staff.desk_people import HOME, Colleague, hired
from tests.web.staff.provider import CLIENT, SECRET, SignOnServer, asked_for, provider
from web.app import create_app

START, LOGIN = "/lv/staff/sign-on", "/lv/staff/login"
ILZE = {"sub": "17", "email": "ilze@sign-on.example.org", "name": "Ilze P.", "roles": ["desk"]}


@pytest.fixture(scope="module")
def server() -> Iterator[SignOnServer]:
    with provider() as one:
        yield one


@pytest.fixture(scope="module")
def signing(quick: Product, server: SignOnServer) -> Product:
    settings = replace(
        quick.settings, base_url="http://localhost", oidc_issuer=server.issuer,
        oidc_client_id=CLIENT, oidc_client_secret=SECRET,
        oidc_roles={"desk": (PROGRAMME, "officer"), "books": (PROGRAMME, "accountant"),
                    "other": ("elsewhere", "officer")},
    )  # fmt: skip
    return replace(quick, settings=settings)


@pytest.fixture(scope="module")
def app(signing: Product) -> Flask:
    return create_app(signing)


@pytest.fixture(autouse=True)
def honest(server: SignOnServer) -> None:
    server.person, server.lies, server.algorithm, server.signs_with = dict(ILZE), {}, "RS256", None


def came_back(app: Flask, server: SignOnServer) -> tuple[FlaskClient, str]:
    """A browser that went to the provider, and the address that it brought back."""
    client = app.test_client()
    return client, server.code_for(client.get(START).location)


def signed_on(app: Flask, server: SignOnServer, **person: Any) -> tuple[FlaskClient, str]:
    """A browser that went the whole way, and where it ended."""
    server.person |= person
    client, address = came_back(app, server)
    return client, client.get(address).location


def test_whom_the_provider_names_comes_in_with_the_roles_it_gives(
    app: Flask, server: SignOnServer, signing: Product
) -> None:
    assert soup(app.test_client().get(LOGIN)).select_one(f"a[href='{START}']")
    client, onward = signed_on(app, server)
    assert onward == "/lv/staff/"
    assert client.get(HOME).status_code == 200
    page = client.get("/en/staff/profile").get_data(as_text=True)
    assert "Ilze P." in page
    assert "password.old" not in page
    signed_on(app, server, roles=["books", "other", "unheard of"])
    member = signing.staff.find(ILZE["email"]).member
    assert dict(member.roles) == {PROGRAMME: ("accountant",)}


def test_whom_it_names_no_more_is_out_at_once_and_everybody_after_an_hour(
    app: Flask, server: SignOnServer
) -> None:
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        client, _ = signed_on(app, server)
        assert client.get(HOME).status_code == 200
        _, onward = signed_on(app, server, roles=["unheard of"])
        assert onward == LOGIN
        assert client.get(HOME).status_code == 302
        client, _ = signed_on(app, server, roles=["desk"])
        for _time in range(5):
            clock.shift(timedelta(minutes=10))
            with client.get("/en/staff/stay") as still:
                assert still.status_code == 204
        clock.shift(timedelta(minutes=11))
        assert client.get(HOME).status_code == 302


def test_a_stranger_and_a_second_person_are_refused_and_a_client_may_be_of_the_staff(
    app: Flask, server: SignOnServer, person: Applicant, signing: Product
) -> None:
    signed_on(app, server)
    for wrong in (
        {"sub": "18", "roles": []},
        {"sub": "18"},  # the address of somebody else at the provider
        {"sub": "19", "email": "new@sign-on.example.org", "email_verified": False},
        {"sub": "20", "email": None},
        {"sub": "21", "email": "new@sign-on.example.org", "email_verified": "false"},
        {"sub": "22", "email": "new@sign-on.example.org\r\nBcc: all@sign-on.example.org"},
    ):
        server.person = dict(ILZE)
        client, onward = signed_on(app, server, **wrong)
        assert onward == LOGIN, wrong
        assert client.get(HOME).status_code == 302
    signing.staff.disable(ILZE["email"])
    server.person = dict(ILZE)
    assert signed_on(app, server)[1] == LOGIN
    signing.staff.disable(ILZE["email"], disabled=False)
    server.person = dict(ILZE)
    client, onward = signed_on(app, server, sub="23", email=person.contact.email)
    assert onward == "/lv/staff/"
    assert client.get(f"/en/magnetiq/case/{person.case_id}").location == "/en/magnetiq/login"
    assert person.client.get(f"/en/magnetiq/case/{person.case_id}").status_code == 200


def test_whoever_is_bound_has_no_password_here_any_more(
    app: Flask, server: SignOnServer, quick: Product
) -> None:
    local = hired(quick, app, "officer")
    assert replace(local, client=app.test_client()).log_in().status_code == 303
    client, onward = signed_on(app, server, sub="30", email=local.email)
    assert onward == "/lv/staff/"
    assert Colleague(app.test_client(), local.account, local.email).log_in().status_code == 422
    for address in ("app", "passkey", "codes"):
        one = Colleague(client, local.account, local.email)
        typed = {"proof.password": local.password}
        assert one.post(f"/en/staff/profile/{address}", **typed).status_code == 404


def test_what_was_brought_back_is_good_once_and_in_its_own_browser(
    app: Flask, server: SignOnServer
) -> None:
    client, address = came_back(app, server)
    thief = app.test_client()
    assert thief.get(address).location.endswith("/staff/login")
    other, own = came_back(app, server)
    assert other.get(address).location == LOGIN  # the state is not its own
    assert other.get(own).location.endswith("/staff/login")  # used up by that
    assert client.get(address).location == "/lv/staff/"
    with client.session_transaction() as cookie:
        kept = dict(cookie)
    assert "sign on" not in kept
    again = app.test_client()
    again.get(START)
    assert again.get(address).location == LOGIN
    late, address = came_back(app, server)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11), tick=False):
        assert late.get(address).location == LOGIN


def test_a_code_is_exchanged_once_even_where_the_browser_turns_back_its_cookie(
    app: Flask, server: SignOnServer
) -> None:
    client, address = came_back(app, server)
    with client.session_transaction() as cookie:
        before = dict(cookie)
    assert client.get(address).location == "/lv/staff/"
    with client.session_transaction() as cookie:
        cookie.clear()
        cookie.update(before)
    assert client.get(address).location == LOGIN


@pytest.mark.parametrize(
    "lies",
    [
        {"claims": {"nonce": "another"}},
        {"claims": {"aud": "somebody else"}},
        {"claims": {"aud": [CLIENT, "another"], "azp": "another"}},
        {"claims": {"iss": "https://evil.example"}},
        {"claims": {"exp": 1}},
        {"claims": {"at_hash": "wrong"}},
        {"claims": {"sub": None}},
        {"issuer of metadata": "https://evil.example"},
        {"algorithm": "none"},
        {"algorithm": "HS256"},
        {"another key": True},
    ],
    ids=str,
)
def test_tokens_that_lie_open_nothing(
    app: Flask, server: SignOnServer, lies: dict[str, Any]
) -> None:
    client, address = came_back(app, server)
    server.lies = lies
    server.algorithm = lies.get("algorithm", "RS256")
    if "another key" in lies:
        server.signs_with = RSAKey.generate_key(2048, {"kid": "1"})
    assert client.get(address).location == LOGIN
    assert client.get(HOME).status_code == 302


def test_a_provider_that_is_gone_or_says_no_is_told_in_words(
    app: Flask, server: SignOnServer, signing: Product
) -> None:
    client = app.test_client()
    asked = asked_for(client.get(START).location)
    denied = client.get(f"/staff/sign-on?error=access_denied&state={asked['state']}")
    assert denied.location == LOGIN
    assert soup(client.get(LOGIN)).select_one("[role=alert], .notice, .said")
    settings = replace(signing.settings, oidc_issuer="http://127.0.0.1:9")
    gone = create_app(replace(signing, settings=settings)).test_client()
    assert gone.get(START).location == LOGIN
    plain = create_app(replace(signing, settings=replace(settings, oidc_issuer="")))
    assert plain.test_client().get(START).status_code == 404
    assert plain.test_client().get("/staff/sign-on?code=x&state=y").status_code == 404


def test_what_a_provider_calls_somebody_is_shown_as_text(app: Flask, server: SignOnServer) -> None:
    name = "<script>alert(1)</script>\u202e\x07 {{ 7*7 }} \u200bIlze"
    client, onward = signed_on(app, server, sub="40", email="odd@sign-on.example.org", name=name)
    assert onward == "/lv/staff/"
    page = client.get("/en/staff/profile")
    assert b"<script>alert" not in page.data
    shown = soup(page).select_one(".who")
    assert shown is not None
    assert shown.get_text(strip=True) == "<script>alert(1)</script> {{ 7*7 }} Ilze"

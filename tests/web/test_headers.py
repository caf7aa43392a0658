"""Headers and cookies: every answer protects the person who reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from engine.services.staff_accounts import NewStaff
from tests.journeys.serving import Applicant, build, soup, token
from web.app import create_app
from web.connections import bound, listening
from web.product import product

EMAIL, PASSWORD = "proxy@bank.example.org", "Abcdef1!x"
PAGES = ["/", "/en/", "/lv/magnetiq/", "/ru/magnetiq/register", "/en/magnetiq/login", "/en/outbox",
         "/healthz", "/en/nothing", "/en/magnetiq/cabinet"]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_is_protected(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Permissions-Policy" in headers


def test_no_page_carries_scripts_styles_or_handlers_of_its_own(natural: Applicant) -> None:
    page = natural.sheet()
    assert page.select("style, [style], script:not([src])") == []
    assert [
        name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")
    ] == []
    sources = [str(tag.get("src") or tag.get("href")) for tag in page.select("script, link")]
    assert all(source.startswith("/assets/") for source in sources)


def test_assets_may_be_kept_for_ever_and_are_named_by_their_content(client: FlaskClient) -> None:
    page = soup(client.get("/en/"))
    address = str(page.select_one("link[rel=stylesheet]")["href"])  # type: ignore[index]
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert "immutable" in plain.headers["Cache-Control"]
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(plain.data) / 3
    assert client.get(address.replace("/assets/", "/assets/0")).status_code == 404


def cookie_line(client: FlaskClient) -> str:
    return client.get("/en/magnetiq/login").headers["Set-Cookie"]


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(client: FlaskClient) -> None:
    line = cookie_line(client)
    assert "HttpOnly" in line
    assert "SameSite=Lax" in line
    assert "Expires" not in line


@pytest.fixture(scope="module")
def earnest(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application as a bank runs it: behind https, without the demonstration."""
    product = build(
        tmp_path_factory.mktemp("earnest"),
        ANKETA_DEMO="no",
        ANKETA_BASE_URL="https://onboarding.example",
        ANKETA_SECRET_KEY="0" * 64,
        TRUSTED_PROXIES="1",
        ANKETA_LOGINS_PER_ADDRESS="3",
        ANKETA_ANSWERS_KEYS="own:" + "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    )
    return create_app(product)


def test_in_earnest_the_cookie_is_secure_and_bound_to_the_host(earnest: Flask) -> None:
    client = earnest.test_client()
    response = client.get("/en/magnetiq/login", base_url="https://onboarding.example")
    line = response.headers["Set-Cookie"]
    assert line.startswith("__Host-")
    assert "Secure" in line
    assert "Path=/" in line
    assert "Domain" not in line
    assert "max-age=" in response.headers["Strict-Transport-Security"]


class Caller:
    """A browser somewhere behind the proxy that speaks TLS; it tells no page where it came from."""

    def __init__(self, port: int, address: str, scheme: str = "https") -> None:
        self.port, self.cookie = port, ""
        self.said = {
            "Host": "onboarding.example",
            "X-Forwarded-For": address,
            "X-Forwarded-Proto": scheme,
            "X-Forwarded-Host": "onboarding.example",
        }

    def ask(self, path: str, **typed: str) -> tuple[HTTPResponse, BeautifulSoup]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {**self.said, "Cookie": self.cookie}
        if typed:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST" if typed else "GET", path, urlencode(typed) or None, headers)
        answer = connection.getresponse()
        page = BeautifulSoup(answer.read().decode(), "html.parser")
        connection.close()
        self.cookie = (answer.headers["Set-Cookie"] or self.cookie).partition(";")[0]
        return answer, page

    def log_in(self, password: str) -> int:
        """Try to log in at the desk; the status."""
        _, page = self.ask("/en/staff/login")
        typed = {"login.identifier": EMAIL, "login.password": password}
        answer, _ = self.ask("/en/staff/login", csrf_token=token(page), **typed)
        return answer.status


@contextmanager
def behind_a_proxy(app: Flask) -> Iterator[int]:
    """The port on which ``app`` listens for the proxy."""
    server = listening(app, bound("127.0.0.1", 0), behind_proxy=True, threads=2)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    yield int(server.effective_port)
    server.close()
    thread.join(timeout=5)


def test_in_earnest_the_proxy_says_who_calls(earnest: Flask) -> None:
    with earnest.app_context():
        product().staff.add(NewStaff(EMAIL, "Ilze", {"magnetiq": ("officer",)}, "en", PASSWORD))
    with behind_a_proxy(earnest) as port:
        answer, _ = Caller(port, "203.0.113.1").ask("/en/")
        assert "max-age=" in answer.headers["Strict-Transport-Security"]
        answer, _ = Caller(port, "203.0.113.1", "http").ask("/en/")
        assert answer.headers["Strict-Transport-Security"] is None
        for _ in range(3):
            assert Caller(port, "203.0.113.1").log_in("Wrong-2026!x") == 422
        assert Caller(port, "203.0.113.1").log_in(PASSWORD) == 422, "too many from this address"
        assert Caller(port, "203.0.113.2").log_in(PASSWORD) == 303


def test_in_earnest_there_is_no_outbox(earnest: Flask) -> None:
    client = earnest.test_client()
    assert client.get("/en/outbox", base_url="https://onboarding.example").status_code == 404


def test_in_earnest_other_host_names_are_refused(earnest: Flask) -> None:
    client = earnest.test_client()
    assert client.get("/en/", base_url="https://evil.example").status_code == 400


def test_tests_know_where_the_definitions_are() -> None:
    assert Path("definitions/flows").is_dir()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "localhost:8000"])
def test_a_demonstration_answers_to_this_machine(client: FlaskClient, host: str) -> None:
    assert client.get("/en/", headers={"Host": host}).status_code in (200, 302)


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1.x"])
def test_a_demonstration_trusts_no_other_name(client: FlaskClient, host: str) -> None:
    for path in ("/en/", "/en", "/"):
        response = client.get(path, headers={"Host": host})
        assert response.status_code == 400
        assert "Location" not in response.headers

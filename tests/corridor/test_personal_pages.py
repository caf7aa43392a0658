"""S-34: people without a cabinet open what is theirs by a link, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine.bootstrap import Product
from engine.services import senders
from tests.corridor.club_people import REQUEST, Member, build_club, friends, join
from tests.corridor.conftest import NOON
from tests.fakes import FixedClock
from tests.journeys.serving import soup, token
from tests.stores import at_once
from web.app import create_app

HOUR = timedelta(hours=1)
PAGE = "/en/club/link"


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    made = build_club(tmp_path_factory.mktemp("data"), FixedClock(NOON))
    yield made
    made.close()


@pytest.fixture(scope="module")
def app(club: Product) -> Flask:
    return create_app(club)


def move(club: Product, step: timedelta) -> None:
    assert isinstance(club.clock, FixedClock)
    club.clock.move(step)


def tokens(member: Member) -> list[str]:
    """The secrets of the links that the person was sent, oldest first."""
    bodies = [m.body for m in member.product.sent.newest(200) if m.case == member.case_id]
    return [body.rpartition("/")[2] for body in reversed(bodies) if "/link/" in body]


def invited(club: Product) -> tuple[Member, str]:
    member = join(club)
    member.send()
    return member, tokens(member)[-1]


def opened(client: FlaskClient, secret: str) -> TestResponse:
    """The page that a link leads to."""
    first = client.get(f"{PAGE}/{secret}")
    assert (first.status_code, first.location) == (303, PAGE)
    return client.get(PAGE)


def press(client: FlaskClient, page: TestResponse) -> None:
    """Press the first step of the page of a link."""
    form = soup(page).select_one(".acts form")
    assert form is not None
    hidden = {str(one["name"]): str(one["value"]) for one in form.select("input")}
    assert client.post(str(form["action"]), data=hidden).status_code == 303


def test_a_link_shows_what_is_the_persons_and_its_secret_leaves_the_address(
    club: Product, app: Flask
) -> None:
    member, secret = invited(club)
    client = app.test_client()
    page = opened(client, secret)
    shown = soup(page).get_text(" ", strip=True)
    assert page.status_code == 200
    assert "Photo" in shown
    assert "Invited" in shown
    html = page.get_data(as_text=True)
    assert secret not in html
    assert member.case_id not in html
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    with client.session_transaction() as cookie:
        assert secret not in str(dict(cookie))
    # It is no log-in: the case, its forms and the account stay closed.
    for closed in (
        "cabinet",
        "profile",
        f"case/{member.case_id}",
        f"case/{member.case_id}/request",
    ):
        assert client.get(f"/en/club/{closed}").location.endswith("/login")
    for other in ("/en/club/link/do/officer-passes", "/en/club/link/do/scanner-passes"):
        assert client.get(other).status_code == 410


def test_each_of_several_people_finds_what_is_theirs_by_name(club: Product, app: Flask) -> None:
    member = join(club, "group")
    emails = {f"friends.{n}.email": [f"friend{n}@example.org"] for n in range(2)}
    member.send({**REQUEST, **friends("Berta Ozola", "Cirils Kalns"), **emails})
    names = []
    for secret in tokens(member):
        assert app.test_client().head(f"{PAGE}/{secret}").status_code == 303  # a mail scanner looks
        client = app.test_client()
        names += [one.get_text() for one in soup(opened(client, secret)).select(".turn .eyebrow")]
        for step in ("applicant-withdraws", "applicant-sends", "applicant-saves"):
            assert client.get(f"{PAGE}/do/{step}").status_code == 410
    assert sorted(names) == ["Anna Liepa", "Berta Ozola", "Cirils Kalns"]


def test_unknown_links_and_strange_cookies_open_nothing(club: Product, app: Flask) -> None:
    invited(club)
    client = app.test_client()
    for secret in ("x", "x" * 5_000, "%00", "a" * 43):
        assert opened(client, secret).status_code == 410
    with client.session_transaction() as cookie:
        cookie["link"] = ["0" * 32, int(club.clock.now().timestamp())]
    page = client.get(PAGE)
    assert page.status_code == 410
    assert soup(page).select_one("form[action$='/again']") is None
    assert client.post(f"{PAGE}/again").status_code == 400  # without a token of the page


def test_s34_after_success_the_link_is_void(club: Product, app: Flask) -> None:
    member, secret = invited(club)
    client = app.test_client()
    assert opened(client, secret).status_code == 200
    member.do(senders.provider("scanner"), "photo", "scanner passes", "client")
    page = client.get(PAGE)
    assert page.status_code == 410
    assert soup(page).select_one("form[action$='/again']") is None
    assert opened(client, secret).status_code == 410


def test_s34_a_link_of_31_days_is_refused_and_another_goes_to_the_person(
    club: Product, app: Flask
) -> None:
    member, secret = invited(club)
    client = app.test_client()
    move(club, timedelta(days=31))  # the clock of cases has not rung yet
    page = opened(client, secret)
    assert page.status_code == 410
    asked = {"csrf_token": token(soup(page))}
    answers = at_once(4, lambda _: client.post(f"{PAGE}/again", data=asked).status_code)
    assert answers == [303] * 4
    assert len(tokens(member)) == 2, "one, however often it is asked for at once"
    notice = soup(client.get(PAGE)).select_one(".notice p")
    assert notice is not None
    assert re.search("on its way|sent a short while ago|as often as it may be", notice.get_text())
    assert soup(client.get(PAGE)).select_one("form[action$='/again']") is None
    fresh = tokens(member)[-1]
    assert opened(app.test_client(), fresh).status_code == 200
    assert opened(app.test_client(), secret).status_code == 410


def test_a_browser_that_was_left_opens_nothing_until_the_link_is_opened_again(
    club: Product,
    app: Flask,
) -> None:
    _member, secret = invited(club)
    client = app.test_client()
    assert opened(client, secret).status_code == 200
    move(club, timedelta(minutes=14))
    assert client.get(PAGE).status_code == 200
    move(club, timedelta(minutes=16))
    assert client.get(PAGE).status_code == 410
    assert opened(client, secret).status_code == 200


def test_a_link_of_one_programme_is_none_of_another(club: Product) -> None:
    member, secret = invited(club)
    other = club.personal.by_token(secret, "another")
    assert other is None
    assert club.personal.by_token(secret, "club") is not None
    with club.store.read() as view:
        (link,) = view.links.of_case(member.case_id)
    assert secret not in repr(link)

"""A call that the bank holds itself, from the agreed time to who came, over real connections."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from pytest_httpserver import HTTPServer

from engine.base.system import SystemRandomness
from engine.identification.demo_provider.provider import DemoProvider
from engine.identification.demo_provider.room_api import room_settings
from engine.identification.demo_provider.room_calls import SECRET
from engine.identification.port import Meeting, PersonAsked
from engine.identification.zoom import Zoom
from engine.identification.zoom_webhooks import SIGNATURE, TIME, encrypted, signature
from engine.outside.faults import CallbackRefused, ProviderRefused
from tests.fakes import FixedClock
from tests.identification.conftest import REFERENCE

KEY = "demo-zoom-secret"


@pytest.fixture
def rooms(tmp_path: Path, clock: FixedClock, httpserver: HTTPServer) -> Iterator[DemoProvider]:
    httpserver.expect_request("/rooms").respond_with_data("", status=204)
    provider = DemoProvider(tmp_path, "", clock)
    provider.room_calls.url = httpserver.url_for("/rooms")
    return provider


@pytest.fixture
def at(rooms: DemoProvider) -> Iterator[str]:
    address, stop = rooms.serve(0)
    yield address
    stop()


@pytest.fixture
def zoom(at: str, clock: FixedClock) -> Zoom:
    return Zoom(room_settings(at, SECRET), clock, SystemRandomness())


@pytest.fixture
def called(asked: PersonAsked, clock: FixedClock) -> PersonAsked:
    """Somebody who comes at an agreed time."""
    return replace(asked, title="Identification", meets_at=clock.now(), minutes=30)


def meeting(session: str, clock: FixedClock) -> Meeting:
    return Meeting(session, clock.now(), clock.now() + timedelta(minutes=30))


def test_a_call_is_held_moved_and_taken_back(
    zoom: Zoom, called: PersonAsked, rooms: DemoProvider, clock: FixedClock, httpserver: HTTPServer
) -> None:
    begun = zoom.begin(called)
    room = rooms.rooms.find(begun.session)
    assert room is not None
    assert room.told["start_time"] == "2026-11-22T10:00:00Z"
    assert (room.told["duration"], len(room.told["password"])) == (30, 10)
    told = json.dumps(dict(room.told), ensure_ascii=False)
    assert not any(said in told for said in (called.full_name, called.email, called.phone))
    rooms.room_api.spoilt = rooms.room_api.given
    moved = zoom.begin(replace(called, session=begun.session, meets_at=clock.now()))
    assert moved.session == begun.session
    assert moved.link != begun.link, "who has the link of another time does not come in with it"
    assert rooms.room_api.given == 2, "a token that is refused is made anew once"
    assert httpx.get(begun.link).status_code == 404

    agreed = meeting(begun.session, clock)
    assert zoom.result(REFERENCE, agreed).state == "waiting"
    start = zoom.start_address(begun.session)
    assert "zak=" in start
    httpx.post(start, data={"do": "start"})
    assert "Videozvans" in httpx.get(moved.link, headers={"Accept-Language": "lv"}).text
    httpx.post(moved.link, data={"do": "enter"})
    assert zoom.result(REFERENCE, agreed).state == "waiting"
    httpx.post(start, data={"do": "end"})
    assert zoom.result(REFERENCE, agreed).state == "held"
    later = replace(agreed, meets_at=clock.now() + timedelta(days=1))
    assert zoom.result(REFERENCE, later).state == "waiting", "that call was one of another time"
    zoom.end(begun.session)  # it is over: there is nothing to take back

    rooms.room_calls.wait()
    heard = [
        zoom.callback(dict(one.headers), one.data)
        for one, _ in httpserver.log
        if one.path == "/rooms"
    ]
    assert {one.session for one in heard} == {begun.session}
    assert len({one.key for one in heard}) == len(heard) == 4

    other = zoom.begin(called)
    zoom.end(other.session)
    assert rooms.rooms.find(other.session) is None
    zoom.end(other.session)
    assert zoom.begin(replace(called, session=other.session)).session != other.session
    assert zoom.check() == ""


def test_who_did_not_appear_and_who_was_not_called(
    zoom: Zoom, called: PersonAsked, clock: FixedClock
) -> None:
    begun = zoom.begin(called)
    agreed = meeting(begun.session, clock)
    start = zoom.start_address(begun.session)
    for act in ("start", "end"):
        httpx.post(start, data={"do": act})
    assert zoom.result(REFERENCE, agreed).state == "waiting"
    clock.move(timedelta(minutes=46))
    assert zoom.result(REFERENCE, agreed).state == "missed"
    nobody = meeting(zoom.begin(called).session, clock)
    clock.move(timedelta(minutes=89))
    assert zoom.result(REFERENCE, nobody).state == "waiting"
    clock.move(timedelta(minutes=2))
    assert zoom.result(REFERENCE, nobody).state == "doubted", "the bank itself did not come"


def test_keys_that_are_wrong_are_told_and_shown_nowhere(at: str, clock: FixedClock) -> None:
    settings = replace(room_settings(at, SECRET), client_secret="another")
    zoom = Zoom(settings, clock, SystemRandomness())
    assert "secret is wrong" in zoom.check()
    assert "another" not in f"{settings!r}{zoom.check()}"
    with pytest.raises(ProviderRefused):
        zoom.start_address("../users/me")
    plain = replace(settings, url="http://api.zoom.example")
    assert "not https" in Zoom(plain, clock, SystemRandomness()).check()


BODY = (
    b'{"event":"meeting.started","event_ts":1700000000123,'
    b'"payload":{"account_id":"A","object":{"id":"123","uuid":"u"}}}'
)
SIGNED = "v0=64b815aef16374640d27190e8cb786fb53f5332bd2048dceb8b1cf84f4137ad4"


def test_calls_are_signed_as_the_notes_say_and_not_repeated(at: str, clock: FixedClock) -> None:
    assert signature(KEY, "1700000000", BODY) == SIGNED
    proof = "205ddc359aa9ea04c1b60c260ed423bedc45df3a04cb22533e8f1c80c8815068"
    assert encrypted(KEY, "qgg8vlvZRS6UYooatFL8Aw") == proof
    moment = datetime.fromtimestamp(1_700_000_000, UTC)
    clock.move(moment - clock.now())
    zoom = Zoom(room_settings(at, KEY), clock, SystemRandomness())
    good = {"X-Zm-Request-Timestamp": "1700000000", "X-Zm-Signature": SIGNED}
    assert zoom.callback(good, BODY).key == "", "about no meeting of ours"
    for headers in (
        {**good, "X-Zm-Signature": SIGNED[:-1] + "5"},
        {**good, "X-Zm-Request-Timestamp": "1700000001"},
        {"X-Zm-Request-Timestamp": "1700000000"},
        {},
    ):
        with pytest.raises(CallbackRefused):
            zoom.callback(headers, BODY)
    asked = b'{"event":"endpoint.url_validation","payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"}}'
    ask = {TIME: "1700000000", SIGNATURE: signature(KEY, "1700000000", asked)}
    assert json.loads(zoom.callback(ask, asked).answer)["encryptedToken"] == proof
    clock.move(timedelta(minutes=5, seconds=1))
    with pytest.raises(CallbackRefused):
        zoom.callback(good, BODY)
    assert urlsplit(at).hostname == "127.0.0.1"

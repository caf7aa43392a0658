"""A session at a provider, from the first link to the outcome, over real connections."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from pytest_httpserver import HTTPServer

from engine.identification.countries import alpha_2, alpha_3
from engine.identification.demo_provider.keys import REHEARSAL, rehearsal_settings
from engine.identification.demo_provider.provider import DemoProvider
from engine.identification.port import DocumentRead, Meeting, PersonAsked
from engine.identification.sumsub import Sumsub
from engine.identification.sumsub_requests import SumsubRequests
from engine.outside.faults import CallbackRefused, ProviderDown, ProviderRefused
from tests.fakes import FixedClock
from tests.identification.conftest import REFERENCE

DOCUMENT = {
    "full_name": "ANNA MARIJA BĒRZIŅA",
    "personal_code": "150190-11111",
    "birth_date": "1990-01-15",
    "number": "PA1234567",
    "valid_until": "2031-05-01",
    "country": "LV",
}
READ = DocumentRead(
    "ANNA MARIJA BĒRZIŅA", "150190-11111", date(1990, 1, 15), "PA1234567", date(2031, 5, 1), "LV"
)


def choose(link: str, outcome: str) -> httpx.Response:
    """What the person does on the pages of the provider."""
    return BROWSER.post(link, data={**DOCUMENT, "outcome": outcome})


@pytest.fixture
def told(httpserver: HTTPServer, provider: DemoProvider, sumsub: Sumsub) -> Callable[[], list[Any]]:
    """What came back from the provider by now: callbacks, or why they were refused."""

    def read(request: Any) -> Any:
        try:
            return sumsub.callback(dict(request.headers), request.data)
        except CallbackRefused as refused:
            return refused

    def all_told() -> list[Any]:
        provider.callbacks.wait()
        return [read(one) for one, _ in httpserver.log if one.path == "/callback"]

    return all_told


def test_somebody_passes_at_the_second_attempt(
    sumsub: Sumsub, asked: PersonAsked, provider: DemoProvider, clock: FixedClock, told: Any
) -> None:
    begun = sumsub.begin(asked)
    assert begun.ends_at == clock.now() + timedelta(days=7)
    waits = sumsub.result(REFERENCE)
    assert (waits.state, waits.comment, waits.read, waits.attempt) == ("waiting", "", None, 0)
    kept = provider.applicants.of(REFERENCE)
    assert kept is not None
    assert kept.id == begun.session
    assert kept.level == rehearsal_settings("").level
    assert kept.told["fixedInfo"] == {
        "firstName": "Anna Marija", "lastName": "Bērziņa", "dob": "1990-01-15",
    }  # fmt: skip

    page = BROWSER.get(begun.link)
    assert 'lang="lv"' in page.text
    assert "Anna Marija Bērziņa" in page.text
    back = choose(begun.link, "again")
    assert (back.status_code, back.headers["Location"]) == (303, asked.come_back)
    failed = sumsub.result(REFERENCE)
    assert (failed.state, failed.attempt) == ("failed", 1)
    assert failed.comment.startswith("Dokumenta attēls nav skaidrs.")
    assert "client" not in failed.comment

    assert sumsub.begin(asked).session == begun.session
    again = sumsub.begin(replace(asked, lang="ru")).link
    assert "Предыдущая попытка не удалась." in BROWSER.get(again).text
    assert choose(again, "passes").headers["Location"] == asked.come_back
    passed = sumsub.result(REFERENCE)
    assert (passed.state, passed.read, passed.attempt) == ("passed", READ, 2)
    assert "Эта идентификация завершена." in BROWSER.get(again).text
    assert choose(again, "refused").status_code == 200
    assert sumsub.result(REFERENCE) == passed

    callbacks = told()
    assert {one.reference for one in callbacks} == {REFERENCE}
    assert len({one.key for one in callbacks}) == len(callbacks) == 5


def test_a_specialist_looks_and_refuses(sumsub: Sumsub, asked: PersonAsked) -> None:
    link = sumsub.begin(asked).link
    choose(link, "looked_at")
    assert sumsub.result(REFERENCE).state == "doubted"
    choose(link, "looked_at")
    choose(link, "refused")
    refused = sumsub.result(REFERENCE)
    assert (refused.state, refused.comment, refused.attempt) == ("refused", "", 1)


def test_what_was_passed_may_be_reset(
    sumsub: Sumsub, asked: PersonAsked, address: str, clock: FixedClock, told: Any
) -> None:
    requests = SumsubRequests(rehearsal_settings(address), clock)
    one = f"/resources/applicants/{sumsub.begin(asked).session}"
    requests.ask("POST", f"{one}/status/testCompleted", {"reviewAnswer": "GREEN"})
    assert sumsub.result(REFERENCE).state == "passed"
    requests.ask("POST", f"{one}/-/init", {})
    reset = sumsub.result(REFERENCE)
    assert (reset.state, reset.read) == ("waiting", None)
    assert len(told()) == 3


BROWSER = httpx.Client()
ANYTHING = re.compile(r"/resources/.*")
GREEN = {"reviewAnswer": "GREEN"}


@pytest.mark.parametrize(
    ("stage", "result", "at_once", "in_time"),
    [
        ("completed", GREEN, "passed", "passed"),
        ("awaitingService", GREEN, "waiting", "waiting"),
        ("awaitingUser", GREEN, "waiting", "waiting"),
        ("pending", GREEN, "waiting", "waiting"),
        ("onHold", GREEN, "doubted", "doubted"),
        ("completed", {"reviewAnswer": "YELLOW"}, "waiting", "doubted"),
        ("completed", {"reviewAnswer": "RED"}, "waiting", "doubted"),
        ("completed", {"reviewAnswer": "RED", "reviewRejectType": ["FINAL"]}, "waiting", "doubted"),
        ("completed", {}, "waiting", "doubted"),
        ("finished", GREEN, "waiting", "doubted"),
        ("", {}, "waiting", "doubted"),
    ],
)  # fmt: skip
def test_status_and_answer_decide_together(
    stage: str, result: dict[str, Any], at_once: str, in_time: str,
    sumsub: Sumsub, asked: PersonAsked, provider: DemoProvider, clock: FixedClock,
) -> None:  # fmt: skip
    provider.applicants.settle(sumsub.begin(asked).session, stage, result)
    assert sumsub.result(REFERENCE).state == at_once
    clock.move(timedelta(hours=25))
    assert sumsub.result(REFERENCE).state == in_time


def test_what_another_attempt_does_not_change_is_for_a_person(
    address: str, asked: PersonAsked, provider: DemoProvider, sumsub: Sumsub, clock: FixedClock
) -> None:
    settings = rehearsal_settings(address)
    known = sumsub.begin(asked)
    for wrong in (
        replace(settings, secret="another"),
        replace(settings, token="sbx:another"),
        replace(settings, production=True),
        replace(settings, url="http://provider.example"),
        replace(settings, token=""),
        replace(settings, token="ā"),
        replace(settings, url="http://[x"),
    ):
        other = Sumsub(wrong, clock)
        with pytest.raises(ProviderRefused) as refused:
            other.begin(asked)
        assert "anna" not in str(refused.value).casefold()
        assert other.check()
    late = FixedClock(clock.moment - timedelta(seconds=61))
    with pytest.raises(ProviderRefused, match="401"):
        Sumsub(settings, late).result(REFERENCE)
    assert "clock" in Sumsub(settings, late).check()
    for nobody in ("00000000", "../../etc", "", REFERENCE + "/one"):
        with pytest.raises(ProviderRefused):
            sumsub.result(nobody)
    with pytest.raises(ProviderRefused):
        sumsub.begin(replace(asked, reference="x"))
    assert sumsub.begin(asked).session == known.session


def test_a_level_has_to_be_known(tmp_path: Path, asked: PersonAsked, clock: FixedClock) -> None:
    address, stop = DemoProvider(tmp_path, "", clock, levels={"Photo & video"}).serve(0)
    settings = rehearsal_settings(address)
    assert "no level" in Sumsub(settings, clock).check()
    with pytest.raises(ProviderRefused, match=r"404 \(level-not-found"):
        Sumsub(settings, clock).begin(asked)
    sumsub = Sumsub(replace(settings, level="Photo & video"), clock)
    assert sumsub.check() == ""
    assert sumsub.begin(asked).link
    stop()


def test_forged_callbacks_are_refused(
    sumsub: Sumsub, asked: PersonAsked, provider: DemoProvider, told: Any
) -> None:
    provider.trouble.calls = "forged"
    link = sumsub.begin(asked).link
    provider.trouble.calls = "weak"
    choose(link, "passes")
    assert [type(one) for one in told()] == [CallbackRefused] * 3


def test_the_sandbox_is_refused_in_production(
    sumsub: Sumsub, asked: PersonAsked, provider: DemoProvider, httpserver: HTTPServer,
    clock: FixedClock,
) -> None:  # fmt: skip
    sumsub.begin(asked)
    provider.callbacks.wait()
    sent = httpserver.log[0][0]
    real = replace(rehearsal_settings("https://provider.example"), production=True)
    with pytest.raises(CallbackRefused, match="sandbox"):
        Sumsub(real, clock).callback(dict(sent.headers), sent.data)
    with pytest.raises(ProviderRefused, match="sandbox"):
        Sumsub(real, clock).begin(asked)


def test_a_session_outlives_the_provider(
    tmp_path: Path, sumsub: Sumsub, asked: PersonAsked, clock: FixedClock
) -> None:
    begun = sumsub.begin(asked)
    choose(begun.link, "again")
    address, stop = DemoProvider(tmp_path, "", clock).serve(0)
    later = Sumsub(rehearsal_settings(address), clock)
    assert later.result(REFERENCE) == sumsub.result(REFERENCE)
    assert later.begin(asked).session == begun.session
    stop()


def test_a_link_is_good_for_one_person_and_some_days(
    sumsub: Sumsub, asked: PersonAsked, clock: FixedClock
) -> None:
    link = sumsub.begin(asked).link
    assert BROWSER.get(link.replace("?lang", "0?lang")).status_code == 404
    clock.move(timedelta(days=7, seconds=1))
    assert BROWSER.get(link).status_code == 404
    assert BROWSER.get(sumsub.begin(asked).link).status_code == 200


def test_little_is_told_of_somebody_of_whom_little_is_known(
    sumsub: Sumsub, provider: DemoProvider
) -> None:
    begun = sumsub.begin(PersonAsked(REFERENCE, "", "", "", "", None, ""))
    kept = provider.applicants.of(REFERENCE)
    assert kept is not None
    assert kept.told == {"externalUserId": REFERENCE, "type": "individual"}
    page = choose(begun.link, "passes")
    assert (page.status_code, "ended" in page.text) == (200, True)


@pytest.mark.parametrize(
    "answer",
    [
        {"id": "../../../x", "externalUserId": REFERENCE},
        {"id": "5b594ade0a975a36c9349e66", "externalUserId": "1f8fad5b-d9cb"},
        {"id": "5b594ade0a975a36c9349e66", "externalUserId": REFERENCE, "url": "javascript:x"},
        {"id": "5b594ade0a975a36c9349e66", "externalUserId": REFERENCE, "url": "http://[x"},
        {"id": "5b594ade0a975a36c9349e66", "externalUserId": REFERENCE, "url": None},
    ],
    ids=["path", "somebody else", "script", "no address", "no link"],
)
def test_an_answer_without_sense_is_no_answer(
    answer: dict[str, Any], httpserver: HTTPServer, asked: PersonAsked, clock: FixedClock
) -> None:
    for method in ("GET", "POST"):
        httpserver.expect_request(ANYTHING, method=method).respond_with_json(answer)
    settings = rehearsal_settings(httpserver.url_for("").rstrip("/"))
    with pytest.raises(ProviderDown):
        Sumsub(settings, clock).begin(asked)


def test_an_answer_is_not_read_for_ever_nor_a_token_carried_elsewhere(
    httpserver: HTTPServer, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.outside.requests.LARGEST", 10)
    httpserver.expect_oneshot_request(ANYTHING).respond_with_data("x" * 11)
    sumsub = Sumsub(rehearsal_settings(httpserver.url_for("").rstrip("/")), clock)
    with pytest.raises(ProviderDown, match="no end"):
        sumsub.result(REFERENCE)
    elsewhere = {"Location": httpserver.url_for("/elsewhere")}
    httpserver.expect_request(ANYTHING).respond_with_data("", status=307, headers=elsewhere)
    with pytest.raises(ProviderRefused):
        sumsub.result(REFERENCE)
    assert "/elsewhere" not in [request.path for request, _ in httpserver.log]


def test_personal_data_and_secrets_show_nowhere(asked: PersonAsked) -> None:
    assert repr(asked) == f"PersonAsked(reference='{REFERENCE}', lang='lv')"
    assert repr(READ) == "DocumentRead()"
    settings = repr(rehearsal_settings("http://127.0.0.1"))
    assert REHEARSAL.token not in settings
    assert REHEARSAL.secret not in settings


def test_countries_have_two_letters_or_three() -> None:
    assert [alpha_3(code) for code in ("LV", "de", "FR", "CD", "1X", "")] == [
        "LVA", "DEU", "FRA", "COD", "", "",
    ]  # fmt: skip
    assert [alpha_2(code) for code in ("LVA", "deu", "LV", "UNK")] == ["LV", "DE", "LV", "UNK"]


def test_whoever_sent_nothing_to_a_call_in_time_did_not_come(
    sumsub: Sumsub, asked: PersonAsked, clock: FixedClock
) -> None:
    link = sumsub.begin(asked).link
    call = Meeting("", clock.now(), clock.now() + timedelta(minutes=30))
    clock.move(timedelta(minutes=44))
    assert sumsub.result(REFERENCE, call).state == "waiting"
    clock.move(timedelta(minutes=1))
    assert sumsub.result(REFERENCE, call).state == "missed"
    choose(link, "looked_at")
    assert sumsub.result(REFERENCE, call).state == "doubted"
    assert sumsub.start_address("") == ""

"""What is begun at an outside party and what it says; a call of it does nothing by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from engine.base.errors import NotFound
from engine.base.later import ProviderSession
from engine.bootstrap import Product
from engine.identification.guarded import Guarded
from engine.identification.port import (
    Callback,
    Meeting,
    OpenedSession,
    PersonAsked,
    SessionResult,
    State,
)
from engine.outside.breakers import Breaker
from engine.outside.faults import CallbackRefused, ProviderDown, ProviderRefused
from engine.services.desk_lists import StaffViewer
from engine.services.outside_parties import OutsideParties
from tests.corridor.club_people import REQUEST, Member, Staff, join
from tests.fakes import FixedClock

PORT = "identification"


@dataclass
class Scanner:
    """A provider that says what a test tells it to."""

    state: State = "waiting"
    attempt: int = 0
    comment: str = ""
    fault: Exception | None = None
    asked: list[PersonAsked] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None

    def begin(self, asked: PersonAsked) -> OpenedSession:
        if self.fault is not None:
            raise self.fault
        self.asked.append(asked)
        return OpenedSession(
            f"there-{asked.reference}", f"https://id.example/{asked.reference}", None
        )

    def result(self, reference: str, meeting: Meeting | None = None) -> SessionResult:
        del reference, meeting
        if self.fault is not None:
            raise self.fault
        self.meanwhile()
        return SessionResult(self.state, self.comment, None, self.attempt)

    def callback(self, headers: Mapping[str, str], body: bytes) -> Callback:
        if headers.get("Signed") != "yes":
            raise CallbackRefused("not signed")
        key, _, reference = body.decode().partition(" ")
        return Callback(key, reference)

    is_held_by_bank = True

    def start_address(self, session: str) -> str:
        return f"https://id.example/start/{session}"

    def end(self, session: str) -> None:
        self.ended.append(session)

    def check(self) -> str:
        return ""

    def says(self, state: State, comment: str = "") -> None:
        """Something is decided there, at another attempt."""
        self.state, self.comment, self.attempt = state, comment, self.attempt + 1


@pytest.fixture
def scanner() -> Scanner:
    return Scanner()


@pytest.fixture
def outside(club: Product, scanner: Scanner) -> OutsideParties:
    return OutsideParties(club.cases, {PORT: scanner})


@pytest.fixture
def member(club: Product) -> Member:
    """Somebody who waits to be identified."""
    joined = join(club)
    joined.send()
    assert joined.status("photo", "client") == "invited"
    return joined


def session(member: Member, outside: OutsideParties) -> ProviderSession:
    found = outside.of(member.case_id, "photo", "client")
    assert found is not None
    return found


def begun(member: Member, outside: OutsideParties) -> ProviderSession:
    outside.ask(session(member, outside).id)
    return session(member, outside)


def test_what_an_item_waits_for_is_begun_once(
    member: Member, outside: OutsideParties, scanner: Scanner
) -> None:
    waiting = session(member, outside)
    assert (waiting.session, waiting.link) == ("", "")
    assert outside.ask(waiting.id) == "begun"
    now = session(member, outside)
    assert now.link == f"https://id.example/{now.id}"
    assert outside.ask(now.id) == "waiting"
    (asked,) = scanner.asked
    assert asked.reference == now.id
    assert asked.full_name == "Anna Liepa"
    assert asked.email.endswith("@example.org")
    assert asked.come_back == f"{outside.corridor.committing.sites.shared}/en/club/identified"


def test_whoever_passes_has_passed_and_the_session_is_over(
    member: Member, outside: OutsideParties, scanner: Scanner
) -> None:
    here = begun(member, outside)
    scanner.says("passed")
    assert outside.ask(here.id) == "passed"
    assert member.status("photo", "client") == "passed"
    assert outside.of(member.case_id, "photo", "client") is None
    assert outside.ask(here.id) == "ended"
    assert outside.ask(here.id) == "over"


def test_a_failed_attempt_counts_once_and_the_third_is_for_a_person_to_judge(
    member: Member, outside: OutsideParties, scanner: Scanner
) -> None:
    here = begun(member, outside)
    scanner.says("failed", "The photograph is blurred")
    for _ in range(3):
        outside.ask(here.id)
    assert member.status("photo", "client") == "invited"
    assert session(member, outside).comment == "The photograph is blurred"
    assert session(member, outside).id == here.id
    scanner.says("failed")
    outside.ask(here.id)
    assert member.status("photo", "client") == "invited"
    scanner.says("failed")
    outside.ask(here.id)
    assert member.status("photo", "client") == "under_review"
    assert outside.of(member.case_id, "photo", "client") is None


def test_who_is_to_repeat_begins_anew(
    member: Member, outside: OutsideParties, scanner: Scanner, staff: Staff
) -> None:
    here = begun(member, outside)
    scanner.says("passed")
    outside.ask(here.id)
    member.do(staff.officer, "photo", "officer asks to repeat", "client")
    again = begun(member, outside)
    assert again.id != here.id
    assert [one.reference for one in scanner.asked] == [here.id, again.id]


def test_a_call_decides_nothing_and_counts_once(
    member: Member, outside: OutsideParties, scanner: Scanner
) -> None:
    here = begun(member, outside)
    body = f"{here.id}-1 {here.id}".encode()
    assert outside.called(PORT, {"Signed": "yes"}, body).is_new
    assert not outside.called(PORT, {"Signed": "yes"}, body).is_new
    assert member.status("photo", "client") == "invited"
    with pytest.raises(CallbackRefused):
        outside.called(PORT, {}, body)
    with pytest.raises(NotFound):
        outside.called("signing", {"Signed": "yes"}, body)
    outside.ask(here.id)  # as the queued job does: and there it still waits
    assert member.status("photo", "client") == "invited"
    scanner.says("passed")
    outside.ask("f" * 32)
    assert member.status("photo", "client") == "invited"


def test_a_provider_that_is_down_is_asked_again_later_and_nothing_is_lost(
    club: Product, member: Member, outside: OutsideParties, scanner: Scanner
) -> None:
    clock = club.clock
    assert isinstance(clock, FixedClock)
    scanner.fault = ProviderDown("no answer")
    first = session(member, outside)
    assert outside.ask(first.id) == "down"
    once = session(member, outside)
    assert (once.fault, once.tries) == ("no answer", 1)
    assert once.ask_at == clock.now() + timedelta(seconds=15)
    outside.ask(first.id)
    assert session(member, outside).ask_at == clock.now() + timedelta(minutes=1)
    scanner.fault = ProviderRefused("the level is not known")
    assert outside.ask(first.id) == "refused"
    scanner.fault = None
    assert outside.ask(first.id) == "begun"
    now = session(member, outside)
    assert (now.fault, now.tries) == ("", 0)


def test_a_provider_that_is_down_is_left_in_peace_by_everybody(
    club: Product, scanner: Scanner, staff: Staff
) -> None:
    clock = club.clock
    assert isinstance(clock, FixedClock)
    guarded = Guarded(scanner, Breaker(PORT, clock))
    outside = OutsideParties(club.cases, {PORT: guarded})
    first, second = join(club), join(club)
    for one in (first, second):
        one.send()
    for fault in (ProviderDown("no answer"), ProviderRefused("the level is not known")):
        scanner.fault = fault
        for _ in range(4):  # a refusal is an answer: nothing is counted that came before it
            outside.ask(session(first, outside).id)
    scanner.fault = ProviderDown("no answer")
    assert [outside.ask(session(first, outside).id) for _ in range(6)] == [*["down"] * 5, "rests"]
    assert outside.ask(session(second, outside).id) == "rests"
    waits = session(second, outside)
    assert (waits.tries, waits.ask_at) == (0, clock.now() + timedelta(seconds=30))
    viewer = StaffViewer(staff.officer.account, "club", ("officer",), "en")
    saying = club.queues.silent(viewer)
    assert saying.startswith("Not answering at the moment: ")
    assert "waiting: " in saying

    clock.move(timedelta(seconds=30))
    assert outside.ask(waits.id) == "down", "one question is let through after the rest"
    assert outside.ask(session(first, outside).id) == "rests"
    assert session(first, outside).ask_at == clock.now() + timedelta(minutes=1), "a longer one"

    clock.move(timedelta(minutes=1))
    scanner.fault = None
    meanwhile: list[str] = []
    begin = scanner.begin

    def slowly(asked: PersonAsked) -> OpenedSession:
        meanwhile.append(outside.ask(session(first, outside).id))
        return begin(asked)

    scanner.begin = slowly  # type: ignore[method-assign]
    assert outside.ask(waits.id) == "begun"
    assert meanwhile == ["rests"], "nobody else asks while one finds out"
    scanner.begin = begin  # type: ignore[method-assign]
    assert outside.ask(session(first, outside).id) == "begun"
    assert (session(first, outside).fault, session(second, outside).fault) == ("", "")


def test_who_does_not_call_is_asked_by_the_clock(
    club: Product, member: Member, outside: OutsideParties
) -> None:
    clock = club.clock
    assert isinstance(clock, FixedClock)
    begun(member, outside)
    outside.due(10_000)
    assert outside.due(10_000) == 0
    clock.move(timedelta(hours=3, minutes=1))
    assert outside.due(10_000) >= 1
    assert outside.due(10_000) == 0


def test_a_case_that_ends_ends_what_was_begun(member: Member, outside: OutsideParties) -> None:
    here = begun(member, outside)
    member.do(member.sender, "case", "applicant withdraws")
    assert outside.of(member.case_id, "photo", "client") is None
    assert outside.ask(here.id) == "ended"
    assert outside.ask(here.id) == "over"


def test_what_leads_to_a_person_is_sealed(
    club: Product, member: Member, outside: OutsideParties
) -> None:
    here = begun(member, outside)
    with club.store.read() as view:
        rows = view.connection.exec_driver_sql("SELECT link, comment FROM provider_sessions")
        assert all(here.link not in str(row) for row in rows)


def test_nobody_passes_with_the_session_of_the_person_who_stood_there_before(
    member: Member, outside: OutsideParties, scanner: Scanner, staff: Staff
) -> None:
    here = begun(member, outside)
    member.do(staff.officer, "request", "officer returns", raw={"comment": "Who are you?"})
    member.send({**REQUEST, "client.full_name": ["Berta Ozola"]})
    assert member.status("photo", "client") == "invited"
    scanner.says("passed")
    assert outside.ask(here.id) == "ended"
    assert outside.ask(here.id) == "over"
    assert member.status("photo", "client") == "invited"
    scanner.says("waiting")
    anew = begun(member, outside)
    assert anew.id != here.id
    assert [one.full_name for one in scanner.asked] == ["Anna Liepa", "Berta Ozola"]
    member.do(staff.officer, "request", "officer returns", raw={"comment": "And the note?"})
    member.send({**REQUEST, "client.full_name": ["Berta Ozola"], "client.note": ["Another"]})
    assert session(member, outside).id == anew.id, "the same person goes on where they were"


def test_nor_does_who_is_replaced_while_the_provider_is_asked(
    member: Member, outside: OutsideParties, scanner: Scanner, staff: Staff
) -> None:
    here = begun(member, outside)
    scanner.says("passed")

    def replaced() -> None:
        member.do(staff.officer, "request", "officer returns", raw={"comment": "Who are you?"})
        member.send({**REQUEST, "client.full_name": ["Berta Ozola"]})

    scanner.meanwhile = replaced
    outside.ask(here.id)
    assert member.status("photo", "client") == "invited"

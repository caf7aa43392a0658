"""What follows from a commit of a case, through the real corridor, store and jobs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import delete

from engine.base.receipts import Receipt
from engine.bootstrap import Product
from engine.jobs.jobs import JOBS
from engine.jobs.timers import SWEEP, tick
from engine.services import senders
from engine.services.case_renewal import Renewal
from engine.services.queues import Filters, StaffViewer
from engine.store import tables as t
from tests.corridor.club_people import Member, Staff, build_club, join, staffed
from tests.corridor.conftest import NOON
from tests.fakes import FixedClock
from tests.stores import at_once

DAY = timedelta(days=1)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def club(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Product]:
    on_server = request.param == "postgresql"
    url = request.getfixturevalue("shared_postgres_url") if on_server else ""
    made = build_club(tmp_path_factory.mktemp("data"), FixedClock(NOON), DATABASE_URL=url)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def _noon(club: Product) -> None:
    assert isinstance(club.clock, FixedClock)
    club.clock.moment = NOON


@pytest.fixture(scope="module")
def people(club: Product) -> Staff:
    return staffed(club)


def move(club: Product, step: timedelta) -> None:
    """Time passes, and the jobs of the clock are done."""
    assert isinstance(club.clock, FixedClock)
    club.clock.move(step)
    bench = club.worker._bench
    with club.store.read() as view:
        timers = view.timers.come(club.clock.now(), 99)
    tick(bench, "")
    for timer in timers:
        JOBS["ring"](bench, timer.id)


def letters(member: Member) -> list[tuple[str, str]]:
    """The messages of a case that leave the house, oldest first: notice's text by channel."""
    newest = member.product.sent.newest(200)
    return [(m.channel, m.body) for m in reversed(newest) if m.case == member.case_id]


def timers(member: Member) -> list[tuple[str, int]]:
    with member.product.store.read() as view:
        return [(timer.name, timer.arrival) for timer in view.timers.of_case(member.case_id)]


def renewal(club: Product) -> Renewal:
    return club.worker._bench.case_clock.renewal  # type: ignore[union-attr]


def viewer(people: Staff) -> StaffViewer:
    return StaffViewer(people.officer.account, "club", ("officer",), "en")


def test_a_letter_is_sent_in_the_commit_that_brings_it_about(club: Product) -> None:
    member = join(club)
    assert letters(member) == []
    member.send()
    ((channel, body),) = letters(member)
    assert (channel, body.partition("http")[0]) == ("email", "Please come: ")
    assert [event.kind for event in member.events][-1] == "message"


def test_a_personal_link_opens_one_item_for_one_person(club: Product) -> None:
    member = join(club)
    member.send()
    ((_, body),) = letters(member)
    token = body.rpartition("/")[2]
    with club.store.read() as view:
        link = view.links.opened_by(token, club.clock.now())
        assert link is not None
        assert (link.case, link.item, link.of) == (member.case_id, "photo", "client")
        assert view.links.opened_by(token, club.clock.now() + 31 * DAY) is None
        stored = view.connection.execute(t.links.select()).all()
    assert token not in repr(stored)


def test_time_moves_a_case_through_the_corridor(club: Product) -> None:
    member = join(club)
    member.send()
    move(club, 29 * DAY)
    assert member.status("photo", "client") == "invited"
    move(club, 3 * DAY)
    assert member.status("photo", "client") == "expired"
    assert member.events[-1].by.role == "clock"
    assert timers(member) == []
    count = len(member.events)
    move(club, DAY)
    assert len(member.events) == count


def test_a_new_arrival_has_a_new_timer_and_the_old_one_goes(club: Product) -> None:
    member = join(club)
    member.send()
    ((name, first),) = timers(member)
    move(club, 20 * DAY)
    by_link = senders.by_link("client")
    member.do(by_link, "photo", "the person asks for a new invitation", "client")
    ((same, second),) = timers(member)
    assert (same, second > first) == (name, True)
    assert len(letters(member)) == 2
    move(club, 15 * DAY)
    assert member.status("photo", "client") == "invited"
    move(club, 20 * DAY)
    assert member.status("photo", "client") == "expired"


def test_timers_that_were_lost_are_set_by_a_sweep(club: Product) -> None:
    member = join(club)
    member.send()
    known = timers(member)
    with club.store.write() as unit:
        unit.connection.execute(delete(t.timers))
    assert timers(member) == []
    JOBS[SWEEP](club.worker._bench, "")
    assert timers(member) == known
    move(club, 31 * DAY)
    assert member.status("photo", "client") == "expired"


def test_an_end_takes_timers_and_links_away(club: Product) -> None:
    member = join(club)
    member.send()
    token = letters(member)[0][1].rpartition("/")[2]
    member.do(member.sender, "case", "applicant withdraws")
    assert timers(member) == []
    with club.store.read() as view:
        assert view.links.opened_by(token, club.clock.now()) is None


def test_of_two_who_take_the_same_step_one_is_obeyed_and_one_letter_goes_out(
    club: Product, people: Staff
) -> None:
    member = join(club)
    member.send()
    seen = member.load().state.picture.number
    before = len(letters(member))

    def try_it(_: int) -> object:
        return member.tries(
            people.officer, "request", "officer returns", raw={"comment": "Please"}, seen=seen
        )

    replies = at_once(4, try_it)
    assert sum(isinstance(reply, Receipt) for reply in replies) == 1
    assert len(letters(member)) == before + 1


def test_a_command_that_comes_again_sends_nothing_again(club: Product, people: Staff) -> None:
    member = join(club)
    member.send()
    step = member.step(
        people.officer, "request", "officer returns", raw={"comment": "Please"}, key="k"
    )
    first, second = club.cases.do(step), club.cases.do(step)
    assert first == second
    assert [channel for channel, _ in letters(member)] == ["email", "email"]


def test_cards_are_the_same_when_they_are_made_anew(club: Product) -> None:
    member, other = join(club), join(club)
    member.send()
    other.send()
    other.do(other.sender, "case", "applicant withdraws")

    def projection() -> object:
        with club.store.read() as view:
            cases = (member.case_id, other.case_id)
            keys = view.connection.execute(t.card_keys.select()).all()
            return (
                [view.cards.of_case(case) for case in cases],
                [view.queue_rows.of_case(case) for case in cases],
                [view.timers.of_case(case) for case in cases],
                sorted(map(tuple, keys)),
            )

    before = projection()
    with club.store.write() as unit:
        unit.cards.clear()
        unit.connection.execute(delete(t.timers))
    done = renewal(club).every(ended=True)
    assert done.failed == ()
    assert projection() == before


def test_a_case_waits_for_a_role_until_the_role_has_acted(club: Product, people: Staff) -> None:
    member = join(club)
    member.send()
    queues = club.queues

    def lines(**chosen: object) -> list[tuple[str, str]]:
        page = queues.page(viewer(people), filters=Filters(**chosen))  # type: ignore[arg-type]
        return [(x.title, x.status) for x in page.lines if x.case_id == member.case_id]

    assert lines() == [("Request", "In processing")]
    assert lines(taken="me") == []
    assert lines(due="overdue") == []
    member.do(people.officer, "request", "officer accepts")
    assert ("Request", "In processing") not in lines()


def test_pages_of_a_list_follow_each_other(
    club: Product, people: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.services.queues.PAGE", 2)
    members = [join(club) for _ in range(3)]
    for member in members:
        member.send()
    seen: list[str] = []
    after = ""
    while True:
        page = club.queues.page(viewer(people), after=after)
        seen += [line.case_id for line in page.lines]
        after = page.after
        if not after:
            break
    assert page.count == len(seen)
    assert {member.case_id for member in members} <= set(seen)
    assert club.queues.page(viewer(people), after="nonsense") == club.queues.page(viewer(people))


def test_a_timer_that_rings_again_after_a_kill_does_nothing_more(club: Product) -> None:
    member = join(club)
    member.send()
    with club.store.read() as view:
        (timer,) = view.timers.of_case(member.case_id)
    assert isinstance(club.clock, FixedClock)
    club.clock.move(31 * DAY)
    clock = club.worker._bench.case_clock
    assert clock is not None
    assert clock.ring(timer)
    count = len(member.events)
    assert not clock.ring(timer)
    assert len(member.events) == count

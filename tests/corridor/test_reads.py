"""What members of staff are shown is recorded, and tells them what is new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from engine.base.errors import NotFound
from engine.base.reads import CaseRead
from engine.bootstrap import Product
from engine.services.reads import REASON, ShownThing
from engine.services.remark_acts import Remark
from engine.services.senders import Sender
from tests.corridor.club_people import Member, build_club, hire, join, staffed
from tests.corridor.conftest import NOON
from tests.fakes import FixedClock


class Ticking(FixedClock):
    """No two looks at it show the same time."""

    def now(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return super().now()


@pytest.fixture
def clock() -> FixedClock:
    return Ticking(NOON)


@pytest.fixture
def club(tmp_path: Path, clock: FixedClock) -> Iterator[Product]:
    made = build_club(tmp_path, clock)
    yield made
    made.close()


def read(member: Member, reader: Sender, part: str = "now") -> tuple[CaseRead, ...]:
    """All entries once somebody was shown a part."""
    member.product.reads.record(member.load(reader), ShownThing(part, "list", "Bills"))
    with member.product.store.read() as view:
        return view.reads.of_case(member.case_id)


def test_the_same_thing_is_one_entry_in_half_an_hour(club: Product, clock: FixedClock) -> None:
    anna, staff = join(club), staffed(club)
    assert len(read(anna, staff.officer)) == 1
    clock.moment += timedelta(minutes=29)
    assert len(read(anna, staff.officer)) == 1
    clock.moment += timedelta(minutes=2)
    assert len(read(anna, staff.officer)) == 2, "half an hour after the entry, not after reading"
    assert len(read(anna, staff.officer, "file/1")) == 3
    other = staff.cashier.account
    (entry,) = (each for each in read(anna, staff.cashier) if each.account == other)
    assert (entry.part, entry.way, entry.list) == ("now", "list", "Bills")


def test_since_you_were_here(club: Product, clock: FixedClock) -> None:
    anna, staff = join(club), staffed(club)
    said = Remark(anna.case_id, anna.sender, "message", data={"text": "Hello"})

    def news() -> list[str]:
        read(anna, staff.officer)
        found = club.reads.since_last(anna.load(staff.officer), "en")
        return [each.line.what for each in found]

    club.cases.remark(said)
    assert news() == [], "whoever comes for the first time finds everything new"
    club.cases.remark(said)
    clock.moment += timedelta(hours=1)
    assert news() == ["Message"]
    club.cases.remark(said)
    assert news() == ["Message", "Message"], "what comes during the visit is new too"
    own = Remark(anna.case_id, staff.officer, "note", data={"text": "Looked"})
    club.cases.remark(own)
    clock.moment += timedelta(hours=1)
    assert news() == []


def test_when_was_it_read_last(club: Product, clock: FixedClock) -> None:
    anna, staff = join(club), staffed(club)
    read(anna, staff.officer, "answers")
    began: datetime = clock.now()
    clock.moment += timedelta(minutes=5)
    read(anna, staff.officer, "file/1")
    marks = club.reads.marks(anna.load(staff.officer))
    assert marks["answers"].at < began < marks["file/1"].at == marks[""].at
    assert club.reads.marks(anna.load(staff.cashier)) == {}


def test_a_case_that_is_not_ones_own_is_opened_with_a_reason(
    club: Product, clock: FixedClock
) -> None:
    anna, auditor = join(club), hire(club, "Ada", "auditor")
    assert club.reads.must_say_why(anna.load(auditor))
    club.reads.record(anna.load(auditor), ShownThing(REASON, reason="Asked by the board"))
    assert not club.reads.must_say_why(anna.load(auditor))
    (entry,) = club.reads.of_case(anna.load(auditor))
    assert (entry.part, entry.reason) == (REASON, "Asked by the board")
    clock.moment += timedelta(hours=12)
    assert club.reads.must_say_why(anna.load(auditor)), "it holds until midnight"
    staff = staffed(club)
    assert not club.reads.must_say_why(anna.load(staff.officer)), "the definitions ask no officer"
    with pytest.raises(NotFound):
        club.reads.of_case(anna.load(staff.officer))

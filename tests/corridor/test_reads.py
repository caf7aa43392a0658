"""What members of staff are shown is recorded, and tells them what is new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from engine.base.reads import CaseRead
from engine.bootstrap import Product
from engine.services.reads import Shown
from engine.services.remark_acts import Remark
from engine.services.senders import Sender
from tests.corridor.club_people import Member, build_club, join, staffed
from tests.corridor.conftest import NOON
from tests.fakes import FixedClock


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def club(tmp_path: Path, clock: FixedClock) -> Iterator[Product]:
    made = build_club(tmp_path, clock)
    yield made
    made.close()


def read(member: Member, reader: Sender, part: str = "now") -> tuple[CaseRead, ...]:
    """All entries once somebody was shown a part."""
    member.product.reads.record(member.load(reader), Shown(part, "list", "Bills"))
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
    assert marks["answers"].at == began
    assert marks[""].at == marks["file/1"].at == clock.now()
    assert club.reads.marks(anna.load(staff.cashier)) == {}

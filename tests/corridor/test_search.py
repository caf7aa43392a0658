"""The search of the desk: told by its shape, kept sealed, its owner's only, for a day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.base.errors import NotFound
from engine.bootstrap import Product
from engine.case.number import number
from engine.services.desk_lists import StaffViewer
from tests.corridor.club_people import PROGRAMME, Staff, join
from tests.fakes import FixedClock


def test_what_is_typed_finds_a_case_and_says_why(club: Product, staff: Staff) -> None:
    member, search = join(club), club.search
    member.send()
    viewer = StaffViewer(staff.officer.account, PROGRAMME, ("officer",), "en")
    signs = number(member.load().case)
    for typed in (signs, signs[3:8].lower(), f"  {signs} "):
        assert search.begin(viewer, typed)[1] == member.case_id
    id, exact = search.begin(viewer, "liep ANNA")
    found = search.result(viewer, id)
    assert exact == ""
    hit = next(each for each in found.hits if each.case_id == member.case_id)
    assert (hit.client, hit.is_open) == ("Anna Liepa", True)
    assert hit.why == ("Applicant: Anna Liepa",)
    id, exact = search.begin(viewer, "321357-24680")
    assert search.result(viewer, id).hits[0].why == ("Personal code",)
    nothing = search.result(viewer, search.begin(viewer, "32135724")[0])
    assert (nothing.hits, nothing.shape) == ((), "digits")


def test_a_search_is_its_owners_for_a_day(club: Product, staff: Staff) -> None:
    viewer = StaffViewer(staff.officer.account, PROGRAMME, ("officer",), "en")
    other = StaffViewer(staff.approver.account, PROGRAMME, ("approver",), "en")
    id, _ = club.search.begin(viewer, "Secretive")
    assert club.search.result(viewer, id).words == "Secretive"
    with pytest.raises(NotFound):
        club.search.result(other, id)
    with club.store.read() as view:
        rows = view.connection.exec_driver_sql("select * from searches").all()
    assert "Secretive" not in repr(rows)
    clock = club.clock
    assert isinstance(clock, FixedClock)
    before = clock.moment
    clock.moment += timedelta(days=1, seconds=1)
    try:
        with pytest.raises(NotFound):
            club.search.result(viewer, id)
        with club.store.write() as unit:
            assert unit.searches.purge(clock.now()) >= 1
    finally:
        clock.moment = before

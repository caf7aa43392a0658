"""Who has a case: taken by the first step, one by one in turn, handed over, never lost silently."""

from __future__ import annotations

import pytest

from engine.base.errors import NotFound
from engine.base.receipts import Receipt
from engine.bootstrap import Product
from engine.meaning.flow.commands import Refusal
from engine.services.claim_acts import Held
from engine.services.desk_lists import Filters, StaffViewer
from engine.services.senders import Sender
from engine.services.taking import Tick
from tests.corridor.club_people import PROGRAMME, SCANNER, Member, Staff, hire, join
from tests.stores import at_once


def viewer(who: Sender, *roles: str) -> StaffViewer:
    return StaffViewer(who.account, PROGRAMME, roles or ("officer",), "en")


def sent(club: Product) -> Member:
    member = join(club)
    member.send()
    return member


def holder(member: Member) -> str:
    with member.product.store.read() as view:
        (row,) = [
            row for row in view.queue_rows.of_case(member.case_id) if row.kind == "case"
        ]  # fmt: skip
    return row.taken_by


def test_the_first_step_takes_the_case_and_later_ones_do_not(club: Product, staff: Staff) -> None:
    member, other = sent(club), hire(club, "Otto", "officer")
    assert holder(member) == ""
    member.do(staff.officer, "request", "officer returns", raw={"comment": "Why?"})
    assert [event.kind for event in member.events if event.by.account][-2:] == ["step", "claim"]
    assert holder(member) == staff.officer.account
    member.send()
    mine = viewer(staff.officer)
    assert club.queues.neighbours(mine, "~answered", member.case_id).place
    member.do(other, "request", "officer accepts")
    assert holder(member) == staff.officer.account
    assert not club.queues.neighbours(mine, "~answered", member.case_id).place
    assert club.queues.neighbours(mine, "~mine", member.case_id).place


def test_a_colleague_is_told_why(club: Product, staff: Staff) -> None:
    member, other = sent(club), hire(club, "Otto", "officer").account
    mine = staff.officer.account
    assert isinstance(club.taking.take(mine, member.case_id), Receipt)
    before = member.events
    assert isinstance(club.taking.take(mine, member.case_id), Receipt)
    assert club.taking.take(other, member.case_id, reason=" ") == Held(mine)
    assert club.taking.take(other, member.case_id, held_by="", reason="Urgent") == Held(mine)
    assert member.events == before
    assert isinstance(club.taking.take(other, member.case_id, reason="Urgent"), Receipt)
    told = {"account": other, "roles": ["officer"], "from": mine, "reason": "Urgent"}
    assert member.events[-1].data == told
    auditor = hire(club, "Audra", "auditor").account
    assert isinstance(club.taking.take(auditor, member.case_id, reason="Curious"), Refusal)
    with pytest.raises(NotFound):
        club.taking.take(member.account_id, member.case_id)


def test_of_two_at_once_each_takes_another(club: Product) -> None:
    everyone = [hire(club, f"Olga {number}", "officer") for number in range(4)]
    waiting = {sent(club).case_id for _ in everyone}

    def work(number: int) -> object:
        return club.taking.next_one(viewer(everyone[number]), "~waits", Filters())

    taken = [str(case_id) for case_id in at_once(len(everyone), work)]
    assert all(taken)
    assert len(set(taken)) == len(everyone)
    assert {holder(Member(club, "", case_id)) for case_id in taken} == {
        each.account for each in everyone
    }
    assert waiting


def test_each_role_finds_what_waits_for_it(club: Product, staff: Staff) -> None:
    member = sent(club)
    member.do(staff.officer, "request", "officer accepts")
    scans = member.units("photo")
    for unit in scans:
        member.do(SCANNER, "photo", "scanner fails", unit)
        member.do(SCANNER, "photo", "scanner fails", unit)
        member.do(SCANNER, "photo", "scanner fails", unit)
        raw = {"reason": "Looked at"}
        member.do(staff.officer, "photo", "officer passes", unit, raw=raw)
    peter = viewer(staff.approver, "approver")
    assert club.queues.neighbours(peter, "~waits", member.case_id).place
    assert club.queues.neighbours(peter, "~confirm", member.case_id).place
    member.do(staff.approver, "photo", "approver confirms", scans[0])
    with club.store.read() as view:
        rows = view.queue_rows.of_case(member.case_id)
    assert [row.name for row in rows if row.kind == "mine"] == [
        staff.officer.account,
        staff.approver.account,
    ]


def test_cases_are_handed_over_and_those_that_moved_are_left_alone(
    club: Product, staff: Staff
) -> None:
    lead, otto = hire(club, "Lena", "lead"), hire(club, "Otto", "officer")
    free, taken, gone = sent(club), sent(club), sent(club)
    club.taking.take(staff.officer.account, taken.case_id)
    gone.do(gone.sender, "case", "applicant withdraws")
    ticks = [Tick(each.case_id, "") for each in (free, taken, gone)]
    done = club.taking.hand_over(viewer(lead, "lead"), ticks, otto.account)
    assert done.done == 1
    assert [(each.why, each.who[:4]) for each in done.left] == [("taken", "Olga"), ("ended", "")]
    assert (holder(free), holder(taken)) == (otto.account, staff.officer.account)
    again = club.taking.hand_over(viewer(staff.officer), ticks[:1], staff.officer.account)
    assert [each.why for each in again.left] == ["taken"]
    back = [Tick(free.case_id, otto.account)]
    assert club.taking.hand_over(viewer(otto), back, "").done == 1
    assert holder(free) == ""
    with pytest.raises(NotFound):
        club.taking.hand_over(viewer(lead, "lead"), ticks, free.account_id)


def test_applicants_are_reminded_of_what_they_have_to_do(club: Product, staff: Staff) -> None:
    lead = viewer(hire(club, "Lena", "lead"), "lead")
    member, other = sent(club), sent(club)
    member.do(staff.officer, "request", "officer returns", raw={"comment": "Why?"})
    ticks = [Tick(each.case_id, "") for each in (member, other)]
    done = club.taking.remind(lead, ticks)
    assert (done.done, [each.why for each in done.left]) == (1, ["not theirs"])
    assert member.events[-1].data["text"] == (
        "We are waiting for you: Request. Please continue your application."
    )
    assert [each.why for each in club.taking.remind(lead, ticks[:1]).left] == ["reminded"]
    assert club.taking.remind(viewer(staff.officer), ticks[:1]).left[0].why == "right"

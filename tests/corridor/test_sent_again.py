"""A form that came back is sent again: what is sent anew is never answered with an old receipt."""

from __future__ import annotations

from engine.base.receipts import Receipt
from engine.bootstrap import Product
from engine.meaning.flow.commands import Refusal
from tests.corridor.club_people import REQUEST, Member, Staff, join


def names(club: Product, member: Member) -> list[object]:
    with club.store.read() as view:
        sent = view.submissions.of_case(member.case_id)
    in_order = sorted(sent, key=lambda one: one.number)
    return [one.answers["client.full_name"] for one in in_order]


def test_a_corrected_form_is_sent_anew(club: Product, staff: Staff) -> None:
    member = join(club)
    first = member.send()
    member.do(staff.officer, "request", "officer returns", raw={"comment": "Which Anna?"})
    second = member.send({**REQUEST, "client.full_name": ["Anna Kalna"]})

    assert second.first > first.first
    assert names(club, member) == ["Anna Liepa", "Anna Kalna"]
    sends = [event for event in member.events if event.step == "applicant sends"]
    assert len(sends) == 2
    assert member.status("request") == "processing"


def test_the_page_of_the_first_sending_is_old_by_then(club: Product, staff: Staff) -> None:
    member = join(club)
    entry = member.entry(REQUEST, member.version())
    first = club.cases.submit(entry)
    assert isinstance(first, Receipt)
    again = club.cases.submit(entry)
    assert again == first
    member.do(staff.officer, "request", "officer returns", raw={"comment": "Which Anna?"})
    assert club.cases.submit(entry) == first
    assert member.status("request") == "info_required"


def test_another_content_of_the_same_page_is_not_answered_with_the_first_receipt(
    club: Product,
) -> None:
    member = join(club)
    version = member.version()
    first = club.cases.submit(member.entry(REQUEST, version))
    assert isinstance(first, Receipt)
    other = {**REQUEST, "client.full_name": ["Anna of the second tab"]}
    refused = club.cases.submit(member.entry(other, version))
    assert isinstance(refused, Refusal)
    assert refused.code == "other status"
    assert club.cases.submit(member.entry(REQUEST, version)) == first
    assert names(club, member) == ["Anna Liepa"]

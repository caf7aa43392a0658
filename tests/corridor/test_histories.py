"""The action history: who, what, on what; less of it for the applicant."""

from __future__ import annotations

from datetime import timedelta

from engine.bootstrap import Product
from engine.services.histories import HistoryFilter, HistoryRow
from engine.services.remark_acts import Remark
from engine.services.senders import Sender
from engine.services.uploads import NewFile
from tests.corridor.club_people import Member, Staff, join

OLDEST = HistoryFilter(newest_first=False)


def rows(member: Member, reader: Sender, asked: HistoryFilter = OLDEST) -> tuple[HistoryRow, ...]:
    return member.product.histories.rows(member.load(reader), "en", asked)


def test_an_act_with_what_followed_by_itself(club: Product, staff: Staff) -> None:
    anna = join(club)
    anna.send()
    for text in ("Look", "Look", "Look again"):
        club.cases.remark(Remark(anna.case_id, staff.officer, "note", data={"text": text}))
    found = rows(anna, staff.officer)
    (sent,) = (row for row in found if row.line.item == "request" and row.line.side == "user")
    assert (sent.name, sent.line.before) == ("Anna Liepa", "Not started")
    assert sent.followed
    (noted,) = (row for row in found if row.line.what == "Note of the Bank")
    assert (noted.count, noted.name) == (3, "Olga")
    assert rows(anna, staff.officer, HistoryFilter())[-1] == found[0]
    own = rows(anna, anna.sender)
    assert "Note of the Bank" not in {row.line.what for row in own}
    assert [row.line.number for row in own if row.line.side == "user"] == [sent.line.number]


def test_filters(club: Product, staff: Staff) -> None:
    anna = join(club)
    anna.send()
    club.cases.remark(Remark(anna.case_id, staff.officer, "note", data={"text": "Look"}))
    today = club.clock.now().date()
    assert {row.line.side for row in rows(anna, staff.officer, HistoryFilter(side="bank"))} == {
        "bank"
    }
    assert {row.line.item for row in rows(anna, staff.officer, HistoryFilter("request"))} == {
        "request"
    }
    assert not rows(anna, staff.officer, HistoryFilter(since=today + timedelta(days=1)))
    assert not rows(anna, staff.officer, HistoryFilter(until=today - timedelta(days=1)))
    assert rows(anna, staff.officer, HistoryFilter(since=today, until=today))


def test_a_file_is_told_with_its_document_and_its_question(club: Product, staff: Staff) -> None:
    anna = join(club)
    club.uploads.attach(NewFile(anna.case_id, anna.sender, "plan", "a.txt", iter([b"plan"])))
    anna.send()
    added = [row.line for row in rows(anna, staff.officer) if row.line.what == "File added"]
    assert {(line.item, line.title) for line in added} == {("request", "Request: Plan")}

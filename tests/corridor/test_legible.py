"""What people write holds no sign that nobody sees, and such signs alone say nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest

from engine.base.legible import legible, legible_line
from engine.base.receipts import Receipt
from engine.base.values import Problem
from engine.bootstrap import Product
from engine.case.comments import CommentPlace
from engine.services.claim_acts import Held
from engine.services.comment_acts import CommentEntry, drafted_comments
from engine.services.message_acts import MessagePost
from engine.services.remark_acts import Remark
from engine.services.replies import Refused
from tests.corridor.club_people import SCANNER, Staff, hire, join

UNSEEN = "\u200b\u202e\u2066\u00ad\ufeff\x07 \r\n\U000e0041"
TRAP = "Pay\u202e 005\x1b[2J\r\nto\u200b us\x85now\U0001f469\u200d\U0001f4bb"
READ = "Pay 005[2J\nto us\nnow\U0001f469\u200d\U0001f4bb"


@pytest.mark.parametrize(
    ("typed", "read"),
    [(TRAP, READ), (UNSEEN, ""), ("  Ā\n\tb \n", "Ā\n\tb"), ("«Тест»", "«Тест»"), ("", "")],
)
def test_a_text_is_what_is_seen_of_it(typed: str, read: str) -> None:
    assert legible(typed) == read
    assert legible_line(typed) == " ".join(read.split())
    assert legible(read) == read


def texts(data: Any) -> Iterator[str]:
    """Every text that an event keeps."""
    if isinstance(data, str):
        yield data
        return
    inner = data.values() if isinstance(data, Mapping) else data
    for one in inner if isinstance(inner, Iterable) else ():
        yield from texts(one)


def test_whatever_is_written_is_kept_as_it_is_read(club: Product, staff: Staff) -> None:
    member, clerk = join(club), hire(club, "Wanda", "clerk")
    other = hire(club, "Otto", "officer")
    member.send()

    def comments(text: str) -> object:
        place = CommentPlace("client.note")
        return club.cases.comment(
            CommentEntry(member.case_id, staff.officer, "request", "", place, text)
        )

    def returns(text: str) -> object:
        return member.tries(staff.officer, "request", "officer returns", raw={"comment": text})

    assert isinstance(club.talks.send(MessagePost(member.case_id, clerk, UNSEEN)), Problem)
    comments(UNSEEN)
    assert not drafted_comments(member.load(staff.officer), "request", "")
    assert isinstance(returns(UNSEEN), Refused)
    club.taking.take(staff.officer.account, member.case_id)
    assert isinstance(club.taking.take(other.account, member.case_id, reason=UNSEEN), Held)

    for _ in range(3):
        member.do(SCANNER, "photo", "scanner fails", "client")
    passes = {"raw": {"reason": UNSEEN}}
    assert isinstance(
        member.tries(staff.officer, "photo", "officer passes", "client", **passes), Refused
    )
    member.do(staff.officer, "photo", "officer passes", "client", raw={"reason": TRAP})
    back = "approver returns"
    assert isinstance(
        member.tries(staff.approver, "photo", back, "client", raw={"comment": UNSEEN}), Refused
    )
    member.do(staff.approver, "photo", back, "client", raw={"comment": TRAP})
    assert isinstance(club.talks.send(MessagePost(member.case_id, clerk, TRAP)), Receipt)
    club.cases.remark(Remark(member.case_id, clerk, "note", data={"text": TRAP}))
    assert isinstance(club.taking.take(other.account, member.case_id, reason=TRAP), Receipt)
    comments(TRAP)
    assert isinstance(returns(TRAP), Receipt)
    said = [text for event in member.events for text in texts(dict(event.data))]
    assert not [text for text in said if text != legible(text)]
    assert sum("005[2J" in text for text in said) == 7

"""A talk of applicant and bank: kept while typed, sent once, read, answered or set aside."""

from __future__ import annotations

import pytest

from engine.base.errors import NotFound
from engine.base.receipts import Receipt
from engine.base.values import Problem, StoredFile
from engine.bootstrap import Product
from engine.meaning.flow.commands import Refusal
from engine.services.case_loading import CaseRequest
from engine.services.message_acts import FILES_PATH, MessagePost
from engine.services.senders import Sender
from engine.services.talks import TalkView
from engine.services.uploads import NewFile
from tests.corridor.club_people import Member, Staff, hire, join

TEXT = b"Good morning, this is a plain text.\n"


def talk(member: Member, reader: Sender) -> TalkView:
    return member.product.talks.view(member.load(reader), "en")


def write(member: Member, sender: Sender, text: str, key: str = "") -> object:
    return member.product.talks.send(MessagePost(member.case_id, sender, text, key))


def waiting(member: Member) -> int:
    with member.product.store.read() as view:
        rows = view.queue_rows.of_case(member.case_id)
    return sum(row.kind == "unanswered" for row in rows)


def test_a_talk(club: Product, staff: Staff) -> None:
    anna, writer = join(club), hire(club, "Wanda", "clerk")
    asked = CaseRequest(anna.case_id, anna.sender)
    assert club.talks.keep(asked, "Do you nee")
    file = NewFile(anna.case_id, anna.sender, FILES_PATH, "note.txt", [TEXT])
    kept = club.uploads.attach(file)
    assert isinstance(kept, StoredFile)
    mine = talk(anna, anna.sender)
    assert (mine.typed, [each.name for each in mine.files]) == ("Do you nee", ["note.txt"])
    assert not talk(anna, writer).typed, "a draft is its writer's alone"

    sent = write(anna, anna.sender, "Do you need a copy?", "once")
    assert isinstance(sent, Receipt)
    assert write(anna, anna.sender, "Do you need a copy?", "once") == sent
    assert not club.talks.keep(asked, "Do you need a copy?", 1), "it was sent since"
    (line,) = talk(anna, writer).lines
    assert (line.text, line.is_new, line.read_at) == ("Do you need a copy?", True, None)
    found, opened = club.talks.file(anna.load(writer), line.files[0].id)
    with opened as stream:
        assert (found.name, stream.read()) == ("note.txt", TEXT)
    assert not talk(anna, anna.sender).files
    assert waiting(anna) == 1

    assert not club.talks.read(CaseRequest(anna.case_id, staff.cashier)), "who may not answer"
    assert club.talks.read(CaseRequest(anna.case_id, writer))
    assert not club.talks.read(CaseRequest(anna.case_id, writer))
    (line,) = talk(anna, anna.sender).lines
    assert line.read_at is not None
    assert isinstance(write(anna, writer, "No, thank you."), Receipt)
    assert waiting(anna) == 0
    assert club.talks.unread_of(anna.account_id, "club") == (anna.case_id, 1)
    answer = talk(anna, anna.sender).lines[-1]
    assert (answer.name, answer.role, answer.is_own) == ("Wanda", "Clerk", False)
    assert club.talks.read(asked)
    assert club.talks.unread_of(anna.account_id, "club") == (anna.case_id, 0)

    write(anna, anna.sender, "Thank you.")
    assert waiting(anna) == 1
    assert isinstance(club.talks.set_aside(anna.case_id, writer, ""), Receipt)
    assert waiting(anna) == 0


def test_what_is_no_message(club: Product, staff: Staff) -> None:
    anna = join(club)
    for text, code in ((" \n", "E-01"), ("a" * 10_001, "E-04")):
        refused = write(anna, anna.sender, text)
        assert isinstance(refused, Problem)
        assert refused.code == code
    assert isinstance(write(anna, anna.sender, "a" * 10_000), Receipt)
    assert isinstance(write(anna, staff.cashier, "Hello"), Refusal)


def test_foreign_talks_are_not_there(club: Product) -> None:
    anna, other = join(club), join(club)
    club.uploads.attach(NewFile(anna.case_id, anna.sender, FILES_PATH, "note.txt", [TEXT]))
    (own,) = talk(anna, anna.sender).files
    with pytest.raises(NotFound):
        write(anna, other.sender, "Hello")
    with pytest.raises(NotFound):
        club.talks.read(CaseRequest(anna.case_id, other.sender))
    with pytest.raises(NotFound):
        club.talks.file(other.load(), own.id)
    writer = hire(club, "Walter", "clerk")
    with pytest.raises(NotFound):
        club.talks.file(anna.load(writer), own.id)

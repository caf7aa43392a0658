"""A form comes back with comments on single answers: these are open, the others stay as sent."""

from __future__ import annotations

from engine.base.receipts import Receipt
from engine.base.values import Problem, StoredFile
from engine.bootstrap import Product
from engine.case.comments import CommentPlace, comments_of
from engine.meaning.flow.commands import Refusal
from engine.services.case_entries import FormEntry
from engine.services.comment_acts import CommentEntry
from engine.services.replies import Refused, Saved
from engine.services.uploads import NewFile
from tests.corridor.club_people import REQUEST, SCANNER, Member, Raw, Staff, friends, join
from tests.corridor.files import GOOD

NAME = CommentPlace("client.full_name")
BOTH = {**REQUEST, **friends("Berta", "Cilda")}


def comment(member: Member, staff: Staff, place: CommentPlace, text: str, unit: str = "") -> object:
    item = "paper" if unit else "request"
    entry = CommentEntry(member.case_id, staff.officer, item, unit, place, text)
    return member.product.cases.comment(entry)


def returned(member: Member, staff: Staff, *places: CommentPlace, unit: str = "") -> None:
    for place in places:
        assert isinstance(comment(member, staff, place, f"About {place.name}", unit), Saved)
    units = (unit,) if unit else ()
    member.do(staff.officer, "paper" if unit else "request", "officer returns", *units)


def submit(member: Member, raw: Raw, **more: object) -> object:
    entry = FormEntry(member.case_id, member.sender, "request", "", raw, member.version(), **more)  # type: ignore[arg-type]
    return member.product.cases.submit(entry)


def sent(member: Member, item: str = "request", unit: str = "") -> dict[str, object]:
    return dict(member.state.sent[(item, unit)].answers)


def codes(reply: object) -> list[tuple[str, str]]:
    assert isinstance(reply, Refused), reply
    return [(one.path, one.code) for one in reply.problems]


def test_comments_wait_for_their_writer_and_go_with_the_return(club: Product, staff: Staff) -> None:
    member = join(club)
    member.send()
    assert isinstance(comment(member, staff, NAME, "Which Anna?"), Saved)
    closed = member.tries(staff.officer, "request", "officer accepts")
    assert isinstance(closed, Refusal)
    assert closed.code == "comments not sent"
    comment(member, staff, CommentPlace("client.note"), "Only a thought")
    comment(member, staff, CommentPlace("client.note"), " ")
    for place in (
        CommentPlace("client.shoe"),
        CommentPlace("client.note", "f"),
        CommentPlace("friends.r1"),
    ):
        assert isinstance(comment(member, staff, place, "?"), Refusal)
    member.do(staff.officer, "request", "officer returns")

    item = member.state.route.items["request"]
    (said,) = comments_of(item, "", member.events)
    assert (said.place, said.text, said.answered) == (NAME, "Which Anna?", 0)
    assert not any("/comments/" in key and one.unread for key, one in member.load().saved.items())
    assert isinstance(comment(member, staff, NAME, "More: which Anna?"), Saved)
    member.do(staff.officer, "request", "officer comments")
    assert len(comments_of(item, "", member.events)) == 2


def test_whatever_is_posted_only_the_named_answer_changes(club: Product, staff: Staff) -> None:
    member = join(club)
    member.send(BOTH)
    before = sent(member)
    returned(member, staff, NAME)
    crafted = {
        **BOTH,
        **friends("Mallory"),
        "kinds": ["locker"],
        "client.full_name": ["Anna Kalna"],
        "client.note": ["Mallory was here"],
    }
    saved = club.cases.save(member.entry(crafted, member.version()))
    assert isinstance(saved, Saved)
    assert isinstance(submit(member, crafted), Receipt)
    assert sent(member) == {**before, "client.full_name": "Anna Kalna"}
    answered = comments_of(member.state.route.items["request"], "", member.events)
    assert [bool(one.answered) for one in answered] == [True]


def test_an_answer_of_a_row_is_named_by_its_row(club: Product, staff: Staff) -> None:
    member = join(club)
    member.send(BOTH)
    rows = sent(member)["friends"]
    assert isinstance(rows, tuple)
    second = rows[1]["#"]
    returned(member, staff, CommentPlace(f"friends.{second}.full_name"))
    crafted = {
        **friends("Mallory", "Cecilia", ids=[rows[0]["#"], second]),
        "friends.1.email": ["mallory@example.org"],
    }
    assert isinstance(submit(member, crafted), Receipt)
    names = [(row["full_name"], row.get("email")) for row in sent(member)["friends"]]  # type: ignore[attr-defined]
    assert names == [("Berta", None), ("Cecilia", None)]


def test_an_answer_that_stays_is_explained(club: Product, staff: Staff) -> None:
    member = join(club)
    member.send()
    returned(member, staff, NAME, CommentPlace("client.note"))
    same = {"client.full_name": ["Anna Liepa"], "client.note": ["Other"]}
    assert codes(submit(member, same)) == [("client.full_name", "E-01")]
    assert member.status("request") == "draft"
    explained = {"client.full_name": "So it stands in my passport"}
    kept = club.cases.save(
        FormEntry(
            member.case_id,
            member.sender,
            "request",
            "",
            same,
            member.version(),
            explained=explained,
        )
    )
    assert isinstance(kept, Saved)
    assert isinstance(submit(member, same), Receipt)
    first, second = comments_of(member.state.route.items["request"], "", member.events)
    assert (first.explained, second.explained) == (explained["client.full_name"], "")


def test_what_follows_from_a_change_is_opened_and_nothing_else(club: Product, staff: Staff) -> None:
    member = join(club)
    member.send()
    member.do(staff.officer, "request", "officer accepts")
    for unit in member.units("photo"):
        member.do(SCANNER, "photo", "scanner passes", unit)
    member.send({"health.fit": ["yes"], "health.remark": ["Well"]}, "paper", "health")
    returned(member, staff, CommentPlace("health.fit"), unit="health")
    crafted = {"health.fit": ["no"], "health.remark": ["Ill"]}
    entry = member.entry(crafted, member.version("paper/health"), "paper", "health")
    assert codes(club.cases.submit(entry)) == [("health.doctor", "E-01")]
    complete = {**crafted, "health.doctor": ["Dr. Liepa"]}
    assert isinstance(
        club.cases.submit(
            member.entry(complete, member.version("paper/health"), "paper", "health")
        ),
        Receipt,
    )
    assert sent(member, "paper", "health") == {
        "health.fit": False, "health.doctor": "Dr. Liepa", "health.remark": "Well",
    }  # fmt: skip


def test_the_same_file_is_no_answer(club: Product, staff: Staff) -> None:
    member = join(club)

    def attach(name: str, content: bytes) -> object:
        return club.uploads.attach(NewFile(member.case_id, member.sender, "plan", name, [content]))

    first = attach("plan.pdf", GOOD["pdf"])
    assert isinstance(first, StoredFile)
    member.send()
    returned(member, staff, NAME)
    assert isinstance(attach("more.pdf", GOOD["pdf"] + b"\n"), Refusal)
    assert isinstance(club.uploads.detach(member.load_request(), "plan", first.id), Refusal)
    comment(member, staff, CommentPlace("plan", first.id, 3), "The third page is blank")
    member.do(staff.officer, "request", "officer comments")
    same = attach("plan-again.pdf", GOOD["pdf"])
    assert isinstance(same, Problem)
    assert same.params == {"name": "plan.pdf"}
    assert isinstance(attach("plan-2.pdf", GOOD["pdf"] + b"\n"), StoredFile)
    assert isinstance(submit(member, {"client.full_name": ["Anna Kalna"]}), Receipt)


def test_a_comment_on_the_whole_opens_everything(club: Product, staff: Staff) -> None:
    member = join(club)
    member.send()
    returned(member, staff, CommentPlace())
    changed = {**REQUEST, "client.note": ["Changed"], **friends("Berta")}
    assert isinstance(submit(member, changed), Receipt)
    assert sent(member)["client.note"] == "Changed"

"""A case in items from registration to its end: every step of every side through one corridor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from engine.base.errors import NotFound
from engine.base.receipts import Receipt
from engine.base.values import StoredFile
from engine.bootstrap import Product
from engine.meaning.flow.commands import Refusal
from engine.services import senders
from engine.services.document_pages import DocumentAsked
from engine.services.histories import HistoryFilter
from engine.services.remark_acts import Remark
from engine.services.replies import Refused, Saved
from engine.services.uploads import NewFile
from engine.services.views import Viewer
from tests.corridor.club_people import (
    REQUEST,
    SCANNER,
    Member,
    Staff,
    friends,
    hire,
    join,
    kinds,
)


def test_a_case_begins_with_its_first_form(club: Product) -> None:
    member = join(club)
    assert kinds(member.events) == [("followed", "request", "", "not_started")]
    with club.store.read() as view:
        case = view.cases.one(member.case_id)
        actions = [action.action for action in view.audit.of_case(member.case_id)]
    assert (case.status, case.version) == ("in preparation", 2)
    assert actions[0] == "case opened"


def test_only_the_first_save_is_an_event(club: Product) -> None:
    member = join(club)
    for version, name in enumerate(("Anna", "Anna Li", "Anna Liepa")):
        saved = club.cases.save(member.entry({"client.full_name": [name]}, version))
        assert isinstance(saved, Saved)
        assert saved.version == version + 1
    assert [event.step for event in member.events] == ["", "applicant saves"]
    assert member.status("request") == "new"


def test_what_is_sent_is_frozen_whole(club: Product) -> None:
    member = join(club)
    receipt = member.send()
    with club.store.read() as view:
        (submission,) = view.submissions.latest(member.case_id)
    assert (submission.stage, submission.of, submission.number) == ("request", "", receipt.first)
    assert submission.answers["client.code"] == "321357-24680"
    assert submission.given["kind"] == "person"
    assert str(submission.given["account.email"]).startswith("anna")
    assert [each["path"] for each in submission.terms] == ["consents.rules", "consents.house"]
    assert submission.verdict["facts"] == {"papers": ["health"], "persons": ["client"]}
    assert submission.verdict["units"]["photo"] == ["client"]
    assert submission.straight == submission.durable


def test_marks_for_staff_are_kept_with_the_verdict(club: Product) -> None:
    member = join(club)
    member.send()
    with club.store.read() as view:
        (submission,) = view.submissions.latest(member.case_id)
    marks = {(mark["code"], mark["level"], mark["path"]) for mark in submission.verdict["marks"]}
    assert marks == {("E-29", "staff", "client.code"), ("E-45", "staff", "client.note")}


def test_a_refused_form_is_kept_as_a_draft(club: Product) -> None:
    member = join(club)
    refused = club.cases.submit(member.entry({"kinds": ["desk"]}))
    assert isinstance(refused, Refused)
    assert {each.path for each in refused.problems} >= {"client.full_name", "consents.house"}
    assert member.load().draft("request").answers == {"kinds": ("desk",)}
    assert member.status("request") == "new"
    with club.store.read() as view:
        assert view.submissions.latest(member.case_id) == ()


def test_what_was_sent_cannot_be_saved_over(club: Product, staff: Staff) -> None:
    member = join(club)
    member.send()
    closed = club.cases.save(member.entry({"client.full_name": ["Cits Cilvēks"]}, 1))
    assert isinstance(closed, Refusal)
    assert closed.code == "other status"
    member.do(staff.officer, "request", "officer returns", raw={"comment": "Which Anna?"})
    saved = club.cases.save(member.entry({"client.full_name": ["Anna Kalna"]}, 1))
    assert isinstance(saved, Saved)
    assert member.status("request") == "draft"


def test_a_comment_must_be_given_where_it_is_asked(club: Product, staff: Staff) -> None:
    member = join(club)
    member.send()
    refused = member.tries(staff.officer, "request", "officer returns")
    assert isinstance(refused, Refused)
    assert [(each.path, each.code) for each in refused.problems] == [("comment", "E-01")]
    assert member.status("request") == "processing"


def test_steps_are_for_those_whom_the_flow_names(club: Product, staff: Staff) -> None:
    member = join(club)
    member.send()
    for sender in (staff.cashier, member.sender):
        refused = member.tries(sender, "request", "officer accepts")
        assert isinstance(refused, Refusal)
        assert refused.code == "other role"
    stranger = join(club)
    for sender in (stranger.sender, hire(club, "Nobody"), senders.staff("none")):
        with pytest.raises(NotFound):
            member.tries(sender, "request", "officer accepts")
    with pytest.raises(NotFound):
        member.tries(senders.provider("somebody"), "photo", "scanner passes", "client")


def test_sending_a_form_is_never_a_mere_step(club: Product) -> None:
    member = join(club)
    refused = member.tries(member.sender, "request", "applicant sends")
    assert isinstance(refused, Refused)
    assert refused.problems
    club.cases.save(member.entry(REQUEST))
    receipt = member.tries(member.sender, "request", "applicant sends")
    assert isinstance(receipt, Receipt)
    assert receipt.engines == "agree"
    assert member.status("request") == "processing"


def test_two_people_and_what_an_outside_party_says(club: Product, staff: Staff) -> None:
    member = join(club)
    member.send()
    for _ in range(3):
        member.do(SCANNER, "photo", "scanner fails")
    assert member.status("photo", "client") == "under_review"
    member.do(SCANNER, "photo", "scanner passes")
    assert member.events[-1].kind == "heard"
    assert member.status("photo", "client") == "under_review"
    member.do(staff.officer, "photo", "officer passes", raw={"reason": "Seen in person"})
    assert member.instance("photo", "client").standing == "under_review proposed"
    both = hire(club, "Boss", "officer", "approver")
    member.do(staff.approver, "photo", "approver returns", raw={"comment": "Look again"})
    member.do(both, "photo", "officer passes", raw={"reason": "Seen"})
    alone = member.tries(both, "photo", "approver confirms")
    assert isinstance(alone, Refusal)
    assert alone.code == "same person"
    member.do(staff.approver, "photo", "approver confirms")
    assert member.status("photo", "client") == "passed"


def test_money_is_read_judged_and_kept_as_rows(club: Product, staff: Staff) -> None:
    member = to_fee(club, staff)
    wrong = member.tries(staff.officer, "bill", "officer issues", raw={"bill.no": "1"})
    assert isinstance(wrong, Refused)
    assert [(each.path, each.code) for each in wrong.problems] == [("bill.amount", "E-01")]
    member.do(staff.officer, "bill", "officer issues", raw={"bill.no": "1", "bill.amount": "30"})
    paid = {"amount": "10.50", "paid_on": "2026-11-20"}
    member.do(staff.cashier, "bill", "cashier records a payment", raw=paid)
    later = {"amount": "1", "paid_on": "2026-11-23"}
    wrong = member.tries(staff.cashier, "bill", "cashier records a payment", raw=later)
    assert isinstance(wrong, Refused)
    assert [(each.path, each.code) for each in wrong.problems] == [("paid_on", "E-37")]
    member.do(staff.cashier, "bill", "cashier records a payment", raw=paid | {"amount": "19.50"})
    assert member.status("bill") == "paid"
    first, second = member.instance("bill").answers["payments"]
    assert (first["amount"], first["paid_on"]) == (Decimal("10.50"), date(2026, 11, 20))
    strike = {"reason": "Twice", "payments": str(second["#"])}
    member.do(staff.cashier, "bill", "cashier takes back a payment", raw=strike)
    assert member.status("bill") == "issued"
    again = member.tries(staff.cashier, "bill", "cashier takes back a payment", raw=strike)
    assert isinstance(again, Refused)
    assert [each.code for each in again.problems] == ["E-03"]


def test_a_file_of_a_step_belongs_to_its_sender_until_the_step_is_taken(
    club: Product, staff: Staff
) -> None:
    member = to_fee(club, staff)
    member.do(staff.officer, "bill", "officer issues", raw={"bill.no": "1", "bill.amount": "30"})
    step = member.step(member.sender, "bill", "applicant shows a receipt")
    missing = club.cases.do(step)
    assert isinstance(missing, Refused)
    assert [each.code for each in missing.problems] == ["E-38"]
    file = NewFile(member.case_id, member.sender, "receipt.file", "a.txt", [b"paid"], step)
    kept = club.uploads.attach(file)
    assert isinstance(kept, StoredFile), kept
    other = replace(step, sender=staff.officer)
    refused = club.uploads.attach(replace(file, sender=staff.officer, step=other))
    assert isinstance(refused, Refusal)
    assert refused.code == "other role"
    assert isinstance(club.cases.do(step), Receipt)
    assert member.instance("bill").answers["receipt.file"] == (kept,)
    assert member.load().files == ()
    told = club.histories.rows(member.load(staff.officer), "en", HistoryFilter("bill"))
    assert ("File added", "Bill: Receipt") in {(row.line.what, row.line.title) for row in told}
    assert isinstance(club.cases.do(step), Refused)


def test_an_answer_for_one_person_is_known_of_that_person_only(club: Product, staff: Staff) -> None:
    member = join(club, "group")
    member.send({**REQUEST, **friends("Berta Ozola")})
    (friend,) = (unit for unit in member.units("photo") if unit != "client")
    for unit in ("client", friend):
        member.do(SCANNER, "photo", "scanner passes", unit)
    member.do(staff.officer, "visit", "officer demands a visit", "client", friend)
    member.do(
        staff.officer, "visit", "officer agrees a time", friend, raw={"slot.day": "2026-11-30"}
    )
    assert member.instance("visit", friend).answers == {"slot.day": date(2026, 11, 30)}
    assert member.instance("visit", "client").answers == {}
    refused = member.tries(
        staff.officer, "visit", "officer agrees a time", "client", raw={"slot.day": "2026-11-01"}
    )
    assert isinstance(refused, Refused)
    assert [each.code for each in refused.problems] == ["E-52"]


def test_time_acts_in_the_arrival_it_was_set_for_only(club: Product) -> None:
    member = join(club)
    member.send()
    arrival = member.instance("photo", "client").since
    stale = member.do(senders.CLOCK_ITSELF, "photo", "after 30 days", "client", arrival=arrival - 1)
    assert stale.last < stale.first
    member.do(senders.CLOCK_ITSELF, "photo", "after 30 days", "client", arrival=arrival)
    assert member.status("photo", "client") == "expired"


def test_the_applicant_withdraws_and_nothing_is_open_any_more(club: Product, staff: Staff) -> None:
    member = join(club)
    member.send()
    member.do(member.sender, "case", "applicant withdraws")
    assert member.state.picture.end == "withdrawn"
    refused = member.tries(staff.officer, "request", "officer accepts")
    assert isinstance(refused, Refusal)
    assert refused.code == "final"
    with club.store.read() as view:
        assert view.cases.one(member.case_id).status == "withdrawn"


def test_the_person_acts_by_a_link_for_that_person_only(club: Product) -> None:
    member = join(club)
    member.send()
    step = "the person asks for a new invitation"
    member.do(senders.by_link("client"), "photo", step)
    other = member.tries(senders.by_link("friends.r0"), "photo", step, "client")
    assert isinstance(other, Refusal)
    assert other.code == "other role"
    own = member.tries(member.sender, "photo", step, "client")
    assert isinstance(own, Refusal)
    assert own.code == "used up"


def test_what_is_typed_into_the_form_of_a_step_is_kept(club: Product, staff: Staff) -> None:
    member = to_fee(club, staff)
    step = member.step(staff.officer, "bill", "officer issues", raw={"bill.no": "7"})
    saved = club.cases.keep(step, 0)
    assert isinstance(saved, Saved)
    assert member.load(staff.officer).draft(step.draft).unread == {"bill.no": ("7",)}
    member.do(staff.officer, "bill", "officer issues", raw={"bill.no": "7", "bill.amount": "3"})
    assert member.load(staff.officer).draft(step.draft).unread == {}


def test_a_day_later_the_case_is_judged_on_that_day(club: Product) -> None:
    member = join(club)
    member.send()
    clock = club.clock
    today = member.state.world.today
    clock.move(timedelta(days=1))  # type: ignore[attr-defined]
    assert member.state.world.today == today + timedelta(days=1)
    assert member.state.world.applied_on == today
    clock.move(timedelta(days=-1))  # type: ignore[attr-defined]


def test_what_would_happen_is_seen_before_it_does(club: Product, staff: Staff) -> None:
    member = join(club)
    member.send()
    step = member.step(staff.officer, "request", "officer returns", raw={"comment": "Why?"})
    before = member.events
    preview = club.cases.preview(step)
    assert [event.after for event in preview.events] == ["info_required"]
    assert preview.caused is not None
    assert [message.subject for message in preview.caused.messages] == ["Please correct"] * len(
        preview.caused.messages
    )
    assert preview.caused.messages
    assert member.events == before


def test_what_is_said_of_a_case_moves_nothing_and_needs_a_right(
    club: Product, staff: Staff
) -> None:
    member = join(club)
    member.send()
    before = member.state.picture.instances
    text = {"text": "Pirmais iespaids labs"}
    auditor = hire(club, "Audra", "auditor")
    said = Remark(member.case_id, staff.officer, "note", "request", data=text)
    for kind, sender, allowed in (
        ("note", staff.officer, True),
        ("note", auditor, False),
        ("note", member.sender, False),
        ("message", member.sender, True),
        ("message", staff.officer, False),
        ("comment", staff.officer, True),
        ("comment", staff.approver, False),
    ):
        reply = club.cases.remark(replace(said, kind=kind, sender=sender))  # type: ignore[arg-type]
        assert isinstance(reply, Receipt) is allowed, (kind, sender, reply)
    assert member.state.picture.instances == before
    kinds_now = [event.kind for event in member.events if event.by.account]
    assert kinds_now[-3:] == ["note", "message", "comment"]
    assert member.events[-1].data == text


def test_staff_see_what_was_sent_and_never_a_draft(club: Product, staff: Staff) -> None:
    member = join(club)
    club.cases.save(member.entry({"client.full_name": ["Anna Nost"]}))

    (line,) = club.documents.of_case(member.load(staff.officer), "en")
    assert (line.versions, line.sent_at) == (0, None)
    member.send()
    member.do(staff.officer, "request", "officer returns", raw={"comment": "Who?"})
    club.cases.save(member.entry({"client.full_name": ["Anna Cita"]}, member.version()))
    view = club.documents.one(member.load(staff.officer), DocumentAsked("request", "en"))
    shown = [item.shown for part in view.sections for item in part.items if hasattr(item, "shown")]
    assert "Anna Liepa" in shown
    assert "Anna Cita" not in shown
    draft = club.queries.form_page(Viewer(member.account_id, "en"), member.case_id, "request")
    typed = [
        item.shown
        for form in draft.forms
        for part in form.sections
        for item in part.items
        if item.path == "client.full_name"
    ]
    assert typed == ["Anna Cita"]


def to_fee(club: Product, staff: Staff) -> Member:
    """Somebody whose bill is to be issued."""
    member = join(club)
    member.send()
    member.do(SCANNER, "photo", "scanner passes")
    member.do(staff.officer, "request", "officer accepts")
    member.send({"health.fit": ["yes"]}, "paper", "health")
    member.do(staff.officer, "paper", "officer accepts")
    assert member.status("bill") == "to_issue"
    return member

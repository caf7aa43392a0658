"""A case as the bank's desk reads it: what waits, what does not yet and why, what would follow."""

from __future__ import annotations

from dataclasses import replace

from engine.base.events import By, CaseEvent
from engine.bootstrap import Product
from engine.services.desk_case import DeskCase
from engine.services.desk_lists import StaffViewer
from engine.services.desk_opened import document_part, documents_opened
from engine.services.desk_steps import CHOSEN, DeskStepWriting, step_at
from engine.services.reads import ShownThing
from engine.services.senders import Sender
from engine.services.views import Entered
from tests.corridor.club_people import PROGRAMME, REQUEST, SCANNER, Member, Staff, friends, join

ROLES = {"officer": ("officer",), "approver": ("approver",), "cashier": ("cashier",)}


def desk(member: Member, sender: Sender, role: str) -> DeskCase:
    viewer = StaffViewer(sender.account, PROGRAMME, ROLES[role], "en")
    return member.product.case_desk.open(viewer, member.case_id)


def company(club: Product) -> Member:
    """Somebody with two friends, all of whom are identified."""
    member = join(club, "group")
    member.send({**REQUEST, **friends("Berta Ozola", "Carl Kalns")})
    member.do(SCANNER, "photo", "scanner passes", *member.units("photo"))
    return member


def test_what_waits_stands_before_what_is_only_possible(club: Product, staff: Staff) -> None:
    member = company(club)
    now = club.case_desk.now(desk(member, staff.officer, "officer"))
    first = now.work[0]
    assert (first.place, first.status) == ("request", "In processing")
    assert [(step.step, step.asks, step.weight, step.key) for step in first.steps] == [
        ("officer-accepts", False, "first", "A"),
        ("officer-returns", True, "plain", "R"),
    ]
    also = {step.step: step for step in now.also}
    assert len(also["officer-demands-a-visit"].units) == 3  # equal persons are one step
    assert also["officer-closes"].weight == "grave"
    assert [row.lacks for row in now.people] == [True, False, False]
    assert now.marks[0].code == "E-29"  # a code that has to be checked against the document
    assert now.people[0].marks[0] == now.marks[0]


def test_what_is_not_open_yet_says_what_it_waits_for(club: Product, staff: Staff) -> None:
    member = company(club)
    now = club.case_desk.now(desk(member, staff.officer, "officer"))
    closed = {about: one for one in now.closed for _, about in one.steps}
    decision = next(one for about, one in closed.items() if about.startswith("Place"))
    assert decision.text == "The decision cannot be made yet"
    assert decision.obstacles
    nothing = club.case_desk.now(desk(member, staff.cashier, "cashier"))
    assert nothing.work == ()
    assert nothing.idle


def test_a_step_for_several_is_taken_for_those_who_are_ticked(club: Product, staff: Staff) -> None:
    member = company(club)
    case = desk(member, staff.officer, "officer")
    at = step_at(case, "visit", "officer-demands-a-visit")
    units = member.units("visit")
    page = DeskStepWriting(at, Entered({CHOSEN: units[:2]})).page()
    assert [whom.is_ticked for whom in page.whom] == [True, True, False]
    assert [one.after for one in page.then.moves] == ["To be agreed", "To be agreed"]
    club.cases.do(at.entry({}, units[:2]))
    again = step_at(desk(member, staff.officer, "officer"), "visit", "officer-demands-a-visit")
    assert again.units(None) == (units[2],)
    told = {whom.unit: whom.closed for whom in DeskStepWriting(again).page().whom}
    assert told == {units[0]: "To be agreed", units[1]: "To be agreed", units[2]: ""}


def test_a_proposal_shows_what_it_would_come_to(club: Product, staff: Staff) -> None:
    member = company(club)
    at = step_at(desk(member, staff.officer, "officer"), "case", "officer-closes")
    assert DeskStepWriting(at).page().then.ends == "Closed"  # as if it were confirmed
    member.do(staff.officer, "case", "officer closes", raw={"reason": "Nobody came."})
    own = club.case_desk.now(desk(member, staff.officer, "officer")).work[0].proposal
    assert own is not None
    assert (own.is_own, own.confirm) == (True, None)
    assert own.take_back is not None
    assert own.others
    theirs = club.case_desk.now(desk(member, staff.approver, "approver")).work[0].proposal
    assert theirs is not None
    assert theirs.confirm is not None
    assert theirs.give_back is not None
    assert (theirs.reason, theirs.since, theirs.then.ends) == ("Nobody came.", 0, "Closed")
    (sent,) = theirs.documents
    assert (sent.title, sent.opened_at, sent.was_opened) == ("Request", None, False)
    member.do(staff.approver, "case", "approver returns", raw={"comment": "Wait a week."})
    (ended,) = club.case_desk.now(desk(member, staff.officer, "officer")).ended_proposals
    assert (ended.is_own, ended.text) == (True, "Wait a week.")


def test_a_proposal_that_lapsed_says_why(club: Product, staff: Staff) -> None:
    member = company(club)
    member.do(staff.officer, "case", "officer closes", raw={"reason": "Nobody came."})
    case = desk(member, staff.officer, "officer")
    last, client = case.case.last, By("user", "applicant", member.account_id)
    later = (
        CaseEvent("submitted", "request", number=last + 1, by=client),
        CaseEvent("step", "request", step="applicant sends", number=last + 2, by=client),
        CaseEvent("lapsed", "case", step="officer closes", number=last + 3),
    )
    loaded = replace(case.case, events=(*case.case.events, *later))
    (ended,) = club.case_desk.now(replace(case, case=loaded)).ended_proposals
    assert (ended.by, ended.is_own, ended.returned_by) == ("Olga", True, "")
    assert ended.sent == ("Request", 2)


def test_whoever_confirmed_is_named_with_the_time(club: Product, staff: Staff) -> None:
    member = company(club)
    member.do(staff.officer, "case", "officer closes", raw={"reason": "Nobody came."})
    case, now = desk(member, staff.officer, "officer"), club.clock.now()
    by = By("bank", "approver", staff.approver.account)
    said = CaseEvent("confirmed", "case", "", "officer closes", by=by, at=now)
    events = (*case.case.events, replace(said, number=case.case.last + 1))
    told = club.case_desk.now(replace(case, case=replace(case.case, events=events)))
    assert told.work[0].proposal is not None
    ((name, at),) = told.work[0].proposal.confirmed
    assert (name, at) == (case.names[staff.approver.account], now)


def test_a_document_that_is_sent_anew_is_not_opened_any_more(club: Product, staff: Staff) -> None:
    member = company(club)

    def told() -> tuple[bool, bool]:
        (one,) = documents_opened(desk(member, staff.officer, "officer"))
        return one.opened_at is not None, one.was_opened

    assert told() == (False, False)
    shown = ShownThing(document_part("request"))
    club.reads.record(member.load(staff.officer), shown)
    assert told() == (True, True)
    member.do(staff.officer, "request", "officer returns", raw={"comment": "Who comes?"})
    assert told() == (True, True)
    member.send({**REQUEST, **friends("Berta Ozola", "Dace Kalna")})
    assert told() == (False, True)


def test_others_who_are_here_are_told_and_forgotten(club: Product, staff: Staff) -> None:
    member = company(club)
    here = club.who_is_here
    here.enter(member.case_id, staff.officer.account, "request")
    here.enter(member.case_id, staff.approver.account)
    (other,) = here.others(member.case_id, staff.approver.account)
    assert (other.account, other.place) == (staff.officer.account, "request")
    here.leave(member.case_id, staff.officer.account)
    assert here.others(member.case_id, staff.approver.account) == ()

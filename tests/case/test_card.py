"""The card of a case: whose turn it is and by when, where it is listed, and how it is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from engine.base.cards import CardName, QueueRow, SearchKey
from engine.base.events import By, CaseEvent
from engine.case.search import matches, wanted_keys
from tests.case.office import MONDAY, Office, office, person

FLOW = """
stages:
  asking: {title: Asking, items: photo}
  fee: {title: Fee, items: bill_item}
  deciding: {title: Deciding, items: account}
items:
  photo:
    title: Photo
    for each: members
    statuses:
      invited:
        caption: Invited
        waits for: the person
        scanner passes: passed
        scanner fails: failed
      failed:
        caption: Failed
        is: bad
        officer asks again: invited
        officer agrees: {form: slot, caption: Agree}
      passed: {caption: Passed, is: good}
  bill_item:
    title: Bill
    values: {paid so far: sum of payments.amount, rest: difference of bill.amount and paid so far}
    statuses:
      to_issue: {caption: To issue, due: 1 working day, officer issues: {to: issued, form: bill}}
      issued:
        caption: Issued
        waits for: applicant
        becomes: {paid: {rest: ..0}}
        officer records a payment: {form: payment, adds to: payments}
      paid: {caption: Paid, is: good}
  account:
    title: Account
    decision: yes
    statuses:
      pending: {caption: To decide, officer opens: {to: opened, confirmed by: approver}}
      opened: {caption: Opened, is: good}
case:
  ends: {completed: Completed}
queues:
  Stopped: {for: officer, cases: {photo: any failed}, columns: [number, name, since], order: since}
  Sessions:
    {for: officer, cases: {photo: any failed}, columns: [number, slot.date], order: slot.date}
  Unpaid:
    {for: [officer, approver], cases: {bill_item: issued}, columns: [bill.no, rest], order: rest}
"""
ANNA = person("Anna Bērziņa", email="a@x.org", phone="+37120000001", code="010180-12345")
JURIS = person("Juris Kalniņš")


def case(*people: object, **answers: object) -> Office:
    return office(FLOW, people=people or (ANNA,), **{"client.name": "Līga Ozola", **answers})


def row(made: Office, kind: str, name: str) -> QueueRow:
    (found,) = [row for row in made.card.rows if (row.kind, row.name) == (kind, name)]
    return found


def passed(*people: object) -> Office:
    found = case(*people)
    for unit in found.picture.of("photo"):
        found.do("photo", "scanner passes", unit, by="scanner")
    return found


def test_a_case_waits_for_each_person() -> None:
    card = case(ANNA, JURIS).card
    assert (card.waits_for, card.current, card.status) == (
        ("the person",),
        ("asking",),
        "in progress",
    )
    assert [(line.kind, line.name, line.item, line.whom) for line in card.rows] == [
        ("turn", "the person", "photo", "Anna Bērziņa"),
        ("turn", "the person", "photo", "Juris Kalniņš"),
        ("case", "open", "case", "Anna Bērziņa, Juris Kalniņš"),
    ]
    assert card.rows[0].client == "Līga Ozola"
    assert not card.needs_person


def test_time_is_left_until_the_working_day_ends() -> None:
    made = passed()
    card, line = made.card, row(made, "turn", "officer")
    assert card.needs_person
    assert card.due_at == line.due_at == datetime(2026, 11, 24, 15, tzinfo=MONDAY.tzinfo)
    assert (line.since, card.since) == (MONDAY, MONDAY)
    assert (line.status, line.number) == ("to_issue", card.number)


def test_a_queue_lists_a_case_once_and_since_when() -> None:
    made = case(ANNA, JURIS)
    for place, unit in enumerate(tuple(made.picture.of("photo"))):
        made.now = MONDAY + place * timedelta(hours=1)
        made.do("photo", "scanner fails", unit, by="scanner")
    line = row(made, "queue", "Stopped")
    assert (line.since, line.item, line.of) == (MONDAY + timedelta(hours=1), "photo", "")
    assert line.order == (MONDAY + timedelta(hours=1)).isoformat()
    assert made.card.status == "stopped"


def test_a_queue_lists_each_of_an_item_whose_answers_it_shows() -> None:
    made = case(ANNA, JURIS)
    first, second = made.picture.of("photo")
    made.do("photo", "scanner fails", first, by="scanner")
    made.do(
        "photo", "officer agrees", first, set={"slot.date": date(2026, 12, 1), "slot.time": "10"}
    )
    line = row(made, "queue", "Sessions")
    assert (line.of, line.whom, line.status) == (first, "Anna Bērziņa", "failed")
    assert dict(line.values) == {"slot.date": date(2026, 12, 1)}
    assert line.order == "2026-12-01"
    made.do("photo", "scanner fails", second, by="scanner")
    listed = [each.of for each in made.card.rows if each.name == "Sessions"]
    assert listed == [first, second]


def test_a_queue_shows_values() -> None:
    made = passed()
    made.do("bill_item", "officer issues", set={"bill.no": "7", "bill.amount": Decimal(100)})
    line = row(made, "queue", "Unpaid")
    assert dict(line.values) == {"bill.no": "7", "rest": Decimal(100)}
    made.do("bill_item", "officer records a payment", add={"payments": {"amount": Decimal(30)}})
    assert row(made, "queue", "Unpaid").order > line.order.replace("1", "0")
    assert row(made, "queue", "Unpaid").order < line.order
    made.do("bill_item", "officer records a payment", add={"payments": {"amount": Decimal(70)}})
    assert [each.name for each in made.card.rows] == ["officer", "open"]


def test_a_proposal_waits_for_whoever_has_not_proposed_it() -> None:
    made = passed()
    made.do("bill_item", "officer issues", set={"bill.no": "7", "bill.amount": Decimal(100)})
    made.do("bill_item", "officer records a payment", add={"payments": {"amount": Decimal(100)}})
    made.do("account", "officer opens")
    line = row(made, "turn", "approver")
    assert (line.is_proposal, line.not_for) == (True, ("officer",))
    assert row(made, "confirm", "approver") == replace(line, kind="confirm")
    assert made.card.waits_for == ("approver",)
    made.do("account", "approver confirms")
    assert (made.card.status, made.card.rows, made.card.due_at) == ("completed", (), None)


def test_who_took_a_case_and_when_the_applicant_acted_stand_in_each_line() -> None:
    made = passed()
    assert (row(made, "turn", "officer").taken_by, row(made, "turn", "officer").acted_at) == (
        "",
        None,
    )
    made.happened((CaseEvent("claim", by=By("bank", "officer", "ilze")),))
    assert row(made, "turn", "officer").taken_by == "ilze"
    made.now = MONDAY + timedelta(hours=2)
    made.happened((CaseEvent("message", by=By("user", "applicant", "anna")),))
    assert row(made, "turn", "officer").acted_at == made.now
    made.happened(
        (
            CaseEvent(
                "claim", by=By("bank", "officer", "ilze"), data={"account": "", "from": "ilze"}
            ),
        )
    )
    assert row(made, "turn", "officer").taken_by == ""


def kinds(made: Office) -> list[tuple[str, str]]:
    return [(row.kind, row.name) for row in made.card.rows if row.kind not in ("turn", "queue")]


def test_a_lapsed_proposal_is_told_to_whoever_had_a_part_in_it() -> None:
    made = passed()
    ilze, olga = By("bank", "officer", "ilze"), By("bank", "approver", "olga")
    proposed = CaseEvent("proposed", "account", step="officer opens", by=ilze)
    lapsed = CaseEvent("lapsed", "account", step="officer opens")
    made.happened((CaseEvent("claim", by=ilze), proposed))
    made.happened((CaseEvent("confirmed", "account", step="officer opens", by=olga), lapsed))
    number = made.events[-1].number
    told = {(row.kind, row.name): row.lapsed for row in made.card.rows}
    assert told["mine", "ilze"] == told["answered", "ilze"] == told["answered", "olga"] == number
    made.happened((proposed,))
    assert {row.lapsed for row in made.card.rows} == {0}


def test_a_case_is_listed_for_whoever_took_it_and_whoever_was_answered() -> None:
    made, ilze, anna = passed(), By("bank", "officer", "ilze"), By("user", "applicant", "anna")
    assert row(made, "case", "open").is_new
    made.happened((CaseEvent("read", by=ilze),))
    line = row(made, "case", "open")
    assert (line.is_new, line.touched_at) == (False, None)
    made.happened((CaseEvent("message", by=ilze, data={"text": "When?"}),))
    assert (row(made, "case", "open").touched_at, kinds(made)) == (MONDAY, [("case", "open")])
    made.happened((CaseEvent("message", by=anna, data={"text": "Now"}),))
    waits = ("unanswered", "open")
    assert kinds(made) == [("case", "open"), ("answered", "ilze"), waits]
    made.happened((CaseEvent("claim", by=By("bank", "officer", "peter")),))
    made.happened((CaseEvent("note", by=ilze, data={"text": "Look"}),))
    assert kinds(made) == [("case", "open"), ("mine", "peter"), ("answered", "peter"), waits]
    assert row(made, "turn", "officer").is_answered
    made.happened((CaseEvent("message", by=ilze, data={"text": "Thank you"}),))
    assert kinds(made) == [("case", "open"), ("mine", "peter")]


def test_what_only_a_person_can_put_right_is_listed() -> None:
    made, ilze = case(ANNA), By("bank", "officer", "ilze")
    (unit,) = made.picture.of("photo")
    sent = CaseEvent("submitted", by=By("user", "applicant", "anna"), data={"engines": "differ"})
    made.happened((replace(sent, item="photo", of=unit),))
    line = row(made, "wrong", "differ")
    assert (line.item, line.of, line.status) == ("photo", unit, "differ")
    made.happened((replace(sent, item="photo", of=unit, data={"engines": "agree"}),))
    assert kinds(made) == [("case", "open")]
    made.happened((CaseEvent("heard", "photo", unit, "scanner fails"),))
    assert row(made, "wrong", "stopped").whom == "Anna Bērziņa"
    made.happened((CaseEvent("note", by=ilze, data={"text": "Looked at"}),))
    assert kinds(made) == [("case", "open")]
    made.do("photo", "scanner fails", unit, by="scanner")
    assert row(made, "wrong", "stopped").status == "failed"


def test_names_are_those_of_people_and_companies() -> None:
    assert case(ANNA, JURIS).card.names == (
        CardName("client", "Līga Ozola"),
        CardName("people.anna bērziņa", "Anna Bērziņa"),
        CardName("people.juris kalniņš", "Juris Kalniņš"),
    )


def keyed(purpose: str, text: str) -> str:
    return f"{purpose}:{text}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("anna@example.org", True),
        (" A@X.ORG ", True),
        ("b@x.org", False),
        ("+371 2000-0001", True),
        ("20000001", True),
        ("20000002", False),
        ("010180-12345", True),
        ("01018012345", True),
        ("01018012346", False),
        ("Bērziņa", True),
        ("berz", True),
        ("ann berzi", True),
        ("anna kalnins", False),
        ("ozola", True),
        ("be", False),
        ("zina", False),
        ("26-73YD-WZV0", True),
        ("73yd", True),
        ("dwzvo", True),
        ("73ydw0", False),
        ("73y", False),
        ("", False),
    ],
)
def test_a_case_is_found_by_what_somebody_knows_of_it(text: str, found: bool) -> None:
    keys = set(case().card.keys)
    assert any(keys.issuperset(way) for way in wanted_keys(text, keyed)) is found


def test_keys_are_hashes_of_what_was_typed() -> None:
    keys = case().card.keys
    assert SearchKey("phone", "search phone:37120000001") in keys
    assert SearchKey("name", "search name:berz") in keys
    assert "Anna" not in repr(case().card)


def test_a_hit_says_which_name_it_was() -> None:
    assert matches("Anna Bērziņa", "berz")
    assert matches("Anna Bērziņa", "Bērz ann")
    assert not matches("Anna Bērziņa", "kalni")
    assert not matches("Anna Bērziņa", "")

"""Parts E to H of the rules: what follows by itself, time, money, changed forms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.meaning.flow.breath import GoesRoundError
from engine.meaning.flow.decide import settle
from engine.meaning.picture import EMPTY, fold
from tests.flow.rules.club import Club, club, people

SIGNED = """\
stages:
  papers:  {title: Papers, items: paper}
  signing: {title: Signing, items: [package, signature]}
items:
  paper:
    title: Paper
    statuses:
      new:  {caption: New, officer accepts: done}
      done: {caption: Done, is: good, officer returns: new}
  package:
    title: Package
    rests on: paper
    statuses:
      made:     {caption: Made, officer sends: signing}
      signing:  {caption: Signing, waits for: applicant, becomes: {signed: {signature: all signed}}, applicant uploads: checking}
      checking: {caption: Checking, officer refuses: signing}
      signed:   {caption: Signed, is: good}
  signature:
    title: Signature
    for each: members
    statuses:
      missing: {caption: Missing, waits for: the person, officer signs: {to: signed, when: {package: signing or checking}}}
      signed:  {caption: Signed, is: good, becomes: {missing: package becomes made}}
case: {ends: {completed: Completed}}
"""


def signing(*names: str) -> Club:
    case = club(SIGNED, people(*(names or ("Anna", "Juris"))))
    case.do("paper", "officer accepts")
    case.do("package", "officer sends")
    return case


def test_rule_30_everything_follows_in_one_breath() -> None:
    case = signing("Anna")
    events = case.do("signature", "officer signs", "people.0")
    assert [(event.kind, event.item, event.after) for event in events] == [
        ("step", "signature", "signed"),
        ("followed", "package", "signed"),
        ("ended", "", "completed"),
    ]


def test_rule_30_the_fold_of_any_prefix_is_the_same_however_it_is_reached() -> None:
    case = signing()
    case.do("signature", "officer signs", "people.0")
    case.do("paper", "officer returns")
    for cut in range(len(case.events) + 1):
        head, tail = case.events[:cut], case.events[cut:]
        assert fold(tail, fold(head)) == case.picture
    assert fold(case.events, EMPTY) == case.picture


def test_rule_30_a_circle_refuses_the_whole_command() -> None:
    flow = """\
stages: {one: {title: One, items: [a, b]}}
items:
  a:
    title: A
    statuses:
      x: {caption: X, officer goes: y}
      y: {caption: Y, becomes: {z: {b: off}}, officer ends: done}
      z: {caption: Z, becomes: {y: b becomes on}, officer ends: done}
      done: {caption: Done, is: good}
  b:
    title: B
    statuses:
      off: {caption: Off, is: over, becomes: {on: a becomes z}}
      on: {caption: On, is: over, becomes: {off: a becomes y}}
case: {ends: {completed: Completed}}
"""
    case = club(flow)
    before = case.picture
    assert case.refusal("a", "officer goes") == "goes round"
    assert case.picture is before
    assert issubclass(GoesRoundError, Exception)


def test_rule_31_a_condition_leads_on_whenever_it_comes_true() -> None:
    case = signing("Anna")
    case.do("package", "applicant uploads")
    case.do("signature", "officer signs", "people.0")
    assert case["package"] == "checking", "the last signature came one status too early"
    case.do("package", "officer refuses")
    assert case["package"] == "signed", "and counts as soon as the package is being signed again"


def test_rule_31_an_event_leads_back() -> None:
    case = signing()
    case.do("signature", "officer signs", "people.0")
    case.do("paper", "officer returns")
    assert (case["package"], case["signature", "people.0"]) == ("made", "missing")


def test_rule_32_what_an_item_rests_on_brings_it_back() -> None:
    case = signing("Anna")
    case.do("signature", "officer signs", "people.0")
    assert case.picture.end == "completed"
    case = signing()
    case.do("signature", "officer signs", "people.0")
    case.do("paper", "officer returns")
    assert case["package"] == "made"
    assert case.stages == ["papers"]


def test_rule_32_one_that_is_added_counts() -> None:
    flow = SIGNED.replace("title: Paper\n", "title: Paper\n    for each: members\n")
    case = club(flow, people("Anna"))
    case.do("paper", "officer accepts", "people.0")
    case.do("package", "officer sends")
    case.answers(**people("Anna", "Juris"))
    assert case["package"] == "made"


def test_rule_34_an_arrival_passed_through_in_one_breath_is_an_event() -> None:
    case = money()
    case.do("invoice", "officer issues", data={"set": {"bill.amount": Decimal(10)}})
    case.do("invoice", "officer pays", data={"add": {"payments": {"amount": Decimal(4)}}})
    case.do("invoice", "officer cancels")
    events = case.do("invoice", "officer issues", data={"set": {"bill.amount": Decimal(10)}})
    assert [event.after for event in events] == ["issued", "part"]


TIMED = """\
stages: {one: {title: One, items: visit}}
items:
  visit:
    title: Visit
    statuses:
      asked:   {caption: Asked, waits for: applicant, applicant comes: done, officer asks again: asked, after 30 days: expired}
      expired: {caption: Expired, officer asks again: asked}
      done:    {caption: Done, is: good}
case: {ends: {completed: Completed, closed: Closed}, officer closes: closed}
"""


def test_rule_36_time_leads_on() -> None:
    case = club(TIMED)
    case.do("visit", "after 30 days", arrival=case.picture.instance("visit").since)
    assert case["visit"] == "expired"


def test_rule_37_a_timer_of_an_earlier_arrival_does_nothing() -> None:
    case = club(TIMED)
    arrival = case.picture.instance("visit").since
    case.do("visit", "officer asks again")
    before = case.picture
    assert case.do("visit", "after 30 days", arrival=arrival) == ()
    assert case.picture is before or case.picture == before


def test_rule_37_a_timer_does_nothing_in_another_status() -> None:
    case = club(TIMED)
    case.do("visit", "applicant comes")
    assert case.do("visit", "after 30 days") == ()


def test_a_final_end_stops_every_clock() -> None:
    case = club(TIMED)
    arrival = case.picture.instance("visit").since
    case.do("case", "officer closes")
    assert case.do("visit", "after 30 days", arrival=arrival) == ()
    assert case["visit"] == "asked"


MONEY = """\
stages: {one: {title: One, items: invoice}}
items:
  invoice:
    title: Invoice
    when: {wants: not little}
    values: {paid so far: sum of payments.amount, rest: difference of bill.amount and paid so far}
    statuses:
      to issue: {caption: To be issued, officer issues: {to: issued, form: bill}}
      issued:
        caption: Issued
        becomes: {paid: {rest: ..0}, part: {paid so far: 0.01..}}
        officer pays: {form: payment, adds to: payments}
        officer cancels: cancelled
      part:
        caption: Partly paid
        becomes: {paid: {rest: ..0}, issued: {paid so far: ..0}}
        officer pays: {form: payment, adds to: payments}
        officer takes back: {removes from: payments}
        officer cancels: cancelled
      paid:
        caption: Paid
        is: good
        becomes: {part: {rest: 0.01.., paid so far: 0.01..}, issued: {rest: 0.01..}}
        officer removes: {removes from: payments}
        officer pays: {form: payment, adds to: payments}
      cancelled: {caption: Cancelled, officer issues: {to: issued, form: bill}}
case: {ends: {completed: Completed}}
""".replace("officer takes back:", "officer undoes:").replace("to issue:", "to_issue:")


def money(answers: Any = None) -> Club:
    return club(MONEY, answers or {"wants": "much", "people": ()})


def issued(amount: int = 100) -> Club:
    case = money()
    case.do("invoice", "officer issues", data={"set": {"bill.amount": Decimal(amount)}})
    return case


def pay(case: Club, amount: int) -> None:
    case.do("invoice", "officer pays", data={"add": {"payments": {"amount": Decimal(amount)}}})


def test_paid_follows_from_payments() -> None:
    case = issued()
    pay(case, 40)
    assert case["invoice"] == "part"
    pay(case, 60)
    assert case["invoice"] == "paid"
    assert case.picture.end == "completed"


def test_rule_39_payments_outlive_an_invoice_that_is_cancelled() -> None:
    case = issued()
    pay(case, 40)
    case.do("invoice", "officer cancels")
    case.do("invoice", "officer issues", data={"set": {"bill.amount": Decimal(30)}})
    assert case["invoice"] == "paid"


def test_rule_40_paid_falls_back_when_a_payment_is_taken_back() -> None:
    flow_case = issued()
    pay(flow_case, 40)
    row = flow_case.picture.instance("invoice").answers["payments"][0]["#"]
    flow_case.do("invoice", "officer undoes", data={"remove": {"payments": row}})
    assert flow_case["invoice"] == "issued"


def test_rule_40_taking_back_is_closed_once_the_case_is_completed() -> None:
    case = issued()
    pay(case, 100)
    row = case.picture.instance("invoice").answers["payments"][0]["#"]
    refused = case.refusal("invoice", "officer removes", data={"remove": {"payments": row}})
    assert refused == "decided"


def test_rule_41_more_than_the_amount_may_be_paid() -> None:
    case = issued()
    pay(case, 150)
    assert case["invoice"] == "paid"
    pay(case, 1)
    assert case["invoice"] == "paid"


def test_rule_42_units_follow_the_answers_that_are_sent_again() -> None:
    case = signing("Anna")
    case.answers(**people("Anna", "Juris"))
    assert case["signature", "people.1"] == "missing"


def test_rule_44_an_invoice_that_is_not_needed_any_more_lapses() -> None:
    case = issued()
    pay(case, 40)
    case.answers(wants="little")
    assert case["invoice"] == ""
    assert case.picture.of("invoice") == {}


@pytest.mark.parametrize("names", [("Anna",), ("Anna", "Juris", "Ilze")])
def test_nobody_signs_a_package_that_is_not_being_signed(names: tuple[str, ...]) -> None:
    case = club(SIGNED, people(*names))
    case.do("paper", "officer accepts")
    assert case.refusal("signature", "officer signs", "people.0") == "condition"


def test_rule_8_somebody_who_is_replaced_in_the_first_status_begins_anew() -> None:
    case = signing()
    since = case.picture.instance("signature", "people.0").since
    happened = settle(case.world, case.picture, (), frozenset({("signature", "people.0")}))
    case.happened(happened)
    assert [event.kind for event in happened] == ["lapsed", "followed"]
    assert case["signature", "people.0"] == "missing"
    assert case.picture.instance("signature", "people.0").since > since

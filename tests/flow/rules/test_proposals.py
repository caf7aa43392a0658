"""Part D of the rules: what needs two persons."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.flow.rules.club import Club, actor, club, people

TWO = """\
stages: {one: {title: One, items: account}}
items:
  account:
    title: Account
    statuses:
      pending:
        caption: To be decided
        officer opens: {to: opened, confirmed by: approver}
        officer refuses: {to: refused, form: reason, confirmed by: approver}
        officer waits: later
        officer notes: stays
        officer looks again: pending
      later:   {caption: Later, officer resumes: pending}
      opened:  {caption: Opened, is: good}
      refused: {caption: Refused, is: over}
case: {ends: {completed: Completed}}
"""

MANY_ROLES = TWO.replace(
    "officer opens: {to: opened, confirmed by: approver}",
    "officer opens: {to: opened, confirmed by: {approver: always, director: {sum: 50000..}}}",
)


def proposed(flow: str = TWO, answers: Any = None) -> Club:
    case = club(flow, answers)
    case.do("account", "officer opens")
    return case


def test_rule_25_a_proposal_moves_nothing() -> None:
    case = proposed()
    assert case["account"] == "pending proposed"
    assert case.stages == ["one"]


def test_rule_25_while_one_stands_no_second_is_made_and_all_else_is_open() -> None:
    case = proposed()
    assert case.refusal("account", "officer refuses") == "proposal open"
    assert case.open_to("officer", "other officer") == [
        "account: officer waits",
        "account: officer notes",
        "account: officer looks again",
    ]


def test_rule_25_it_can_be_tested_like_a_status() -> None:
    flow = TWO.replace("case: {ends", "conditions: {waiting: {account: proposed}}\ncase: {ends")
    case = club(flow)
    (named,) = case.world.meaning.programme.conditions
    assert case.world.holds(named.condition, case.picture) is False
    case.do("account", "officer opens")
    assert case.world.holds(named.condition, case.picture) is True


def test_rule_26_another_person_confirms() -> None:
    case = proposed()
    assert case.refusal("account", "approver confirms", by=actor("approver", "officer")) == (
        "same person"
    )
    case.do("account", "approver confirms")
    assert case["account"] == "opened"
    assert [event.kind for event in case.events[-3:]] == ["confirmed", "step", "ended"]


def test_rule_26_both_roles_in_one_hand_are_one_person() -> None:
    both = actor("officer+approver", "one hand")
    case = club(TWO)
    case.do("account", "officer opens", by=both)
    assert case.refusal("account", "approver confirms", by=both) == "same person"
    assert "account: officer takes back" in [
        f"{move}" for move in case.open_to("officer+approver", "one hand")
    ]


def test_rule_26_a_role_that_is_not_needed_confirms_nothing() -> None:
    case = proposed()
    assert case.refusal("account", "director confirms") == "other role"
    assert case.refusal("account", "officer confirms", by=actor("officer", "b")) == "other role"


def test_rule_26_it_can_be_returned_with_a_word() -> None:
    case = proposed()
    case.do("account", "approver returns", data={"comment": "The name differs."})
    assert case["account"] == "pending"
    case.do("account", "officer refuses", data={"reason": "x"})
    assert case["account"] == "pending proposed"


def test_rule_26_its_proposer_takes_it_back_and_nobody_else() -> None:
    case = proposed()
    assert case.refusal("account", "officer takes back", by=actor("officer", "b")) == "same person"
    case.do("account", "officer takes back")
    assert case["account"] == "pending"


def test_without_a_proposal_nothing_is_confirmed() -> None:
    case = club(TWO)
    for answer in ("approver confirms", "approver returns", "officer takes back"):
        assert case.refusal("account", answer) == "no proposal"


def test_rule_27_a_proposal_lapses_when_the_item_moves() -> None:
    case = proposed()
    case.do("account", "officer waits")
    lapsed = [event for event in case.events if event.kind == "lapsed"]
    assert [(event.item, event.step) for event in lapsed] == [("account", "officer opens")]
    assert case["account"] == "later"
    case.do("account", "officer resumes")
    assert case["account"] == "pending", "it does not wait and revive"


def test_rule_27_entering_the_status_anew_ends_it_too() -> None:
    case = proposed()
    case.do("account", "officer looks again")
    assert case["account"] == "pending"


def test_rule_27_a_step_that_stays_lets_it_stand() -> None:
    case = proposed()
    case.do("account", "officer notes")
    assert case["account"] == "pending proposed"


EARLIER = """\
stages:
  papers: {title: Papers, items: paper}
  answer: {title: Answer, items: account}
items:
  paper:
    title: Paper
    statuses:
      new:  {caption: New, officer accepts: done}
      done: {caption: Done, is: good, officer returns: new}
  account:
    title: Account
    statuses:
      pending: {caption: To be decided, officer opens: {to: opened, confirmed by: approver}}
      opened:  {caption: Opened, is: good}
case: {ends: {completed: Completed}}
"""


def test_rule_27_it_lapses_when_an_earlier_stage_opens() -> None:
    case = club(EARLIER)
    case.do("paper", "officer accepts")
    case.do("account", "officer opens")
    case.do("paper", "officer returns")
    assert case["account"] == "pending"
    assert case.refusal("account", "approver confirms") == "no proposal"
    case.do("paper", "officer accepts")
    assert case["account"] == "pending", "what is confirmed is always what was proposed"


def test_rule_28_what_is_filled_in_takes_effect_at_the_confirmation() -> None:
    flow = TWO.replace(
        "officer opens: {to: opened, confirmed by: approver}",
        "officer opens: {to: opened, form: bill, confirmed by: approver}",
    )
    case = club(flow)
    case.do("account", "officer opens", data={"set": {"bill.amount": "7.00"}})
    assert case.picture.instance("account").answers == {}
    case.do("account", "approver confirms")
    assert case.picture.instance("account").answers == {"bill.amount": "7.00"}


def test_rule_29_every_role_that_is_needed_confirms_and_each_is_another_person() -> None:
    case = proposed(MANY_ROLES, {"sum": Decimal(60000), **people()})
    case.do("account", "approver confirms")
    assert case["account"] == "pending proposed"
    assert case.refusal("account", "director confirms", by=actor("director", "approver")) == (
        "same person"
    )
    case.do("account", "director confirms")
    assert case["account"] == "opened"


def test_rule_29_a_role_whose_condition_does_not_hold_is_not_needed() -> None:
    case = proposed(MANY_ROLES, {"sum": Decimal(10), **people()})
    case.do("account", "approver confirms")
    assert case["account"] == "opened"


def test_rule_29_conditions_are_judged_at_the_last_confirmation() -> None:
    case = proposed(MANY_ROLES, {"sum": Decimal(10), **people()})
    case.answers(sum=Decimal(60000))
    case.do("account", "approver confirms")
    assert case["account"] == "pending proposed", "one more is needed now, so it waits"


def test_who_confirms_has_seen_the_whole_case() -> None:
    case = proposed()
    seen = case.picture.number
    case.do("account", "officer notes")
    assert case.refusal("account", "approver confirms", seen=seen) == "stale"


CASE = """\
stages: {one: {title: One, items: paper}}
items:
  paper: {title: Paper, statuses: {new: {caption: New, officer accepts: done}, done: {caption: Done, is: good}}}
case:
  officer closes: {to: closed, form: reason, confirmed by: approver}
  ends: {completed: Completed, closed: Closed}
"""


def test_a_step_of_the_case_needs_two_persons_as_well() -> None:
    case = club(CASE)
    case.do("case", "officer closes", data={"reason": "No answer."})
    assert case.picture.end == ""
    assert case.refusal("case", "approver confirms", by=actor("approver", "officer")) == (
        "same person"
    )
    assert case.open_to("approver") == ["case: approver confirms", "case: approver returns"]
    case.do("case", "approver confirms")
    assert case.picture.end == "closed"


def test_a_proposal_to_close_lapses_when_the_case_is_completed() -> None:
    case = club(CASE)
    case.do("case", "officer closes", data={"reason": "No answer."})
    case.do("paper", "officer accepts")
    assert case.picture.end == "completed"
    assert case.refusal("case", "approver confirms") in ("no proposal", "completed")

"""Part C of the rules: which steps are open, and to whom."""

from __future__ import annotations

from datetime import timedelta

from engine.meaning.flow.commands import Actor
from tests.flow.rules.club import NOON, actor, club, people
from tests.flow.rules.test_stages import two


def test_rule_16_a_step_is_for_its_role_only() -> None:
    case = club(two())
    assert case.refusal("a", "officer takes", by="approver") == "other role"
    assert case.refusal("a", "officer takes", by="applicant") == "other role"
    assert case.open_to("approver") == []


def test_rule_16_a_step_belongs_to_a_status() -> None:
    case = club(two())
    assert case.refusal("a", "officer ends") == "other status"
    assert case.refusal("b", "officer ends") == "not begun"
    assert case.refusal("a", "officer sings") == "no such step"
    assert case.refusal("z", "officer takes") == "no such item"


def test_rule_16_steps_stay_open_after_their_stage_but_not_while_an_earlier_one_is_open() -> None:
    case = club(two())
    case.do("a", "officer takes")
    case.do("a", "officer ends")
    assert "a: officer undoes" in case.open_to("officer")
    case.do("a", "officer undoes")
    assert case.refusal("b", "officer ends") == "earlier stage"
    assert case["b"] == "new"


def test_rule_16_a_condition_closes_a_step() -> None:
    flow = two().replace("officer takes: busy", "officer takes: {to: busy, when: {wants: much}}")
    case = club(flow, {"wants": "little", **people()})
    assert case.refusal("a", "officer takes") == "condition"
    case.answers(wants="much")
    case.do("a", "officer takes")


def test_rule_17_any_time_opens_a_step_before_an_earlier_stage_is_done() -> None:
    flow = two().replace("title: B\n", "title: B\n    any time: yes\n")
    case = club(flow)
    case.do("a", "officer takes")
    case.do("a", "officer ends")
    case.do("a", "officer undoes")
    assert "b: officer ends" in case.open_to("officer")


def test_rule_17_a_step_may_say_no() -> None:
    flow = two().replace("title: B\n", "title: B\n    any time: yes\n")
    flow = flow.replace(
        "      new:  {caption: New, officer ends: done}\n      done: {caption: Done, is: good, officer undoes: new}",
        "      new:  {caption: New, officer ends: {to: done, any time: no}}\n      done: {caption: Done, is: good, officer undoes: new}",
    )
    case = club(flow)
    case.do("a", "officer takes")
    case.do("a", "officer ends")
    case.do("a", "officer undoes")
    assert case.refusal("b", "officer ends") == "earlier stage"


HEARD = """\
stages:
  one: {title: One, items: a}
  two: {title: Two, items: scan}
items:
  a: {title: A, statuses: {new: {caption: New, officer ends: done}, done: {caption: Done, is: good, officer undoes: new}}}
  scan:
    title: Scan
    statuses:
      asked:  {caption: Asked, waits for: applicant, scanner passes: passed}
      passed: {caption: Passed, is: good}
case: {ends: {completed: Completed}}
"""


def test_rule_18_an_outside_party_is_heard_whatever_the_route_says() -> None:
    case = club(HEARD)
    case.do("a", "officer ends")
    case.do("a", "officer undoes")
    case.do("scan", "scanner passes")
    assert case["scan"] == "passed"


def test_rule_18_what_leads_nowhere_is_kept() -> None:
    case = club(HEARD)
    case.do("a", "officer ends")
    case.do("scan", "scanner passes")
    before = case.picture
    events = case.do("scan", "scanner passes")
    assert [event.kind for event in events] == ["heard"]
    assert case.picture.instances == before.instances


DECIDED = """\
stages:
  papers: {title: Papers, items: paper}
  talks:  {title: Talks, items: talk}
  answer: {title: Answer, items: verdict}
  after:  {title: After, items: gift}
items:
  paper:
    title: Paper
    statuses:
      new:  {caption: New, officer accepts: done}
      done: {caption: Done, is: good, officer returns: new, officer stamps: {to: done}}
  talk:
    title: Talk
    any time: yes
    statuses:
      quiet: {caption: Not required, is: over, officer demands: asked}
      asked: {caption: Asked, officer ends: done}
      done:  {caption: Done, is: good}
  verdict:
    title: Verdict
    decision: yes
    statuses:
      open: {caption: Open, officer agrees: yes, officer refuses: no}
      yes:  {caption: Agreed, is: good}
      no:   {caption: Refused, is: bad}
  gift: {title: Gift, statuses: {new: {caption: New, officer sends: done}, done: {caption: Sent, is: good, officer recalls: new}}}
case:
  applicant withdraws: closed
  ends: {completed: Completed, closed: Closed}
"""


def test_rule_19_after_a_decision_nothing_before_it_is_undone() -> None:
    for step in ("officer agrees", "officer refuses"):
        case = club(DECIDED)
        case.do("paper", "officer accepts")
        assert "paper: officer returns" in case.open_to("officer")
        case.do("verdict", step)
        assert case.refusal("paper", "officer returns") == "decided"
        assert "paper: officer returns" not in case.open_to("officer")


def test_rule_19_a_step_that_leaves_its_stage_done_stays_open() -> None:
    case = club(DECIDED)
    case.do("paper", "officer accepts")
    case.do("verdict", "officer agrees")
    case.do("paper", "officer stamps")


def test_rule_19_what_says_any_time_stays_open_after_a_decision() -> None:
    case = club(DECIDED)
    case.do("paper", "officer accepts")
    case.do("verdict", "officer agrees")
    case.do("talk", "officer demands")
    assert case.stages == ["talks"]


def test_rule_19_when_the_case_is_completed_nothing_is_undone() -> None:
    case = club(DECIDED)
    case.do("paper", "officer accepts")
    case.do("verdict", "officer agrees")
    case.do("gift", "officer sends")
    assert case.picture.end == "completed"
    assert case.refusal("gift", "officer recalls") == "decided"


def test_rule_20_a_step_that_stays_moves_nothing() -> None:
    case = club(two().replace("officer takes: busy", "officer takes: busy, officer knocks: stays"))
    since = case.picture.instance("a").since
    events = case.do("a", "officer knocks")
    assert [(event.kind, event.after) for event in events] == [("step", "")]
    assert case.picture.instance("a").since == since


def test_rule_20_a_step_to_its_own_status_enters_it_anew() -> None:
    case = club(two().replace("officer takes: busy", "officer takes: busy, officer knocks: new"))
    since = case.picture.instance("a").since
    case.do("a", "officer knocks")
    assert case["a"] == "new"
    assert case.picture.instance("a").since > since


TRIES = """\
stages: {one: {title: One, items: scan}}
items:
  scan:
    title: Scan
    statuses:
      asked:
        caption: Asked
        waits for: applicant
        scanner fails: {at most: 3, then: review}
        scanner passes: passed
        officer asks again: asked
      review: {caption: Review, officer repeats: asked}
      passed: {caption: Passed, is: good}
case: {ends: {completed: Completed}}
"""


def test_rule_21_three_tries_and_the_fourth_goes_on() -> None:
    case = club(TRIES)
    for _ in range(3):
        case.do("scan", "scanner fails")
        assert case["scan"] == "asked"
    case.do("scan", "scanner fails")
    assert case["scan"] == "review"


def test_rule_21_entering_the_same_status_anew_does_not_forget_the_tries() -> None:
    case = club(TRIES)
    for _ in range(3):
        case.do("scan", "scanner fails")
    case.do("scan", "officer asks again")
    case.do("scan", "scanner fails")
    assert case["scan"] == "review"


def test_rule_21_coming_from_another_status_begins_to_count_anew() -> None:
    case = club(TRIES)
    for _ in range(4):
        case.do("scan", "scanner fails")
    case.do("scan", "officer repeats")
    for _ in range(3):
        case.do("scan", "scanner fails")
    assert case["scan"] == "asked"


def test_rule_21_without_then_the_step_is_closed() -> None:
    flow = TRIES.replace("scanner fails: {at most: 3, then: review}", "officer nods: {at most: 2}")
    flow = flow.replace("      review: {caption: Review, officer repeats: asked}\n", "")
    case = club(flow)
    case.do("scan", "officer nods")
    case.do("scan", "officer nods")
    assert case.refusal("scan", "officer nods") == "used up"


def test_rule_21_at_most_once_an_hour() -> None:
    flow = TRIES.replace(
        "scanner fails: {at most: 3, then: review}", "applicant calls: {at most: 1 an hour}"
    ).replace("      review: {caption: Review, officer repeats: asked}\n", "")
    case = club(flow)
    case.do("scan", "applicant calls")
    case.wait(minutes=59)
    assert case.refusal("scan", "applicant calls") == "used up"
    case.wait(minutes=2)
    case.do("scan", "applicant calls")
    assert case.now > NOON + timedelta(hours=1)


MANY = """\
stages: {one: {title: One, items: card}}
items:
  card:
    title: Card
    for each: members
    statuses:
      new:  {caption: New, waits for: the person, officer asks: asked, the person answers: done}
      asked: {caption: Asked, waits for: the person, the person answers: done, officer helps: done}
      done: {caption: Done, is: good}
case: {ends: {completed: Completed}}
"""


def test_rule_22_one_command_moves_several_or_none() -> None:
    case = club(MANY, people("Anna", "Juris"))
    case.do("card", "officer asks", "people.0")
    assert case.refusal("card", "officer asks", "people.0", "people.1") == "other status"
    assert case["card", "people.1"] == "new"
    case.do("card", "officer asks", "people.1")
    case.do("card", "officer helps", "people.0", "people.1")
    assert case.picture.end == "completed"


def test_rule_22_of_several_it_must_be_said_which() -> None:
    case = club(MANY, people("Anna", "Juris"))
    assert case.refusal("card", "officer asks") == "no such unit"
    assert case.refusal("card", "officer asks", "people.7") == "no such unit"


def test_the_person_acts_for_nobody_else() -> None:
    case = club(MANY, people("Anna", "Juris"))
    anna = Actor("user", frozenset(), persons=frozenset({"people.0"}))
    assert case.refusal("card", "the person answers", "people.1", by=anna) == "other role"
    case.do("card", "the person answers", "people.0", by=anna)


def test_rule_23_who_saw_an_older_state_is_refused() -> None:
    case = club(two().replace("officer takes: busy", "officer takes: busy, officer knocks: new"))
    seen = case.picture.instance("a").moved
    case.do("a", "officer knocks")
    assert case["a"] == "new"
    assert case.refusal("a", "officer takes", seen=seen) == "stale"
    case.do("a", "officer takes", seen=case.picture.number)


def test_rule_23_what_happened_elsewhere_makes_nothing_stale() -> None:
    case = club(MANY, people("Anna", "Juris"))
    seen = case.picture.number
    case.do("card", "officer asks", "people.0")
    case.do("card", "officer asks", "people.1", seen=seen)


def test_rule_24_steps_of_the_case_are_open_until_the_first_decision() -> None:
    case = club(DECIDED)
    assert "case: applicant withdraws" in case.open_to("applicant")
    case.do("paper", "officer accepts")
    case.do("verdict", "officer refuses")
    assert case.refusal("case", "applicant withdraws") == "decided"
    assert case.open_to("applicant") == []


def test_rule_24_a_withdrawn_case_is_over() -> None:
    case = club(DECIDED)
    case.do("case", "applicant withdraws")
    assert case.picture.end == "closed"
    assert case.refusal("paper", "officer accepts") == "final"
    assert case.refusal("case", "applicant withdraws") == "final"
    assert case.open_to("officer") == []


def test_nobody_else_withdraws_for_the_applicant() -> None:
    case = club(DECIDED)
    assert case.refusal("case", "applicant withdraws", by=actor("officer")) == "other role"

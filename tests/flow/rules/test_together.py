"""Rules 19, 22 and 30 together: what is offered is obeyed, for one and for several at once."""

from __future__ import annotations

from tests.flow.rules.club import club, people

FLOW = """\
stages:
  proving:  {title: Proving, items: photo, done when: {photo: any passed}}
  deciding: {title: Deciding, items: grant}
items:
  photo:
    title: Photo
    for each: members
    statuses:
      open:   {caption: Open, officer passes: passed}
      passed: {caption: Passed, is: good, officer asks again: open}
  grant:
    title: Grant
    decision: yes
    statuses:
      pending: {caption: Pending, officer grants: granted}
      granted: {caption: Granted, is: good}
case: {ends: {completed: Completed}}
"""


def test_what_a_decision_rests_on_is_not_undone_by_one_command_for_all() -> None:
    case = club(FLOW, people("Anna", "Juris"))
    case.do("photo", "officer passes", "people.0", "people.1")
    case.do("grant", "officer grants")
    assert case.refusal("photo", "officer asks again", "people.0", "people.1") == "decided"
    case.do("photo", "officer asks again", "people.1")
    assert case.refusal("photo", "officer asks again", "people.0") == "decided"


CIRCLE = """\
stages:
  proving:  {title: Proving, items: photo}
  helping:  {title: Helping, items: helper}
  deciding: {title: Deciding, items: grant}
items:
  photo:
    title: Photo
    statuses:
      open:   {caption: Open, officer passes: passed}
      passed: {caption: Passed, is: good, officer asks again: open}
  helper:
    title: Helper
    rests on: photo
    statuses:
      idle:   {caption: Idle, is: over, becomes: {called: photo becomes open}}
      called: {caption: Called, is: good}
  grant:
    title: Grant
    decision: yes
    statuses:
      pending: {caption: Pending, officer grants: granted}
      granted: {caption: Granted, is: good}
case: {ends: {completed: Completed}}
"""


def test_a_step_that_would_go_round_is_not_offered_after_a_decision() -> None:
    case = club(CIRCLE)
    case.do("photo", "officer passes")
    case.do("grant", "officer grants")
    assert case.open_to("officer") == []
    assert case.refusal("photo", "officer asks again") == "decided"

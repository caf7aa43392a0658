"""Part B of the rules: stages and the way."""

from __future__ import annotations

import pytest

from tests.flow.rules.club import club, people


def two(first: str = "", second: str = "", case: str = "{ends: {completed: Completed}}") -> str:
    return f"""\
stages:
  one: {{title: One, items: a{first}}}
  two: {{title: Two, items: b{second}}}
items:
  a:
    title: A
    statuses:
      new:  {{caption: New, officer takes: busy}}
      busy: {{caption: Busy, officer ends: done, officer gives up: off, officer fails: bad}}
      done: {{caption: Done, is: good, officer undoes: busy}}
      off:  {{caption: Off, is: over}}
      bad:  {{caption: Bad, is: bad, officer undoes: busy}}
  b:
    title: B
    statuses:
      new:  {{caption: New, officer ends: done}}
      done: {{caption: Done, is: good, officer undoes: new}}
case: {case}
"""


def test_rule_9_a_stage_that_is_not_needed_is_passed_over() -> None:
    case = club(two(first=", when: {wants: much}"), {"wants": "little", **people()})
    assert case.stages == ["two"]
    assert (case["a"], case["b"]) == ("", "new")


def test_rule_9_a_stage_of_which_nothing_is_known_holds_the_case() -> None:
    case = club(two(first=", when: {wants: much}"), people())
    assert case.stages == ["one"]
    assert (case["a"], case["b"]) == ("", "")
    case.answers(wants="much")
    assert case["a"] == "new"


@pytest.mark.parametrize(
    ("step", "stages"),
    [("officer ends", ["two"]), ("officer gives up", ["two"]), ("officer fails", ["one"])],
)
def test_rule_10_good_and_over_pass_a_stage_and_bad_does_not(step: str, stages: list[str]) -> None:
    case = club(two())
    case.do("a", "officer takes")
    case.do("a", step)
    assert case.stages == stages


def test_rule_10_a_test_of_its_own_says_when_a_stage_is_done() -> None:
    case = club(two(first=", done when: {a: not new}"))
    assert case.stages == ["one"], "nothing has happened yet, whatever the test says"
    case.do("a", "officer takes")
    assert case.stages == ["two"]


def test_rule_10_a_decision_is_done_either_way() -> None:
    case = club(
        two()
        .replace("title: A\n", "title: A\n    decision: yes\n")
        .replace(", officer undoes: busy", "")
    )
    case.do("a", "officer takes")
    case.do("a", "officer fails")
    assert case.stages == ["two"]


def test_rule_11_the_first_stage_that_is_not_done_is_current() -> None:
    case = club(two())
    case.do("a", "officer takes")
    case.do("a", "officer ends")
    assert case.stages == ["two"]
    case.do("a", "officer undoes")
    assert case.stages == ["one"]


TOGETHER = """\
stages:
  start: {title: Start, items: s}
  beside:
    together:
      left:  {title: Left, items: l}
      right: {title: Right, items: r}
  last: {title: Last, items: e}
items:
  s: {title: S, statuses: {new: {caption: New, officer ends: done}, done: {caption: Done, is: good}}}
  l: {title: L, statuses: {new: {caption: New, officer ends: done}, done: {caption: Done, is: good}}}
  r: {title: R, statuses: {new: {caption: New, officer ends: done}, done: {caption: Done, is: good}}}
  e: {title: E, statuses: {new: {caption: New, officer ends: done}, done: {caption: Done, is: good}}}
case: {ends: {completed: Completed}}
"""


def test_rule_11_stages_that_stand_together_do_not_wait_for_each_other() -> None:
    case = club(TOGETHER)
    assert case.stages == ["start"]
    case.do("s", "officer ends")
    assert case.stages == ["left", "right"]
    case.do("r", "officer ends")
    assert case.stages == ["left"]
    case.do("l", "officer ends")
    assert case.stages == ["last"]


BESIDE = """\
stages:
  one:   {title: One, items: a}
  two:   {title: Two, items: b}
  side:  {title: Side, items: d, opens after: one}
  three: {title: Three, items: c}
items:
  a: {title: A, statuses: {new: {caption: New, officer ends: done}, done: {caption: Done, is: good, officer undoes: new}}}
  b: {title: B, statuses: {new: {caption: New, officer ends: done}, done: {caption: Done, is: good}}}
  d:
    title: D
    statuses:
      quiet: {caption: Not required, is: over, officer demands: asked}
      asked: {caption: Asked, officer ends: done}
      done:  {caption: Done, is: good, officer demands: asked}
  c: {title: C, statuses: {new: {caption: New, officer ends: done}, done: {caption: Done, is: good}}}
case: {ends: {completed: Completed}}
"""


def test_rule_11_a_stage_that_opens_after_another_runs_beside_the_rest() -> None:
    case = club(BESIDE)
    assert case["d"] == ""
    case.do("a", "officer ends")
    assert case["d"] == "quiet"
    case.do("d", "officer demands")
    assert case.stages == ["two", "side"]
    case.do("b", "officer ends")
    assert case.stages == ["side"], "what stands after it waits for it"
    case.do("d", "officer ends")
    assert case.stages == ["three"]


def test_rule_11_what_stands_before_it_does_not_wait_for_it() -> None:
    case = club(BESIDE)
    case.do("a", "officer ends")
    case.do("d", "officer demands")
    assert "b: officer ends" in case.open_to("officer")


def test_rule_13_a_stage_for_each_of_nobody_is_not_done() -> None:
    flow = two().replace("title: A\n", "title: A\n    for each: members\n")
    case = club(flow, people())
    assert case.stages == ["one"]


def test_rule_15_completed_is_an_event_and_no_wall() -> None:
    flow = two().replace("officer undoes: new", "officer undoes: {to: new, any time: yes}")
    case = club(flow)
    case.do("a", "officer takes")
    case.do("a", "officer ends")
    case.do("b", "officer ends")
    assert case.picture.end == "completed"
    case.do("b", "officer undoes")
    assert case.picture.end == ""
    case.do("b", "officer ends")
    assert [event.after for event in case.events if event.kind == "ended"] == [
        "completed",
        "",
        "completed",
    ]


def test_rule_15_every_other_end_is_final() -> None:
    ends = "{ends: {completed: Completed, refused: {caption: Refused, when: {a: off}}}}"
    case = club(two(case=ends))
    case.do("a", "officer takes")
    case.do("a", "officer gives up")
    assert case.picture.end == "refused"
    assert case.open_to("officer") == []
    assert case.refusal("a", "officer takes") in ("final", "other status")
    case.answers(wants="much")
    assert case.picture.end == "refused"

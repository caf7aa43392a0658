"""Why a stage is needed, why there is one of an item, and why a step is not open."""

from __future__ import annotations

import pytest

from engine.language.reader import Reader
from engine.meaning.flow.steps import state_of
from engine.meaning.units import UnitScope
from engine.meaning.words.captions import Captions
from engine.meaning.words.summary import reasons_in_words
from engine.meaning.words.why import Why, guard_reason
from engine.meaning.words.why_flow import why_item, why_needed, why_not_open
from tests.scenarios.library import AGREED, GIVEN, SENT, library, trial

ENGLISH = Reader("en", lambda _context, source: source)
DAY = GIVEN.replace("pass: year", "pass: day")
NOTHING_YET = "    - do: {wait: 1 hour}\n"


def told(why: Why) -> list[str]:
    """The words of the reasons: of rules their because, of conditions the tests."""
    captions = Captions(library().today("library").meaning, ENGLISH)
    return [reason.because or reason.text for reason in reasons_in_words(why, captions)]


def test_a_stage_is_needed_for_a_reason() -> None:
    state = trial(SENT).state
    why = why_needed(state.world.situation(state.picture), "paying")
    assert why.holds is True
    assert why.because is not None
    assert why.because.source == "The library lives on it"
    assert told(why) == [
        "“Price of the pass” is Reduced price or Full price (result: Full price) ✓",
        "Everybody else pays the whole price",
    ]


def test_a_stage_is_not_needed_for_a_reason() -> None:
    state = trial(SENT, DAY).state
    why = why_needed(state.world.situation(state.picture), "paying")
    assert (why.holds, why.because) == (False, None)
    assert told(why)[-1] == "A day in the reading room is free"


def test_what_is_missing_to_know_a_stage() -> None:
    state = trial(NOTHING_YET).state
    why = why_needed(state.world.situation(state.picture), "paying")
    assert (why.holds, why.missing) == (None, ("reader.pass",))


@pytest.mark.parametrize(
    ("item", "unit", "holds", "reason"),
    [
        ("document", "reader", True, "Every reader is known by name"),
        ("document", "children.0", False, "Every reader is known by name"),
        ("shelf", "music", True, "These shelves are closed"),
        ("invoice", "", True, "Everybody else pays the whole price"),
    ],
)
def test_there_is_one_for_a_reason(item: str, unit: str, holds: bool, reason: str) -> None:
    state = trial(SENT).state
    why = why_item(state.world.situation(state.picture), state.route.items[item], unit)
    assert why.holds is holds
    assert reason in told(why)


@pytest.mark.parametrize(
    ("steps", "item", "step", "code"),
    [
        (SENT, "application", "librarian accepts", None),
        (SENT, "application", "applicant sends", "other status"),
        (SENT, "rules", "applicant agrees", "not begun"),
        (f"{SENT}    - do: {{case: applicant withdraws}}\n", "application", "librarian accepts",
         "final"),
        (f"{AGREED}    - do: {{application: librarian returns}}\n", "invoice",
         "librarian waives the fee", "earlier stage"),
    ],
)  # fmt: skip
def test_a_step_is_not_open_for_a_reason(steps: str, item: str, step: str, code: str) -> None:
    state = trial(steps).state
    here = state_of(state.world, state.picture, item)
    found = next(one for status in here.item.statuses for one in status.steps if one.name == step)
    assert why_not_open(state.world, state.picture, here, found)[0] == code


def test_the_tests_of_a_closed_step_are_told() -> None:
    issued = f"{AGREED}    - do: {{invoice: cashier issues, with: {{bill.amount: 30}}}}\n"
    state = trial(issued).state
    here = state_of(state.world, state.picture, "invoice")
    step = here.item.step("issued", "cashier strikes out a payment")
    assert step is not None
    code, why = why_not_open(state.world, state.picture, here, step)
    assert (code, why.holds) == ("condition", False)
    assert told(why) == ["“Payment”, at least one: nobody and nothing is entered"]


def test_tests_on_the_own_answers_of_one_are_told_with_them() -> None:
    seen = "{paper.number: LV-1, paper.valid_until: 2020-01-01}"
    state = trial(f"{SENT}    - do: {{document: librarian sees it, with: {seen}}}\n").state
    case = state.world.situation(state.picture)
    document = state.route.items["document"]
    condition = document.status("asked").steps[4].to[0].when
    assert condition is not None
    reason = guard_reason(case, condition, UnitScope(case, document, "reader"))
    assert told(Why(False, (reason,))) == [
        "“Valid until” is today or later (answer: 1 January 2020) ✗"
    ]

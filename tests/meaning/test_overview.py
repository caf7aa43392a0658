"""A case in items in words: how it stands, its stages and items, and whose turn it is."""

from __future__ import annotations

import pytest

from engine.base.values import Span, Text
from engine.definitions.model.conditions import (
    Compare,
    OverRows,
    Presence,
    Statuses,
    Subject,
)
from engine.language.reader import Reader
from engine.meaning.flow.standing import Turn, standing, turns
from engine.meaning.words.captions import Captions
from engine.meaning.words.happenings import (
    actor_in_words,
    happening_in_words,
    step_in_words,
    timer_in_words,
)
from engine.meaning.words.overview import FlowOverview, ItemLine, StageLine, overview
from engine.meaning.words.sentences import condition_in_words
from engine.meaning.words.units import filled, item_title, unit_name
from tests.scenarios.library import AGREED, PAID, SENT, SHOWN, library, trial

ENGLISH = Reader("en", lambda _context, source: source)
HERE = Span("x.yaml")
TWO = """
Tried:
  today: 2026-11-23
  given:
    reader: {full_name: Anna Paraugs, birth_date: 1985-05-05, email: anna@example.org, pass: year}
    reader.interests: [music]
    children: [{full_name: Juris Paraugs, birth_date: 2016-01-31}]
"""
FAILED = "".join("    - do: {document: scanner fails}\n" for _ in range(4))
ADMITTED = "".join(
    f"    - do: {{{step}}}\n" for step in ("card: librarian admits", "card: director confirms")
)
REFUSED = "".join(
    f"    - do: {{{step}}}\n" for step in ("card: librarian refuses", "card: director confirms")
)
CLOSED = "    - do: {shelf: librarian keeps closed}\n"
OPENED = "    - do: {shelf: librarian opens}\n"


def captions() -> Captions:
    return Captions(library().today("library").meaning, ENGLISH)


def said(steps: str = "", *, to_bank: bool = False) -> FlowOverview:
    state = trial(steps or "    - do: {wait: 1 hour}\n").state
    return overview(state.world, state.picture, ENGLISH, to_bank=to_bank)


def stage(found: FlowOverview, name: str) -> StageLine:
    return next(line for line in found.stages if line.stage == name)


def item(found: FlowOverview, name: str) -> ItemLine:
    return next(line for line in found.items if line.item == name)


@pytest.mark.parametrize(
    ("steps", "status", "code"),
    [
        ("", "In preparation", "in preparation"),
        (SENT, "Being looked at", "running"),
        (f"{SENT}    - do: {{wait: 31 days}}\n", "Stopped", "stopped"),
        (f"{SENT}    - do: {{case: applicant withdraws}}\n", "Withdrawn", "withdrawn"),
        (f"{PAID}{ADMITTED}{OPENED}", "Done: The card is ready, Open to you", "completed"),
    ],
)
def test_the_status_of_the_case(steps: str, status: str, code: str) -> None:
    found = said(steps)
    assert (found.status, found.standing) == (status, code)


@pytest.mark.parametrize(
    ("steps", "status"),
    [
        (f"{PAID}{REFUSED}{CLOSED}", "No card, Closed"),
        (f"{PAID}{ADMITTED}{CLOSED}", "The card is ready, Closed"),
    ],
)
def test_a_refusal_never_reads_as_completed(steps: str, status: str) -> None:
    found = said(steps)
    assert (found.end, found.status) == ("completed", status)


def test_stages_say_how_far_they_are_and_why() -> None:
    found = said(SHOWN)
    assert {line.stage: line.state for line in found.stages} == {
        "asking": "done",
        "showing": "done",
        "talking": "on_demand",
        "agreeing": "current",
        "paying": "waiting",
        "deciding": "waiting",
        "shelves": "waiting",
    }
    because = [reason.because for reason in stage(found, "paying").why]
    assert "Everybody else pays the whole price" in because
    assert found.current == ("agreeing",)
    assert stage(found, "showing").text.startswith("Show a document at the desk")


def test_of_an_ended_case_nothing_is_waited_for() -> None:
    found = said(f"{SENT}    - do: {{case: applicant withdraws}}\n")
    assert {line.state for line in found.stages} == {"done", "not_required"}
    assert (found.turns, found.current) == ((), ())


def test_a_stage_that_nobody_knows_yet_is_undecided() -> None:
    state = trial("    - do: {wait: 1 hour}\n").state
    found = overview(state.world, state.picture, ENGLISH)
    paying = stage(found, "paying")
    assert (paying.undecided, paying.missing) == (True, ("reader.pass",))


def test_the_applicant_reads_what_is_shown_and_the_bank_what_is() -> None:
    steps = f"{SENT}{FAILED}"
    assert item(said(steps), "document").caption == "To be shown"
    assert item(said(steps), "document").text == "The library looks at it until 24 November 2026."
    assert item(said(steps, to_bank=True), "document").caption == "Being looked at"


def test_an_accepted_form_is_shown_in_processing() -> None:
    steps = f"{SENT}    - do: {{application: librarian accepts}}\n"
    assert item(said(steps), "application").caption == "In processing"
    assert item(said(steps, to_bank=True), "application").caption == "Accepted"


def test_texts_are_filled_with_values() -> None:
    issued = f"{AGREED}    - do: {{invoice: cashier issues, with: {{bill.amount: 30}}}}\n"
    line = item(said(issued), "invoice")
    assert line.text == "EUR 30.00 are left to pay."
    assert line.waits_for == ("applicant",)
    slot = "{slot.date: 2026-11-30, slot.time: 15:00}"
    invited = f"{SHOWN}    - do: {{talk: director invites, with: {slot}}}\n"
    assert item(said(invited), "talk").text == "30 November 2026 at 15:00"


def test_whose_turn_it_is() -> None:
    assert said(SENT).turns == (
        Turn("librarian", "application"),
        Turn("the person", "document", "reader"),
    )
    proposed = f"{PAID}    - do: {{card: librarian admits}}\n"
    assert said(proposed).turns == (Turn("director", "card"), Turn("librarian", "shelf", "music"))
    assert item(said(proposed), "card").proposed
    state = trial(proposed).state
    assert turns(state.world, state.picture)[0] == Turn("director", "card")
    assert standing(state.world, state.picture).kind == "status"


def test_titles_of_one_of_several() -> None:
    state = trial(SENT, TWO).state
    case, items = state.world.situation(state.picture), state.route.items
    assert item_title(case, items["document"], "reader", captions()) == (
        "Identity document – Anna Paraugs"
    )
    assert unit_name(case, items["document"], "children.0", captions()) == "Juris Paraugs"
    assert unit_name(case, items["shelf"], "music", captions()) == "Music"
    assert item_title(case, items["rules"], "", captions()) == "House rules"


def test_whoever_has_no_name_yet_is_called_by_the_group() -> None:
    state = trial("    - do: {wait: 1 hour}\n").state
    case, items = state.world.situation(state.picture), state.route.items
    assert unit_name(case, items["document"], "reader", captions()) == "Reader"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{rest} of {bill.amount}", "0.00 of 30.00"),
        ("{link}, {nothing}, {slot.date}", "here, –, –"),
        ("{fee} for {reader.interests}", "Full price for Music"),
        ("{reader.birth_date}", "given"),
        ("no braces: { }", "no braces: { }"),
    ],
)
def test_placeholders(text: str, words: str) -> None:
    state = trial(PAID).state
    case = state.world.situation(state.picture)
    assert filled(case, Text(text), None, captions(), {"link": "here"}) == words


def test_placeholders_of_one_mean_its_own_first() -> None:
    seen = "{paper.number: LV-1, paper.valid_until: 2030-01-01}"
    state = trial(f"{SENT}    - do: {{document: librarian sees it, with: {seen}}}\n").state
    case, document = state.world.situation(state.picture), state.route.items["document"]
    text = Text("{full_name}: {paper.number}, {fee}")
    assert filled(case, text, (document, "reader"), captions()) == "Anna Paraugs: LV-1, Full price"


def test_conditions_on_items_in_words() -> None:
    own = Compare(Subject("paper.valid_until", in_row=True), Presence("answered"), "answered", HERE)
    for condition, words in (
        (
            Compare(Subject("invoice"), Statuses(("paid",), or_not_applicable=True), "", HERE),
            "“Invoice” is Paid or does not apply",
        ),
        (
            Compare(Subject("document"), Statuses(("shown", "missed"), "any"), "", HERE),
            "“Identity document”, at least one: Shown or Nobody came",
        ),
        (
            Compare(Subject("card"), Statuses(("proposed",)), "", HERE),
            "“Reader's card” is proposed, not confirmed yet",
        ),
        (
            OverRows("document", "any", own, HERE),
            "“Identity document”, at least one: “Valid until” is answered",
        ),
    ):
        assert condition_in_words(condition, captions()) == words


def test_steps_times_and_events_in_words() -> None:
    flow = captions().meaning.route.flow
    unclear = flow.item("document").status("unclear")
    assert step_in_words(unclear.steps[0], captions()) == (
        "Librarian: Accept (confirmed by: Director)"
    )
    assert step_in_words(flow.item("document").status("asked").steps[0], captions()) == (
        "Document scanner"
    )
    (timer,) = flow.item("document").status("asked").timers
    assert timer_in_words(timer, captions()) == "After 30 d"
    told = {
        notice.name: [happening_in_words(one, captions()) for one in notice.on]
        for notice in flow.notices
    }
    assert told == {
        "L-01 code": [
            "registration email code", "registration phone code", "password code",
            "new e-mail code", "new phone code",
        ],
        "L-02 link": ["Identity document: To be shown"],
        "L-03 reminder": ["Identity document: To be shown, every 7 d"],
        "L-04 look": ["Identity document: overdue", "Application: overdue"],
        "L-05 tomorrow": ["1 d before “Day”"],
        "L-06 agreed": ["House rules: Agree"],
        "L-07 payment": ["Payment: begins"],
        "L-08 decided": ["Reader's card: The card is ready or No card"],
        "L-09 end": ["The application ends"],
        "L-11 password": ["temporary password"],
    }  # fmt: skip
    assert [actor_in_words(name, captions()) for name in ("applicant", "the person", "nobody")] == [
        "Applicant",
        "The person",
        "nobody",
    ]

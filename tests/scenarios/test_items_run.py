"""What scenarios of a flow say of a case, and what they let happen."""

from __future__ import annotations

import pytest

from engine.scenarios.run import run
from tests.scenarios.library import (
    AGREED,
    ENGINES,
    PAID,
    SENT,
    SHOWN,
    after,
    failures,
    library,
    scenario,
)

TWO = """
Tried:
  today: 2026-11-23
  given:
    reader: {full_name: Anna Paraugs, birth_date: 1985-05-05, email: anna@example.org, pass: year}
    reader.interests: [novels]
    children: [{full_name: Juris Paraugs, birth_date: 2016-01-31}]
"""
YOUNG = """
Tried:
  today: 2026-11-23
  given:
    reader: {full_name: Anna Paraugs, birth_date: 2021-05-05, email: anna@example.org, pass: year}
    reader.interests: [novels]
    children: []
"""


@pytest.mark.parametrize(
    "expected",
    [
        "stages: [asking, showing, talking, agreeing, paying, deciding + shelves]",
        "stage: asking",
        "done: none",
        "case: in preparation",
        "waits for: applicant",
        "overdue: none",
        "problems: none",
        "engines: agree",
        "application: not_started",
        "document: not begun",
        "stage paying: applies",
        "each document: reader",
        "each shelf: music",
        "fee: full",
        "fact fee: full",
        "people: reader",
        "children: asked",
        "reader.pass: year",
        "reader.age: 18..",
        "options reader.interests: [novels, maps, music]",
        "limits children: 0..8 rows",
        "flow: [asking, showing, talking, agreeing, paying, deciding, shelves]",
        "item document: [showing, asked]",
        "steps card pending: [librarian admits, librarian refuses]",
        "steps case: [applicant withdraws, librarian closes]",
        "notice L-04 look: [document is overdue, application is overdue, librarian, cabinet]",
        "notice L-05 tomorrow: [1 day before slot.date, applicant, sms]",
        "notice L-06 agreed: ['rules: applicant agrees', librarian, cabinet]",
        "notice L-03 reminder: [document stays asked for every 7 days, applicant, the person, "
        "cabinet, email]",
        "notice L-09 end: [case ends, director, cabinet]",
    ],
)
def test_what_is_so_may_be_expected(expected: str) -> None:
    assert failures(f"  expect: {{{expected}}}\n") == []


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        ("application: processing", "not_started"),
        ("document: all shown", "reader: not begun"),
        ("invoice: paid", "not begun"),
        ("document: {reader: shown}", "not begun"),
        ("document: {children.0: asked}", "children.0 is none of: reader"),
        ("each shelf: maps", "music"),
        ("stage: showing", "asking"),
        ("case: completed", "in preparation"),
        ("waits for: [applicant, librarian]", "applicant"),
        ("told: L-02", "none"),
        ("reader.pass: day", "year"),
        ("reader.age: ..17", "21"),
        ("stage paying: not_required", "applies"),
        ("open: {librarian: librarian accepts}", "librarian closes"),
        ("open: {rules: applicant agrees}", "none"),
        ("open: {nobody: none}", "nobody of this name"),
    ],
)
def test_what_is_not_so_fails(expected: str, got: str) -> None:
    assert [each[2] for each in failures(f"  expect: {{{expected}}}\n")] == [got]


def test_an_unknown_word_is_told_with_the_nearest() -> None:
    ((_, _, got),) = failures("  expect: {aplication: processing}\n")
    assert got.endswith("Did you mean “application”?")


def test_what_is_sent_is_judged() -> None:
    ((subject, _, got),) = failures(f"  steps:\n{SENT}", YOUNG)
    assert (subject, got) == ("application: applicant sends", "refused: reader.birth_date E-22")
    corrected = "do: {application: applicant sends, with: {reader.birth_date: 2005-05-05}}"
    assert failures(f"  steps:\n    - {corrected}\n    - then: {{stage: showing}}\n", YOUNG) == []
    refused = "refused: {application: applicant sends, code: E-22}"
    assert failures(f"  steps:\n    - {refused}\n", YOUNG) == []


def test_a_correction_replaces_the_rows_of_a_group() -> None:
    sent = "do: {application: applicant sends, with: {children: []}}"
    assert failures(f"  steps:\n    - {sent}\n    - then: {{each document: reader}}\n", TWO) == []


def test_of_several_it_must_be_said_which() -> None:
    ((_, _, got),) = after(SENT, "do: {document: scanner passes}", TWO)
    assert got == "refused: of whom? reader, children.0"
    ((_, _, got),) = after(SENT, "do: {document: scanner passes, of: children.1}", TWO)
    assert got == "refused: children.1 is none of: reader, children.0"


@pytest.mark.parametrize("whom", ["all", "[reader, children]", "[reader, children.0]"])
def test_of_all_or_of_some(whom: str) -> None:
    steps = f"{SENT}    - do: {{document: scanner passes, of: {whom}}}\n"
    assert after(steps, "then: {document: all shown, stage: agreeing}", TWO) == []


def test_the_one_of_a_child_moves_alone() -> None:
    steps = f"{SENT}    - do: {{document: scanner passes, of: children.0}}\n"
    assert after(steps, "then: {document: {reader: asked, children.0: shown}}", TWO) == []


def test_only_what_is_permitted_is_done() -> None:
    ((_, _, got),) = after(SENT, "do: {rules: applicant agrees}")
    assert got == "refused: not begun"
    ((_, _, got),) = after(SENT, "refused: {application: librarian accepts}")
    assert got == "obeyed"
    ((_, expected, got),) = after(SENT, "refused: {rules: applicant agrees, code: final}")
    assert (expected, got) == ("refused final", "refused: not begun")


def test_an_outside_party_that_is_not_expected_moves_nothing() -> None:
    assert after(SHOWN, "refused: {document: scanner passes, code: heard}") == []


PROPOSED = f"{PAID}    - do: {{card: librarian admits}}\n"


@pytest.mark.parametrize(
    "step",
    [
        "then: {card: proposed, waits for: [librarian, director]}",
        "refused: {card: librarian refuses, code: proposal open}",
        "refused: {card: director confirms, by: the same person, code: same person}",
        "refused: {card: cashier confirms, code: other role}",
        "do: {card: director confirms}",
        "do: {card: director returns, with: {comment: Not yet}}",
        "do: {card: librarian takes back}",
        "refused: {card: librarian takes back, by: another person, code: same person}",
    ],
)
def test_a_proposal_needs_another_person(step: str) -> None:
    assert after(PROPOSED, step) == []


def test_a_role_can_agree_to_its_own_step_by_another_person() -> None:
    waived = f"{AGREED}    - do: {{invoice: librarian waives the fee}}\n"
    one = f"{waived}    - do: {{invoice: cashier confirms}}\n"
    assert after(one, "then: {invoice: proposed}") == []
    assert (
        after(f"{one}    - do: {{invoice: director confirms}}\n", "then: {invoice: waived}") == []
    )


def test_a_form_of_a_step_is_judged_as_a_page_would() -> None:
    ((_, _, got),) = after(AGREED, "do: {invoice: cashier issues, with: {bill.amount: 0}}")
    assert got == "refused: bill.amount E-02"
    ((_, _, got),) = after(AGREED, "do: {invoice: cashier issues}")
    assert got == "refused: bill.amount E-01"


def test_what_a_step_asked_can_be_tested() -> None:
    assert after(PAID, "then: {rest: 0, paid so far: 30.., bill.amount: 30}") == []


def test_a_row_is_struck_out_by_its_number() -> None:
    twice = AGREED + "".join(
        f"    - {step}\n"
        for step in (
            "do: {invoice: cashier issues, with: {bill.amount: 30}}",
            "do: {invoice: cashier records a payment, with: {amount: 20, paid_on: 2026-11-20}}",
            "do: {invoice: cashier records a payment, with: {amount: 5, paid_on: 2026-11-21}}",
        )
    )
    struck = "do: {invoice: cashier strikes out a payment, with: {payments: 1}}"
    assert after(f"{twice}    - {struck}\n", "then: {rest: 25}") == []
    ((_, _, got),) = after(twice, "do: {invoice: cashier strikes out a payment}")
    assert got == "refused: payments E-01"


def test_the_own_answers_of_one_decide_where_a_step_leads() -> None:
    seen = "do: {document: librarian sees it, with: {paper.number: A1, paper.valid_until: %s}}"
    for until, then in (("2030-01-01", "all shown"), ("2020-01-01", "all unclear")):
        steps = f"{SENT}    - {seen % until}\n"
        assert after(steps, f"then: {{document: {then}}}") == []


def test_only_waiting_moves_the_clock() -> None:
    assert after(SENT, "then: {overdue: none, told: L-02}") == []
    waited = f"{SENT}    - do: {{wait: 2 working days}}\n"
    assert after(waited, "then: {overdue: application, told: L-04}") == []
    month = f"{SENT}    - do: {{wait: 30 days}}\n"
    assert after(month, "then: {document: all missed, case: stopped, told: [L-03, L-04]}") == []


def test_a_date_comes_in_its_time() -> None:
    """A wait lasts as the same words last in a flow: days end with the last of them."""
    slot = "{slot.date: 2026-11-30, slot.time: 15:00}"
    invited = f"{SHOWN}    - do: {{talk: director invites, with: {slot}}}\n"
    assert after(f"{invited}    - do: {{wait: 5 days}}\n", "then: {talk: agreed, told: L-05}") == []
    assert after(f"{invited}    - do: {{wait: 6 days}}\n", "then: {talk: today}") == []


def test_told_is_what_was_told_since_the_last_look() -> None:
    looked = f"{SENT}    - then: {{told: L-02 link}}\n"
    assert after(looked, "then: {told: none}") == []
    assert after(f"{PAID}    - then: {{told: L-06}}\n", "then: {told: none}") == []
    ((_, _, got),) = after(SENT, "then: {told: none}")
    assert got == "L-02 link"


def test_an_end_shows_and_is_final() -> None:
    gone = f"{SENT}    - do: {{case: applicant withdraws}}\n"
    assert after(gone, "then: {case: withdrawn, stage: none, waits for: nobody, told: L-09}") == []
    assert after(gone, "refused: {application: librarian accepts, code: final}") == []


def test_everything_decided_completes_the_case() -> None:
    decided = PROPOSED + "".join(
        f"    - {step}\n"
        for step in ("do: {card: director confirms}", "do: {shelf: librarian keeps closed}")
    )
    assert after(decided, "then: {case: completed, card: admitted, shelf: all closed}") == []
    assert after(decided, "refused: {case: applicant withdraws, code: completed}") == []


def test_the_case_can_be_put_into_words_all_the_way() -> None:
    assert run(scenario(f"  steps:\n{PROPOSED}"), library(), ENGINES).failures == ()

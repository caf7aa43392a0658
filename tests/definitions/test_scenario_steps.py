"""Scenarios of a flow are held against it: what they name exists."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from engine.definitions.checks.scenario_names import report_scenario_names
from engine.definitions.faults import Faults
from engine.definitions.loader import load
from engine.definitions.model.programme import Definitions
from engine.definitions.reading.scenarios import read_scenarios

LIBRARY = Path(__file__).parents[1] / "flow" / "library"


@cache
def library() -> Definitions:
    return load(LIBRARY)


def told(step: str) -> list[str]:
    """Code, column and advice of everything that is said of one step."""
    text = {"scenarios/library/x.yaml": f"A:\n  steps:\n    - {step}\n"}
    faults = Faults()
    read_scenarios(text, faults)
    report_scenario_names(text, library().programmes, faults)
    return [f"{one.span.column} {one.code} {one.suggestion}" for one in faults.in_order()]


@pytest.mark.parametrize(
    "step",
    [
        "do: {application: applicant sends}",
        "do: {application: applicant sends, with: {reader.pass: day, children: [{full_name: A}]}}",
        "do: {document: scanner passes, of: [reader, children.0]}",
        "do: {document: librarian sees it, of: all, with: {paper.number: A1}}",
        "do: {document: director confirms}",
        "refused: {document: director confirms, by: the same person, code: same person}",
        "do: {invoice: cashier records a payment, with: {amount: 1, paid_on: 2026-11-20}}",
        "do: {invoice: cashier strikes out a payment, with: {payments: 1, reason: Twice}}",
        "do: {case: applicant withdraws}",
        "do: {wait: 3 working days}",
        "then: {document: all shown, application: not draft, invoice: paid or n/a}",
        "then: {document: {reader: shown, children.0: [unclear proposed]}, card: proposed}",
        "then: {stage: [asking, talking], case: in progress, waits for: the person, overdue: none}",
        "then: {told: [L-02, L-03 reminder], open: {librarian: none, document: [scanner fails]}}",
        "then: {rest: ..0, reader.pass: year, fee: full, stage shelves: applies, each shelf: maps}",
        "then: {stages: [asking, deciding + shelves], problems: {reader.birth_date: E-22}}",
    ],
)
def test_what_exists_may_be_named(step: str) -> None:
    assert told(step) == []


@pytest.mark.parametrize(
    ("step", "fault"),
    [
        ("do: {dokument: scanner passes}", "12 A221 Did you mean “document”?"),
        ("do: {document: scanner pases}", "22 A222 Did you mean “scanner passes”?"),
        ("do: {rules: officer pays}", "19 A222 Steps: applicant agrees, applicant declines, "
         "librarian explains."),
        ("do: {case: applicant withdrew}", "18 A222 Did you mean “applicant withdraws”?"),
        ("do: {document: librarian sees it, with: {paper.numbr: x}}",
         "12 A201 Did you mean “paper.number”?"),
        ("do: {application: applicant sends, with: {children: [{birthdate: x}]}}",
         "12 A201 Did you mean “children.birth_date”?"),
        ("do: {wait: 3 moons}", "18 A107 Write “30 days”, “5 working days”, “48 hours”, "
         "“15 minutes”, “2 months” or “1 year”."),
        ("do: {of: reader}", "11 A102 Write {ITEM: STEP}, as {application: applicant sends}."),
        ("do: {document: scanner passes, by: anybody}",
         "42 A106 Write “by: the same person” or “by: another person”."),
        ("do: {document: scanner passes, code: E-01}", "38 A101 Known: by, document, of, with."),
        ("then: {document: all showed}", "28 A216 Did you mean “shown”?"),
        ("then: {document: shown}", "24 A610 Write any, all or none before “shown”."),
        ("then: {rules: all agreed}", "21 A611 Write “agreed”."),
        ("then: {document: {reader: showed}}", "33 A216 Did you mean “shown”?"),
        ("then: {dokument: all shown}", "14 A221 Did you mean “document”?"),
        ("then: {paidsofar: 3}", "14 A201 Did you mean “paid so far”?"),
        ("then: {told: L-2}", "20 A224 Did you mean “L-02”?"),
        ("then: {case: compl}", "20 A216 Did you mean “completed”?"),
        ("then: {stage: askin}", "21 A214 Did you mean “asking”?"),
        ("then: {waits for: libarian}", "25 A212 Did you mean “librarian”?"),
        ("then: {overdue: dokument}", "23 A221 Did you mean “document”?"),
        ("then: {open: {libarian: none}}", "21 A212 Did you mean “librarian”?"),
        ("then: {open: {rules: applicant agres}}", "28 A222 Did you mean “applicant agrees”?"),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_told_at_its_place(step: str, fault: str) -> None:
    assert told(step) == [fault]

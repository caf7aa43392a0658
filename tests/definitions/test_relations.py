"""What is judged when the whole programme is there: circles, order, contradictions, leftovers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.definitions.folders import faults, replaced, written

FLOW = "flows/corner.yaml"
DETAILS = "forms/corner/details.yaml"
WHEN = "{person.country: not LV}"


def told(folder: Path) -> list[str]:
    return [f"{fault.code} {fault.message}" for fault in faults(folder)]


@pytest.mark.parametrize(
    ("when", "never"),
    [
        ("{person.country: LV, not: {person.country: LV}}", False),
        ("{all: [{person.country: LV}, {person.country: EE}]}", True),
        ("{all: [{person.country: LV or EE}, {person.country: EE or LT}]}", False),
        ("{all: [{person.country: LV or EE}, {person.country: not LV or EE}]}", True),
        ("{all: [{person.country: not LV}, {person.country: not EE}]}", False),
        ("{all: [{person.country: blank}, {person.country: LV}]}", True),
        ("{all: [{person.country: answered}, {person.country: LV}]}", False),
        ("{all: [{person.country: n/a}, {person.country: not LV}]}", False),
        ("{all: [{person.country: n/a}, {person.country: LV}]}", True),
        ("{all: [{person.country: answered}, {person.country: blank}]}", True),
        ("{all: [{income: ..10}, {income: 20..}]}", True),
        ("{all: [{income: ..20}, {income: 20..}]}", False),
        ("{all: [{income: 5}, {income: 6..}]}", True),
        ("{all: [{income: 5}, {income: ..5}]}", False),
        ("{all: [{income: 5}, {income: ..<5}]}", True),
        ("{all: [{income: not 1..5}, {income: 2 or 3}]}", True),
        ("{all: [{person.birth_date: ..2000-01-01}, {person.birth_date: 2001-01-01..}]}", True),
        ("{all: [{person.birth_date: ..today}, {person.birth_date: today..}]}", False),
        ("{all: [{services: card}, {services: account}]}", False),
        ("{all: [{services: only card}, {services: account}]}", True),
        ("{all: [{services: only card or account}, {services: all card or loan}]}", True),
        ("{any: [{person.country: LV}, {person.country: EE}]}", False),
        ("{all: [company, {client_type: natural}]}", True),
        ("{all: [{opened_on: = person.birth_date}, {opened_on: 2026-01-01..}]}", False),
        ("{services: loan or card}", False),
    ],
)
def test_two_tests_that_exclude_each_other(when: str, never: bool, tmp_path: Path) -> None:
    found = faults(replaced(tmp_path, DETAILS, WHEN, when))
    assert [fault.code for fault in found] == (["A403"] if never else [])


def test_conditions_of_the_form_and_section_count_too(tmp_path: Path) -> None:
    form = (
        "form: details\ntitle: Details\nwhen: company\nsections:\n"
        "  - {section: One, use: person, under: person, fields: {country: {country: C}}}\n"
        "  - section: Two\n    when: {services: card}\n    fields:\n"
        "      income: {money: Income}\n"
        "      a: {text: A, when: {client_type: natural}}\n"
        "      b: {text: B, when: {services: blank}}\n"
    )
    found = told(written(tmp_path, {DETAILS: form}))
    assert found == [
        "A403 “a” is never asked: “client_type” would have to be “legal” and “natural” at once.",
        "A403 “b” is never asked: “services” would have to be “card” and “blank” at once.",
    ]


@pytest.mark.parametrize(
    ("questions", "circle"),
    [
        ("a: {text: A, when: {b: x}}\n  b: {text: B, when: {c: x}}\n  c: {text: C}", ""),
        ("a: {text: A, when: {a: x}}", "a → a"),
        ("a: {text: A, when: {b: x}}\n  b: {text: B, when: {a: x}}", "a → b → a"),
        (
            "a: {text: A, when: {b: x}}\n  b: {text: B, when: {c: x}}\n"
            "  c: {text: C, when: {a: x}}",
            "a → b → c → a",
        ),
        ("a: {text: A, required: {b: x}}\n  b: {text: B, required: {a: x}}", ""),
        ("a: {choice: A, of: {x: {caption: X, when: {b: x}}}}\n  b: {text: B, when: {a: x}}",
         "a → b → a"),
        ("a: {text: A, when: {g: {any: {r: x}}}}\n"
         "  g: {rows: 0..2, title: G, each: G, fields: {r: {text: R, when: {a: x}}}}",
         "a → g[].r → a"),
    ],
)  # fmt: skip
def test_questions_that_wait_for_each_other(questions: str, circle: str, tmp_path: Path) -> None:
    folder = replaced(tmp_path, FLOW, "[details, owners]", "[details, owners, more]")
    form = f"form: more\ntitle: More\nfields:\n  {questions}\n"
    (folder / "forms/corner/more.yaml").write_text(form)
    expected = [f"A402 these wait for each other: {circle}."] if circle else []
    assert told(folder) == expected


def test_two_circles_are_two_faults(tmp_path: Path) -> None:
    folder = replaced(tmp_path, FLOW, "[details, owners]", "[details, owners, more]")
    (folder / "forms/corner/more.yaml").write_text(
        "form: more\ntitle: More\nfields:\n"
        "  a: {text: A, when: {b: x}}\n  b: {text: B, when: {a: x}}\n"
        "  c: {text: C, when: {d: x}}\n  d: {text: D, when: {c: x}}\n"
    )
    assert told(folder) == [
        "A402 these wait for each other: a → b → a.",
        "A402 these wait for each other: c → d → c.",
    ]


@pytest.mark.parametrize(
    ("guard", "codes"),
    [
        ("{income: 5..}", []),
        ("{application: processing}", []),
        ("{account: open}", ["A801"]),
        ("{account.email: answered}", []),
        ("{account.password: answered}", ["A802"]),
        ("{check: any approved}", ["A801"]),
    ],
)
def test_stages_know_what_came_before(guard: str, codes: list[str], tmp_path: Path) -> None:
    folder = replaced(tmp_path, FLOW, "when: {fee: applies}", f"when: {guard}")
    assert sorted({fault.code for fault in faults(folder)}) == codes


def test_registration_asks_before_every_stage(tmp_path: Path) -> None:
    folder = replaced(
        tmp_path,
        "forms/corner/client.yaml",
        "{choices: You want,",
        "{choices: You want, when: {person.country: LV},",
    )
    assert "A801 form “client” reads “person.country”, which is known only later." in told(folder)


@pytest.mark.parametrize(
    ("part", "entry", "what"),
    [
        ("conditions", "spare: {client_type: legal}", "condition “spare”"),
        ("persons", "guests: {caption: Guests, block: person}", "persons “guests”"),
    ],
)
def test_leftovers_are_told(part: str, entry: str, what: str, tmp_path: Path) -> None:
    folder = replaced(tmp_path, FLOW, f"{part}:\n", f"{part}:\n  {entry}\n")
    assert told(folder) == [f"A902 nothing uses the {what}."]


def test_terms_that_no_consent_names_are_told(tmp_path: Path) -> None:
    folder = replaced(tmp_path, "forms/corner/client.yaml", ", terms: [rules]", "")
    assert told(folder) == ["A902 nothing uses the terms “rules”."]


def test_leftover_files_are_told(tmp_path: Path) -> None:
    extra = {
        "lists/corner/spare.yaml": "list: spare\nof: [x]\n",
        "lists/old.csv": "code,caption\na,A\n",
    }
    assert told(written(tmp_path, extra)) == [
        "A902 nothing uses the list “spare”.",
        "A902 nothing uses the list “old”.",
    ]

"""Mutants of a flow: every part of it is tried, and check or a scenario notices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from engine.analysis.mutations.arrangements import of_arrangements
from engine.analysis.mutations.item_parts import of_item_test
from engine.analysis.mutations.judging import Judged, judged
from engine.analysis.mutations.making import chosen, mutants
from engine.analysis.mutations.mutant import Material, Mutant
from engine.analysis.mutations.proved_parts import proved_parts
from engine.analysis.mutations.spots import spots
from engine.analysis.mutations.vocabulary import vocabulary
from engine.definitions.loader import check_texts, load
from engine.definitions.model.programme import Definitions
from engine.language.catalogs import Catalogs
from terminal.mutants import MutantRun, verdicts
from tests.house.tree import ROOT

FOLDER = Path(__file__).parents[2] / "flow" / "library"
FLOW = "flows/library.yaml"
STATUSES = ("asked", "shown", "missed")


@cache
def library() -> Definitions:
    return load(FOLDER)


@cache
def material() -> Material:
    return Material(library().sources, Catalogs({}))


@cache
def every() -> tuple[Mutant, ...]:
    return tuple(
        one for one in mutants(material(), library(), "library") if one.file.startswith("flows/")
    )


@pytest.mark.parametrize(
    ("mutator", "before", "after"),
    [
        ("drop a step", "librarian explains: to_agree", ""),
        ("drop a step", "applicant withdraws: {to: withdrawn", ""),
        ("drop a step", "after 30 days: lapsed", ""),
        ("drop a status", "missed: {caption: Nobody came", ""),
        ("drop a confirmation", "confirmed by: director", ""),
        ("drop what follows by itself", "paid: {rest: ..0}", ""),
        ("drop what an item is", "rests on: application", ""),
        ("drop what an item is", "decision: yes", ""),
        ("drop what a status is", "due: 1 working day", ""),
        ("drop what a status is", "shown as: asked", ""),
        ("drop what a step is", "at most: 3", ""),
        ("drop what a stage is", "done when:", ""),
        ("drop what a stage is", "opens after: showing", ""),
        ("retarget a step", "shown", "asked"),
        ("retarget a step", "paid", "waived"),
        ("retarget a step", "withdrawn", "closed"),
        ("let somebody else act", "librarian sees it", "cashier sees it"),
        ("let somebody else act", "librarian", "cashier"),
        ("take another value", "card becomes refused", "card becomes pending"),
        ("widen a test", "processing or accepted", "processing or accepted or not_started"),
        ("narrow a test", "agreed or today", "agreed"),
    ],
)
def test_every_part_of_a_flow_is_tried(mutator: str, before: str, after: str) -> None:
    assert any(
        one.mutator == mutator and before in one.before and one.after == after for one in every()
    )


def test_promises_and_lists_are_left_alone() -> None:
    text = library().sources[FLOW]
    lines = text.splitlines()
    changed = {lines[one.line - 1].strip() for one in every() if one.mutator != "drop a condition"}
    assert not any(line.startswith(("- {at:", "Unpaid:", "Nobody came:")) for line in changed)


@pytest.mark.parametrize(
    ("test", "others"),
    [
        ("all shown", ["any shown", "all shown or n/a", "all shown or asked", "all asked"]),
        ("none missed", ["any missed", "none missed or asked", "none asked"]),
        ("not shown", ["shown", "not shown or asked", "not asked"]),
        ("shown or n/a", ["not shown", "shown", "shown or asked or n/a", "asked or n/a"]),
        ("nowhere", []),
    ],
)
def test_other_tests_on_an_item(test: str, others: list[str]) -> None:
    assert [words for _, words in of_item_test(test, STATUSES)] == others


@cache
def sample() -> tuple[Judged, ...]:
    """Mutants of every kind, judged without the proofs."""
    bench = MutantRun("library", date(2026, 11, 23))
    # Whoever is left is not compared with the original, which takes longer than all the rest.
    judges = {"scenarios": bench.scenarios, "nobody": lambda *_: "unnoticed"}
    wanted = chosen(every(), 60, seed=1)
    return tuple(judged(wanted, material(), library(), judges, bench.today))


def test_nothing_falls_over_a_mutant() -> None:
    assert len(sample()) == 60


def test_most_mistakes_are_noticed_by_check_or_by_scenarios() -> None:
    noticed = [one for one in sample() if one.by in ("check", "scenarios")]
    assert len(noticed) > 45
    assert {one.by for one in noticed} == {"check", "scenarios"}


@cache
def of_the_bank() -> tuple[Definitions, Material, tuple[Mutant, ...]]:
    found = load(ROOT / "definitions")
    made = Material(found.sources, Catalogs.load([ROOT / "translations"]))
    return found, made, mutants(made, found, "magnetiq")


@pytest.mark.parametrize(
    ("mutator", "before", "after"),
    [
        ("drop an appointment", "appointment: {on: slot.date", ""),
        ("drop what a step waits for", "at the appointment: yes,", ""),
        ("drop what a step waits for", "code: entered,", ""),
        ("drop what a step waits for", "signed in: signed_package.file", ""),
        ("drop what is made", "invoice.reference: reference of invoice.no", ""),
        ("drop what is suggested", "invoice.due: in 14 days", ""),
        ("drop what a provider is", "documents: package.documents", ""),
        ("drop a right", "audit", ""),
        ("change a length of time", "10 minutes before", "9 minutes before"),
        ("change a length of time", "2 working days", "2 days"),
        ("change a length of time", "1 working day", "2 working days"),
        ("change a length of time", "after the appointment", "after 1 hour"),
        ("change a length of time", "after 30 days", "after 31 days"),
        ("make something else", "payee of fees", "iban of fees"),
        ("hear another report", "Dokobit hands over", "Dokobit declines"),
        ("ask another form", "reason", "comment"),
    ],
)
def test_every_arrangement_is_tried(mutator: str, before: str, after: str) -> None:
    assert any(
        one.mutator == mutator and before in one.before and one.after == after
        for one in of_the_bank()[2]
    )


def test_what_a_time_counts_from_is_tried() -> None:
    text = "items: {a: {statuses: {open: {due: 1 working day since b becomes held}}}}\n"
    names = replace(vocabulary(library().programmes["library"]), items={"b": ("asked", "held")})
    found = [one.after for one in of_arrangements(spots(FLOW, text), names)]
    assert "1 working day" in found
    assert "1 working day since b becomes asked" in found


@pytest.mark.parametrize(
    ("mutator", "before", "is_proved"),
    [
        ("change a length of time", "10 minutes before", True),
        ("drop what is made", "invoice.purpose", True),
        ("drop a right", "assign", True),
        ("drop a channel", "email", True),
        ("drop a step", "officer cancels", False),
        ("ask another form", "reason", False),
        ("turn yes and no", "yes", False),
    ],
)
def test_what_was_proved_holds_where_no_proof_looks(
    mutator: str, before: str, is_proved: bool
) -> None:
    definitions, given, every_one = of_the_bank()
    found = next(one for one in every_one if one.mutator == mutator and before in one.before)
    changed, faults = check_texts(found.applied(given).texts)
    assert changed is not None, faults
    parts = proved_parts(definitions.programmes["magnetiq"])
    assert (parts == proved_parts(changed.programmes["magnetiq"])) == is_proved


def test_several_processes_say_the_same() -> None:
    wanted = [one for one in every() if one.mutator == "drop a status"][:4]
    bench = MutantRun("library", date(2026, 11, 23)).bench(library(), material())
    assert list(verdicts(bench, wanted, 2)) == list(verdicts(bench, wanted, 1))

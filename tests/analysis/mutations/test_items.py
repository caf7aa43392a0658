"""Mutants of a flow: every part of it is tried, and check or a scenario notices."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from engine.analysis.mutations.item_parts import of_item_test
from engine.analysis.mutations.judging import Judged, judged
from engine.analysis.mutations.making import chosen, mutants
from engine.analysis.mutations.mutant import Material, Mutant
from engine.definitions.loader import load
from engine.definitions.model.programme import Definitions
from engine.language.catalogs import Catalogs
from terminal.mutants import MutantRun

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

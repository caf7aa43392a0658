"""Which answers a blank subject waits for: its own, or those behind a value, a fact or a guard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.base.values import BLANK, Absence
from engine.definitions.model.conditions import Subject
from engine.meaning.case import Case, RowOfCase
from engine.meaning.missing import missing, once
from engine.meaning.programme import Question

COLUMN: Final = "[]."
"""Between the path of a group and the name of a question in it."""


def needed(case: Case, path: str, row: RowOfCase | None) -> tuple[str, ...]:
    """Input names of the questions to answer before the blank subject at ``path`` has a value."""
    return once(_needed(case, path, row))


def input_name(path: str, row: RowOfCase | None) -> str:
    """``owners[].share`` in the first row is ``owners.0.share``."""
    if row is None:
        return path
    return f"{row.key}.{path.partition(COLUMN)[2]}"


def _needed(case: Case, path: str, row: RowOfCase | None) -> Iterator[str]:
    meaning = case.meaning
    if path in meaning.questions:
        yield from _of_question(case, meaning.questions[path], row)
    elif path in meaning.values:
        for subject in meaning.values[path].item.arguments:
            yield from _of_argument(case, subject, row)
    elif path in meaning.facts:
        yield from case.decision(meaning.facts[path].rules.name).missing


def _of_question(case: Case, question: Question, row: RowOfCase | None) -> Iterator[str]:
    path = question.item.path
    if case.asked(path, row):
        yield input_name(path, row)
        return
    for guard in question.guards:
        yield from missing(guard.condition, row or case)


def _of_argument(case: Case, subject: Subject, row: RowOfCase | None) -> Iterator[str]:
    group, column, name = subject.path.partition(COLUMN)
    if not column or subject.in_row:
        if case.value(subject, row) is BLANK:
            yield from case.needed(subject, row)
        return
    rows = case.rows(group)
    if isinstance(rows, Absence):
        yield from case.needed(Subject(group)) if rows is BLANK else ()
        return
    cell = Subject(name, in_row=True)
    for one in rows:
        if one.value(cell) is BLANK:
            yield from one.needed(cell)

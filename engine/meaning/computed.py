"""What a named value is in a case: its function over answers, values and whole columns."""

from __future__ import annotations

from engine.base.values import Absence, Value
from engine.definitions.model.conditions import Subject
from engine.definitions.model.forms import Group
from engine.meaning.case import Case, RowOfCase
from engine.meaning.functions import Argument
from engine.meaning.needs import COLUMN
from engine.meaning.programme import NamedValue


def computed(case: Case, value: NamedValue, row: RowOfCase | None) -> Value:
    """The value, in the row it is asked in."""
    arguments = [_argument(case, subject, row) for subject in value.item.arguments]
    return value.function.apply(arguments, case.today)


def _argument(case: Case, subject: Subject, row: RowOfCase | None) -> Argument:
    if subject.in_row:
        return case.value(subject, row)
    group, is_column, name = subject.path.partition(COLUMN)
    question = case.meaning.questions.get(group)
    if question is None or not isinstance(question.item, Group):
        return case.value(subject)
    rows = case.rows(group)
    if isinstance(rows, Absence):
        return rows
    if not is_column:
        return tuple(row.key for row in rows)
    return tuple(row.value(Subject(name, in_row=True)) for row in rows)

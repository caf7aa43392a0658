"""Rows that need not be typed twice: copied from another group, or taken by who picks one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.base.values import NOTHING, Absence
from engine.definitions.model.conditions import Subject
from engine.definitions.model.forms import Field, Group
from engine.forms.shown import shown
from engine.forms.spots import rows_of
from engine.forms.view import CopyView
from engine.forms.wording import Wording
from engine.language.marker import N_
from engine.meaning.programme import Meaning
from engine.meaning.situation import RowScope, Situation

TAKE = N_("Fill in with the data of")


def row_title(group: Group, row: RowScope, wording: Wording) -> str:
    """How a row is called: the answer that names it, or nothing."""
    member = next((each for each in group.items if each.name == group.titled_by), None)
    if member is None:
        return ""
    value = row.value(Subject(member.name, in_row=True))
    return "" if isinstance(value, Absence) else shown(value, member, wording.reader)


def copies(case: Situation, group: Group, wording: Wording) -> Iterator[CopyView]:
    """Rows of other groups that may be copied into ``group``, without those it has already."""
    there = {row_title(group, row, wording) for row in rows_of(case, group.path)} - {""}
    for source, words in group.copy_from.items():
        item = case.meaning.questions[source].item
        for row in rows_of(case, source) if isinstance(item, Group) else ():
            title = row_title(item, row, wording) if isinstance(item, Group) else ""
            if title and title not in there:
                yield CopyView(row.key, wording.reader.text(words), title)


def takeable(meaning: Meaning, question: Field) -> Mapping[str, str]:
    """For a question that picks a row: questions beside it that the row answers, with its columns.

    ``submitter.representative`` picks a row of ``representatives``; ``submitter.full_name`` stands
    beside it, and the row has a ``full_name``.
    """
    beside, _, _own = question.path.rpartition(".")
    group = meaning.questions[question.rows_of].item if question.rows_of else None
    if not beside or not isinstance(group, Group):
        return NOTHING
    others = {
        f"{beside}.{column.name}": column
        for column in group.items
        if column.kind not in ("file", "note") and f"{beside}.{column.name}" in meaning.questions
    }
    return {
        path: column.name
        for path, column in others.items()
        if isinstance(other := meaning.questions[path].item, Field) and other.kind == column.kind
    }


def taken(case: Situation, question: Field, wording: Wording) -> CopyView | None:
    """The picked row, where it answers questions beside it that still have another answer."""
    given: object = case.answers.get(question.path)
    pairs, rows = takeable(case.meaning, question), case.given_rows(question.rows_of)
    if not pairs or not isinstance(given, str) or not given.isdecimal():
        return None
    number = int(given) - 1
    if not 0 <= number < len(rows):
        return None
    known = ((path, rows[number].get(name)) for path, name in pairs.items())
    if all(answer in (None, case.answers.get(path)) for path, answer in known):
        return None
    group = case.meaning.questions[question.rows_of].item
    row = case.row(question.rows_of, number)
    title = row_title(group, row, wording) if isinstance(group, Group) else ""
    return CopyView(question.path, wording.reader.message(TAKE), title) if title else None

"""The questions that are asked in a case, each once per row, with what is answered to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from engine.base.values import Row, Value
from engine.definitions.kinds import FIELD_TYPES, FieldType
from engine.definitions.model.conditions import Subject
from engine.definitions.model.forms import (
    Field,
    Group,
)
from engine.forms.outline import Outline, input_name
from engine.forms.walk import items_of
from engine.meaning.scope import Scope
from engine.meaning.situation import RowScope, Situation


class Spot(NamedTuple):
    """One question where it stands; ``given`` is what is stored, ``value`` what counts of it."""

    field: Field
    case: Situation
    row: RowScope | None
    given: object
    value: Value

    @property
    def name(self) -> str:
        """The input name."""
        return input_name(self.field, None if self.row is None else self.row.index)

    @property
    def kind(self) -> FieldType:
        return FIELD_TYPES[self.field.kind]

    @property
    def scope(self) -> Scope:
        """Where the conditions of the question are judged."""
        return self.row or self.case

    @property
    def country(self) -> str:
        """What ``country`` of the question says now, or empty."""
        country = self.field.country
        found = self.scope.value(country) if isinstance(country, Subject) else country
        return found if isinstance(found, str) else ""


def rows_of(case: Situation, group: str) -> tuple[RowScope, ...]:
    """The rows of a group that counts; none while it does not."""
    rows = case.rows(group)
    return rows if isinstance(rows, tuple) else ()


def asked_spots(case: Situation, outline: Outline) -> Iterator[Spot]:
    """Questions that are asked for certain, in page order."""
    for item in items_of(outline.forms):
        if not case.asked(item.path):
            continue
        if isinstance(item, Group):
            for row in rows_of(case, item.path):
                yield from _in_row(case, row)
        else:
            yield Spot(item, case, None, case.answers.get(item.path), case.at(item.path))


def asked_groups(case: Situation, outline: Outline) -> Iterator[Group]:
    """Groups that are asked for certain, in page order."""
    return (group for group in outline.groups.values() if case.asked(group.path))


def _in_row(case: Situation, row: RowScope) -> Iterator[Spot]:
    given: Row = case.given_rows(row.group)[row.index]
    for question, value in case.asked_in(row):
        if isinstance(question.item, Field):
            yield Spot(question.item, case, row, given.get(question.key), value)

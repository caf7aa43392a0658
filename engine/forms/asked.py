"""Which questions a case asks and which it requires, as paths: ``owners``, ``owners[].share``."""

from __future__ import annotations

from collections.abc import Callable

from engine.definitions.model.forms import (
    Field,
    Group,
)
from engine.forms.outline import Outline
from engine.forms.spots import rows_of
from engine.forms.walk import items_of
from engine.meaning.situation import RowScope, Situation
from engine.meaning.truth import Truth

Judge = Callable[[str, RowScope | None], Truth]


def asked_paths(case: Situation, outline: Outline) -> tuple[str, ...]:
    """Questions and groups that are asked, in page order; read-only notes are none.

    A question of a group counts if any row asks it; while there is no row, if every row would.
    """
    return _paths(case, outline, case.asked, lambda field: field.when is None)


def required_paths(case: Situation, outline: Outline) -> tuple[str, ...]:
    """Questions that must be answered and groups that need a row, in page order."""
    return _paths(
        case,
        outline,
        case.required,
        lambda field: field.when is None and field.required is True and field.kind != "tick",
    )


def _paths(
    case: Situation, outline: Outline, judge: Judge, always: Callable[[Field], bool]
) -> tuple[str, ...]:
    found: list[str] = []
    for item in items_of(outline.forms):
        if isinstance(item, Field):
            if item.kind != "note" and judge(item.path, None):
                found.append(item.path)
        elif case.asked(item.path):
            if judge(item.path, None):
                found.append(item.path)
            found += _columns(case, item, judge, always)
    return tuple(found)


def _columns(
    case: Situation, group: Group, judge: Judge, always: Callable[[Field], bool]
) -> list[str]:
    rows = rows_of(case, group.path)
    questions = [field for field in group.items if field.kind != "note"]
    if not rows:
        return [field.path for field in questions if always(field)]
    return [field.path for field in questions if any(judge(field.path, row) for row in rows)]

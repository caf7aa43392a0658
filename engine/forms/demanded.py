"""What forms and groups demand beyond single answers: checks, distinct rows, numbers of rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.base.values import Absence, Problem, Value
from engine.definitions.model.conditions import Subject
from engine.definitions.model.forms import (
    Distinct,
)
from engine.forms.fits import FitDemand
from engine.forms.outline import Outline
from engine.forms.sentences import (
    TOO_FEW_ROWS,
    TOO_MANY_ROWS,
    problem,
    said,
)
from engine.forms.spots import asked_groups, rows_of
from engine.meaning.conditions import Holds
from engine.meaning.situation import RowScope, Situation


def demand_problems(case: Situation, outline: Outline) -> Iterator[Problem]:
    """Checks that are broken, and rows that are alike."""
    for demand in outline.fits.demands[""]:
        yield from _broken(demand, case, outline, None)
    for group in asked_groups(case, outline):
        rows = rows_of(case, group.path)
        for row in rows:
            for demand in outline.fits.demands[group.path]:
                yield from _broken(demand, case, outline, row)
        wheres = outline.fits.distinct[group.path]
        for distinct, where in zip(group.distinct, wheres, strict=True):
            yield from _alike(distinct, where, rows)


def row_count_problems(case: Situation, outline: Outline) -> Iterator[Problem]:
    """Groups with too few or too many rows."""
    for group in asked_groups(case, outline):
        count = len(rows_of(case, group.path))
        if count < group.minimum:
            yield said(group.path, group.few, TOO_FEW_ROWS, min=group.minimum)
        if count > group.maximum:
            yield problem(group.path, TOO_MANY_ROWS, max=group.maximum)


def _broken(
    demand: FitDemand, case: Situation, outline: Outline, row: RowScope | None
) -> Iterator[Problem]:
    scope = row or case
    if demand.when is not None and demand.when(scope) is not True:
        return
    known = [path for path in demand.places if path in outline.order]
    asked = [path for path in known if case.asked(path, row if "[]." in path else None)]
    if (known and not asked) or demand.holds(scope) is not False:
        return
    check = demand.check
    for path in (asked[:1] if demand.floats else asked) or [""]:
        yield Problem(_input_name(path, row), check.saying.code, check.saying.text, check.level)


def _alike(distinct: Distinct, where: Holds | None, rows: Sequence[RowScope]) -> Iterator[Problem]:
    seen: set[tuple[Value, ...]] = set()
    for row in rows:
        key = tuple(_same_spelling(row.value(Subject(name, in_row=True))) for name in distinct.by)
        if any(isinstance(value, Absence) for value in key):
            continue
        if where is not None and where(row) is not True:
            continue
        if key in seen:
            path = f"{row.key}.{distinct.by[0]}"
            yield Problem(path, distinct.saying.code, distinct.saying.text)
        seen.add(key)


def _same_spelling(value: Value) -> Value:
    return value.casefold() if isinstance(value, str) else value


def _input_name(path: str, row: RowScope | None) -> str:
    group, column, name = path.partition("[].")
    return f"{group}.{row.index}.{name}" if column and row is not None else path

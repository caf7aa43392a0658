"""What the definitions add up over rows, shown below the rows while a form is filled in."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from engine.base.values import Value
from engine.definitions.model.conditions import Subject
from engine.definitions.model.forms import Computed, Field, Form, Group
from engine.forms.shown import shown
from engine.forms.spots import rows_of
from engine.forms.view import TotalView
from engine.forms.wording import Wording, html_id
from engine.language.marker import N_
from engine.meaning.needs import COLUMN
from engine.meaning.situation import Situation

SUM: Final = "sum"
TOTAL: Final = N_("{what}, in total: {sum}")


def totals(case: Situation, form: Form, wording: Wording) -> dict[str, tuple[TotalView, ...]]:
    """The totals of a form by the group that they stand below: the last one that they add up."""
    made: dict[str, tuple[TotalView, ...]] = {}
    for computed in form.computed:
        columns = [one for one in computed.arguments if COLUMN in one.path]
        known = [one for one in columns if _group(one) in case.meaning.questions]
        asked = [one for one in known if case.asked(_group(one))]
        if computed.function == SUM and asked:
            last = _group(asked[-1])
            made[last] = (*made.get(last, ()), _total(case, computed, asked, wording))
    return made


def _total(
    case: Situation, computed: Computed, columns: list[Subject], wording: Wording
) -> TotalView:
    known = [cell for column in columns for cell in _cells(case, column)]
    field, id = _field(case, columns[0].path), html_id(f"total {computed.path}")
    if field is None or not known:
        return TotalView(id, "")
    what = wording.fields[field.path].caption
    total = shown(sum(known, Decimal(0)), field, wording.reader)
    return TotalView(id, wording.reader.message(TOTAL, what=what, sum=total))


def _cells(case: Situation, column: Subject) -> Iterator[Decimal]:
    group, _, name = column.path.partition(COLUMN)
    for row in rows_of(case, group):
        value: Value = row.value(Subject(name, in_row=True))
        if isinstance(value, Decimal):
            yield value


def _field(case: Situation, path: str) -> Field | None:
    question = case.meaning.questions.get(path)  # a column may be a value of the rows
    item: Field | Group | None = question.item if question else None
    return item if isinstance(item, Field) else None


def _group(column: Subject) -> str:
    return column.path.partition(COLUMN)[0]

"""The shape of a form: which questions stand on the page, and what is said about them.

Two pages of one shape differ only in what is typed, so a page that a person is typing into is
left alone as long as its shape is still right.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator

from engine.forms.view import (
    FieldView,
    FormView,
    GroupView,
    ProblemView,
)


def shape_of(forms: Iterable[FormView], more: Iterable[str] = ()) -> str:
    """A short digest of the questions, their options and problems; the same for the same shape.

    ``more`` is what the page shows besides.
    """
    parts = [*_parts(forms), *more]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def _parts(forms: Iterable[FormView]) -> Iterator[object]:
    for form in forms:
        for section in form.sections:
            yield section.id
            for item in section.items:
                yield _group(item) if isinstance(item, GroupView) else _field(item)


def _group(group: GroupView) -> object:
    copies = [copy.title for copy in group.copies]
    rows = [[_field(item) for item in row.items] for row in group.rows]
    return [group.path, _told(group.problems), copies, rows]


def _field(field: FieldView) -> object:
    options = [option.code for option in field.options] if len(field.options) < 60 else []
    captions = [option.caption for option in field.options] if field.kind == "row" else []
    take = field.take.title if field.take else ""
    return [field.path, field.required, _told(field.problems), options, captions, take]


def _told(problems: Iterable[ProblemView]) -> list[str]:
    return [f"{problem.level} {problem.code}" for problem in problems]

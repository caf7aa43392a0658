"""Rows that must be there stand on the page from the beginning; nobody has to add them first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.base.values import Row
from engine.definitions.model.forms import Form, Group
from engine.meaning.situation import Situation


def with_first_rows(case: Situation, form: Form) -> Situation:
    """The case with blank rows in those groups of ``form`` that need rows and have none."""
    missing: dict[str, tuple[Row, ...]] = {
        group.path: ({},) * group.minimum
        for group in _groups(form)
        if group.minimum and not case.given_rows(group.path)
    }
    return replace(case, answers={**case.answers, **missing}) if missing else case


def _groups(form: Form) -> Iterator[Group]:
    for section in form.sections:
        yield from (item for item in section.items if isinstance(item, Group))

"""Rows that must be there stand on the page from the beginning; nobody has to add them first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from engine.base.values import Row
from engine.definitions.model.forms import Form, Group
from engine.meaning.situation import Situation

SPARE: Final = 2
"""Blank rows that follow those that are filled in, where nobody can add one."""


def with_first_rows(case: Situation, form: Form) -> Situation:
    """The case with blank rows in those groups of ``form`` that need rows and have none."""
    missing: dict[str, tuple[Row, ...]] = {
        group.path: ({},) * group.minimum
        for group in _groups(form)
        if group.minimum and not case.given_rows(group.path)
    }
    return replace(case, answers={**case.answers, **missing}) if missing else case


def with_spare_rows(case: Situation, form: Form) -> Situation:
    """The case with blank rows to go on in, in every group of ``form``, as far as it may grow."""
    longer: dict[str, tuple[Row, ...]] = {}
    for group in _groups(form):
        given = tuple(case.given_rows(group.path))
        count = min(max(group.minimum, len(given) + SPARE), group.maximum)
        longer[group.path] = (*given, *({},) * (count - len(given)))
    return replace(case, answers={**case.answers, **longer}) if longer else case


def _groups(form: Form) -> Iterator[Group]:
    for section in form.sections:
        yield from (item for item in section.items if isinstance(item, Group))

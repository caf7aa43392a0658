"""The answers that count when a form is sent in; those to hidden questions stay in the draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.base.values import Answer, Answers
from engine.definitions.model.forms import (
    Group,
)
from engine.forms.outline import Outline
from engine.meaning.situation import Situation


def counted(case: Situation, outline: Outline) -> Answers:
    """The answers of a case without those to questions that are not asked.

    Answers to questions outside the outline, as contacts of the account, stay.
    """
    return dict(_counted(case, outline))


def _counted(case: Situation, outline: Outline) -> Iterator[tuple[str, Answer]]:
    for path, answer in case.answers.items():
        if path in outline.order and case.asked(path) is False:
            continue
        group = outline.groups.get(path)
        if group is None or not isinstance(answer, tuple):
            yield path, answer
        else:
            yield path, tuple(_row(case, group, number, row) for number, row in enumerate(answer))


def _row(case: Situation, group: Group, number: int, row: Mapping[str, Any]) -> Mapping[str, Any]:
    scope, paths = case.row(group.path, number), {item.name: item.path for item in group.items}
    return {
        name: answer
        for name, answer in row.items()
        if name not in paths or case.asked(paths[name], scope) is not False
    }

"""Personal codes at the desk: shortened and whole only where it was asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from engine.forms.compared import SentAnswer, SentGroup, SentSection

CODE: Final = "personal_code"
"""The kind of questions whose answers are shown shortened."""

LEFT: Final = 6
"""Signs of a personal code that are shown."""


def shortened(code: str) -> str:
    """A personal code without what would tell it: its beginning and stars."""
    return f"{code[:LEFT]}-{'*' * 5}" if len(code) > LEFT else "*" * len(code)


def with_short_codes(sections: tuple[SentSection, ...], whole: str) -> tuple[SentSection, ...]:
    """The answers; of personal codes only that under the key ``whole`` is told."""
    return tuple(
        replace(section, items=tuple(_item(item, whole) for item in section.items))
        for section in sections
    )


def _item(item: SentAnswer | SentGroup, whole: str) -> SentAnswer | SentGroup:
    if isinstance(item, SentAnswer):
        return _answer(item, whole)
    rows = (
        replace(row, answers=tuple(_answer(one, whole) for one in row.answers)) for row in item.rows
    )
    return replace(item, rows=tuple(rows))


def _answer(answer: SentAnswer, whole: str) -> SentAnswer:
    if answer.kind != CODE or answer.key == whole or not (answer.shown or answer.before):
        return answer
    shown, before = (shortened(text) if text else "" for text in (answer.shown, answer.before))
    return replace(answer, shown=shown, before=before, is_shortened=True)

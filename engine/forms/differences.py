"""Two versions of the same page, question by question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from engine.base.dataclass import dataclass
from engine.base.records import SavedAnswers
from engine.base.values import BLANK, Answers, Value
from engine.definitions.model.forms import (
    Field,
)
from engine.forms.outline import Outline


@dataclass(frozen=True, slots=True)
class Difference:
    """One question answered differently: what is stored and what was typed here.

    Where a text could not be read as an answer, the ``…_text`` holds it.
    """

    name: str
    question: Field
    stored: Value = field(repr=False)
    typed: Value = field(repr=False)
    stored_text: str = field(default="", repr=False)
    typed_text: str = field(default="", repr=False)


def differences(
    outline: Outline, stored: SavedAnswers, typed: SavedAnswers
) -> tuple[Difference, ...]:
    """All questions that differ, in page order."""
    before, after = dict(_flat(stored.answers)), dict(_flat(typed.answers))
    names = {*before, *after, *stored.unread, *typed.unread}
    found = []
    for name in sorted(names, key=outline.rank):
        place = outline.place(name)
        one, other = before.get(name, BLANK), after.get(name, BLANK)
        texts = (_text(stored, name), _text(typed, name))
        if place is not None and (one != other or texts[0] != texts[1]):
            found.append(Difference(name, place.field, one, other, *texts))
    return tuple(found)


def _text(page: SavedAnswers, name: str) -> str:
    return ", ".join(page.unread.get(name, ()))


def _flat(answers: Answers) -> Iterator[tuple[str, Value]]:
    for path, answer in answers.items():
        if isinstance(answer, tuple) and answer and isinstance(answer[0], dict):
            for number, row in enumerate(answer):
                yield from ((f"{path}.{number}.{name}", one) for name, one in row.items())
        else:
            yield path, answer

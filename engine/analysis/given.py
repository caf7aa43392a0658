"""Answers that are decided one by one, only when the evaluator asks for them.

So the evaluator itself says which answers matter, and hidden questions are never decided at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engine.base.dataclass import dataclass
from engine.base.values import BLANK, Absence, Answer
from engine.meaning.picture import ROW_ID

Given = Answer | Absence | int
"""An answer, ``BLANK``, or the number of rows of a group."""

Assignment = Mapping[str, Given]
"""What is decided so far, by input name (``owners.0.share``) or the path of a group."""


class Undecided(Exception):
    """The evaluator asked for an answer that is not decided yet."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class OpenAnswers(Mapping[str, Any]):
    """The answers of a case. What stands in no form that was filled in is simply not there."""

    decided: Assignment
    is_visible: Callable[[str], bool]
    prefix: str = ""

    def get(self, key: str, default: Any = None) -> Any:
        name = self.prefix + key
        # A row in a proof has no id: its place will do.
        if key == ROW_ID or not self.is_visible(name):
            return default
        if name not in self.decided:
            raise Undecided(name)
        found = self.decided[name]
        if isinstance(found, int) and not isinstance(found, bool):
            rows = (f"{name}.{number}." for number in range(found))
            return tuple(OpenAnswers(self.decided, self.is_visible, row) for row in rows)
        return default if found is BLANK else found

    def __getitem__(self, key: str) -> Any:
        return self.get(key)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self.decided)

    def __len__(self) -> int:
        return len(self.decided)

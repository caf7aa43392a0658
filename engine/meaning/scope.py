"""What a condition may ask of the case, or of the row of a group, in which it is judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from engine.base.values import Absence, Value
from engine.definitions.model.conditions import Subject


class Scope(Protocol):
    """Answers, computed values, facts, items and rows, as they count now."""

    def value(self, subject: Subject, /) -> Value:
        """The value of a subject. Raises ``UnknownSubject``."""
        ...

    def rows(self, group: str, /) -> Sequence[Scope] | Absence:
        """One scope for each row of a group, or why there are none to speak of."""
        ...

    def needed(self, subject: Subject, /) -> tuple[str, ...]:
        """Input names of the questions that must be answered before a blank subject has a value."""
        ...

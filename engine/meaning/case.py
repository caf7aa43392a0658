"""The case as the parts of this room see it; ``Situation`` is the one that remembers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from engine.definitions.conditions import Condition, Subject
from engine.errors import AnketaError
from engine.meaning.events import StageRecord
from engine.meaning.programme import Meaning
from engine.meaning.tables import Decision
from engine.meaning.truth import Truth
from engine.values import Absence, Answers, Value


class UnknownSubject(AnketaError):
    """The programme has no question, value, fact or stage of this name."""


class RowOfCase(Protocol):
    """One row of a repeating group; its conditions see the row first."""

    @property
    def group(self) -> str: ...
    @property
    def index(self) -> int: ...
    @property
    def key(self) -> str:
        """The row as input names begin: ``representatives.0``."""
        ...

    def value(self, subject: Subject, /) -> Value: ...
    def rows(self, group: str, /) -> Sequence[RowOfCase] | Absence: ...
    def needed(self, subject: Subject, /) -> tuple[str, ...]: ...


class Case(Protocol):
    """Answers, date and events of one case under one programme."""

    @property
    def meaning(self) -> Meaning: ...
    @property
    def answers(self) -> Answers: ...
    @property
    def today(self) -> date: ...
    def value(self, subject: Subject, row: RowOfCase | None = None, /) -> Value: ...
    def rows(self, group: str, /) -> Sequence[RowOfCase] | Absence: ...
    def needed(self, subject: Subject, row: RowOfCase | None = None, /) -> tuple[str, ...]: ...
    def holds(self, condition: Condition, row: RowOfCase | None = None, /) -> Truth: ...
    def asked(self, path: str, row: RowOfCase | None = None, /) -> Truth: ...
    def decision(self, rule: str, /) -> Decision: ...
    def record(self, stage: str, /) -> StageRecord: ...

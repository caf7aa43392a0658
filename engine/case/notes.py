"""Notes of the bank about a case: for its staff alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from datetime import datetime
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.events import By, CaseEvent

TEXT: Final = "text"


@dataclass(frozen=True, slots=True)
class Note:
    """A note: who wrote it, and when."""

    number: int
    at: datetime | None
    by: By
    text: str = field(repr=False)


def notes(events: Iterable[CaseEvent]) -> tuple[Note, ...]:
    """The notes of a case, the newest first; what was merely looked at is none."""
    found = (
        Note(event.number, event.at, event.by, str(event.data[TEXT]))
        for event in events
        if event.kind == "note" and event.data.get(TEXT)
    )
    return tuple(found)[::-1]

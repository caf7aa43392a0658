"""The talk of the applicant and the bank: what was said, what is read, what waits for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from engine.base.events import By, CaseEvent, Side
from engine.base.values import StoredFile

TEXT, FILES = "text", "files"
"""What a message holds, by name in the data of its event."""

OTHER: Final[Mapping[Side, Side]] = {"user": "bank", "bank": "user", "system": "user"}
"""The side that reads what a side says; what is sent by itself is for the applicant."""


@dataclass(frozen=True, slots=True)
class SaidInTalk:
    """A message, or a notice that came into the cabinet by itself.

    ``read_at`` is when the other side opened it, None while nobody did.
    """

    number: int
    at: datetime | None
    by: By
    text: str = field(repr=False)
    files: tuple[StoredFile, ...] = field(repr=False)
    read_at: datetime | None = None


def talk(events: Iterable[CaseEvent]) -> tuple[SaidInTalk, ...]:
    """The messages of a case, oldest first; a notice of a message is none itself."""
    happened = tuple(events)
    said = frozenset(event.number for event in happened if _is_said(event))
    return tuple(
        SaidInTalk(
            event.number,
            event.at,
            event.by,
            str(event.data.get(TEXT, "")),
            tuple(event.data.get(FILES, ())),
            _read_at(event, happened),
        )
        for event in happened
        if _is_said(event) or _is_notice(event, said)
    )


def unread(events: Iterable[CaseEvent], side: Side) -> int:
    """How many messages ``side`` has not opened yet."""
    happened = tuple(events)
    seen = (event for event in happened if event.kind == "read" and event.by.side == side)
    last = max((event.number for event in seen), default=0)
    return sum(1 for each in talk(happened) if each.number > last and OTHER[each.by.side] == side)


def unanswered_since(events: Iterable[CaseEvent]) -> datetime | None:
    """When the applicant wrote what the bank has neither answered nor set aside since."""
    since: datetime | None = None
    for event in events:
        if event.kind == "message" and event.by.side == "user":
            since = since or event.at
        elif event.kind == "no answer" or _is_said(event):
            since = None
    return since


def _is_said(event: CaseEvent) -> bool:
    return event.kind == "message" and event.by.side in ("user", "bank")


def _is_notice(event: CaseEvent, said: frozenset[int]) -> bool:
    """Whether the applicant finds it in the cabinet: not by mail alone, not of a message."""
    is_shown = event.kind == "message" and "cabinet" in event.data.get("channels", ())
    return is_shown and event.data.get("about") not in said


def _read_at(said: CaseEvent, events: tuple[CaseEvent, ...]) -> datetime | None:
    reader = OTHER[said.by.side]
    later = (each for each in events if each.number > said.number and each.kind == "read")
    return next((each.at for each in later if each.by.side == reader), None)

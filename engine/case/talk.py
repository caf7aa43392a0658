"""The talk of the applicant and the bank: what was said, what is read, what waits for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import datetime
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.events import By, CaseEvent, Side
from engine.base.values import StoredFile
from engine.case.letters import EMAIL
from engine.definitions.model.items import APPLICANT
from engine.definitions.model.route import CABINET

TEXT, FILES = "text", "files"
"""What a message holds, by name in the data of its event."""

OTHER: Final[Mapping[Side, Side]] = {"user": "bank", "bank": "user", "system": "user"}
"""The side that reads what a side says; what is sent by itself is for the applicant."""


@dataclass(frozen=True, slots=True)
class SaidInTalk:
    """A message, or a notice that was sent by itself, in its ``language`` and with a ``subject``.

    ``read_at`` is when the other side opened it, None while nobody did.
    """

    number: int
    at: datetime | None
    by: By
    text: str = field(repr=False)
    files: tuple[StoredFile, ...] = field(repr=False)
    read_at: datetime | None = None
    subject: str = field(default="", repr=False)
    language: str = ""


def talk(events: Iterable[CaseEvent]) -> tuple[SaidInTalk, ...]:
    """All that the applicant and the bank told each other, oldest first, each thing once."""
    happened = tuple(events)
    return tuple(
        SaidInTalk(
            event.number,
            event.at,
            event.by,
            str(event.data.get(TEXT, "")),
            tuple(event.data.get(FILES, ())),
            _read_at(event, happened),
            str(event.data.get("subject", "")),
            str(event.data.get("language", "")),
        )
        for event in _told(happened)
    )


def _told(happened: Iterable[CaseEvent]) -> Iterator[CaseEvent]:
    """Messages and notices; a notice of a message is none itself, nor the same notice twice."""
    said: set[int] = set()
    noticed: set[tuple[int, str]] = set()
    for event in happened:
        if _is_said(event):
            said.add(event.number)
            yield event
        elif _is_notice(event) and event.data.get("about") not in said:
            # an applicant who is also the person whom it concerns is told once
            mark = (int(event.data.get("about", 0)), str(event.data.get(TEXT, "")))
            if mark not in noticed:
                noticed.add(mark)
                yield event


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


def _is_notice(event: CaseEvent) -> bool:
    """Whether it came to the applicant and can be read again: short messages are not kept."""
    if event.kind != "message":
        return False
    channels = event.data.get("channels", ())
    return CABINET in channels or (EMAIL in channels and event.data.get("to") == APPLICANT)


def _read_at(said: CaseEvent, events: tuple[CaseEvent, ...]) -> datetime | None:
    reader = OTHER[said.by.side]
    later = (each for each in events if each.number > said.number and each.kind == "read")
    return next((each.at for each in later if each.by.side == reader), None)

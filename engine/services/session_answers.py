"""What an answer of a provider leaves in a case, and what it is asked about a session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.base.later import ProviderSession
from engine.case.read_documents import DOCUMENT
from engine.definitions.model.items import COMMENT
from engine.identification.port import Meeting, SessionResult


def is_ready(session: ProviderSession) -> bool:
    """Whether the provider knows of a session, and of the time that is agreed now."""
    return bool(session.session) and session.begun_for == session.meets_at


def meeting_of(session: ProviderSession) -> Meeting | None:
    """When whoever it is for comes, where a time is agreed."""
    if session.meets_at is None or session.closes_at is None:
        return None
    return Meeting(session.session, session.meets_at, session.closes_at)


def minutes_of(session: ProviderSession) -> int:
    """How long somebody is waited for; 0 where no time is agreed."""
    if session.meets_at is None or session.closes_at is None:
        return 0
    return int((session.closes_at - session.meets_at).total_seconds() // 60)


def kept_of(result: SessionResult) -> Mapping[str, Any]:
    """What the event keeps of an answer: the words for the person, and what was read."""
    read, found = result.read, {COMMENT: result.comment} if result.comment else {}
    if read is None:
        return found
    texts = {
        "name": read.full_name,
        "code": read.personal_code,
        "number": read.number,
        "country": read.country,
    }
    days = {"born": read.birth_date, "until": read.valid_until}
    told = texts | {name: day for name, day in days.items() if day is not None}
    return {**found, DOCUMENT: {name: one for name, one in told.items() if one}}

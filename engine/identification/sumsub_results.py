"""What Sumsub's words mean for the bank: status and answer decide together, never one alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from engine.identification.countries import alpha_2
from engine.identification.port import DocumentRead, State

UNDERWAY: Final = frozenset(
    {"init", "pending", "prechecked", "queued", "awaitingUser", "awaitingService"}
)
"""Nothing is decided, whatever answer stands beside it."""

REJECTED: Final[Mapping[object, State]] = {"RETRY": "failed", "FINAL": "refused"}
PROVES: Final = ("PASSPORT", "ID_CARD", "RESIDENCE_PERMIT", "DRIVERS")
"""Kinds of documents that tell who somebody is."""

CODES: Final = ("additionalNumber", "personalNumber")
"""Where a document's personal code may stand; the documentation is not clear about it."""

LONGEST: Final = 2_000
PATIENCE: Final = timedelta(days=1)
"""How long something that is not understood may still turn into something that is."""


def state_of(status: Mapping[str, Any], now: datetime) -> State:
    """How far a session is, from the answer to a question for its status."""
    stage = status.get("reviewStatus")
    if stage in UNDERWAY:
        return "waiting"
    if stage == "onHold":
        return "doubted"
    known: State | None = _decided(_mapping(status.get("reviewResult")))
    if stage == "completed" and known:
        return known
    since = _moment(status.get("reviewDate")) or _moment(status.get("createDate"))
    return "doubted" if since and now - since > PATIENCE else "waiting"


def _decided(result: Mapping[str, Any]) -> State | None:
    answer = result.get("reviewAnswer")
    if answer == "GREEN":
        return "passed"
    kind = result.get("reviewRejectType")
    return REJECTED.get(kind) if answer == "RED" and isinstance(kind, str) else None


def comment_of(status: Mapping[str, Any]) -> str:
    """What may be shown to the person; the other comment may not, and is not read."""
    return _text(_mapping(status.get("reviewResult")).get("moderationComment"))


def attempt_of(status: Mapping[str, Any]) -> int:
    """Which attempt of the person this is about."""
    counted = status.get("attemptCnt")
    return counted if type(counted) is int and counted >= 0 else 0


def read_from(applicant: Mapping[str, Any]) -> DocumentRead | None:
    """What was read from the document that tells who the person is; ``None`` if none was."""
    info = _mapping(applicant.get("info"))
    document = _document(info)
    if not document:
        return None
    return DocumentRead(
        full_name=_full_name(document) or _full_name(info),
        personal_code=next(filter(None, (_text(document.get(name)) for name in CODES)), "")
        or _text(info.get("tin")),
        birth_date=_day(document.get("dob")) or _day(info.get("dob")),
        number=_text(document.get("number")),
        valid_until=_day(document.get("validUntil")),
        country=alpha_2(_text(document.get("country"))),
    )


def _document(info: Mapping[str, Any]) -> Mapping[str, Any]:
    listed = info.get("idDocs")
    documents = [_mapping(one) for one in listed] if isinstance(listed, list) else []
    known = [one for one in documents if one.get("idDocType") in PROVES]
    return min(known, key=lambda one: PROVES.index(one["idDocType"]), default={})


def _full_name(told: Mapping[str, Any]) -> str:
    parts = (_text(told.get(name)) for name in ("firstName", "middleName", "lastName"))
    return " ".join(filter(None, parts))


def _text(told: object) -> str:
    return " ".join(told.split())[:LONGEST] if isinstance(told, str) else ""


def _day(told: object) -> date | None:
    try:
        return date.fromisoformat(_text(told)[:10])
    except ValueError:
        return None


def _moment(told: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(_text(told))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _mapping(told: object) -> Mapping[str, Any]:
    return told if isinstance(told, dict) else {}

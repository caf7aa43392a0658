"""Places in lists as text for addresses; what is no such text is the beginning."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime
from typing import Any

from engine.base.records import Message
from engine.store.control import ControlPlace
from engine.store.outbox import SentPlace
from engine.store.queue_rows import RowPlace


def cursor(place: RowPlace | Message) -> str:
    """The place of a line."""
    if isinstance(place, Message):
        return _written([place.created_at.isoformat(), place.id])
    return _written([place.order, place.number, place.case, place.place])


def control_cursor(place: ControlPlace) -> str:
    """The place of a line of control."""
    return _written([place.at.isoformat(), place.key, place.number])


def control_place(text: str) -> ControlPlace | None:
    """The place of a line of control."""
    match _read(text):
        case [str(at), str(key), int(number)]:
            moment = _moment(at)
            return ControlPlace(moment, key, number) if moment else None
    return None


def row_place(text: str) -> RowPlace | None:
    """The place of a line of the projection."""
    match _read(text):
        case [str(order), str(number), str(case), int(place)]:
            return RowPlace(order, number, case, place)
    return None


def message_place(text: str) -> SentPlace | None:
    """The place of a message."""
    match _read(text):
        case [str(created_at), str(id)]:
            moment = _moment(created_at)
            return SentPlace(moment, id) if moment else None
    return None


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _written(place: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode("ascii")


def _read(text: str) -> object:
    try:
        return json.loads(base64.urlsafe_b64decode(text.encode()))
    except (ValueError, binascii.Error):
        return None

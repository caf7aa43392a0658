"""Places in lists as text for addresses; what is no such text is the beginning."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime
from typing import Any

from engine.base.records import Message
from engine.store.outbox import SentPlace
from engine.store.queue_rows import RowPlace


def cursor(place: RowPlace | Message) -> str:
    """The place of a line."""
    if isinstance(place, Message):
        return _written([place.created_at.isoformat(), place.id])
    return _written([place.order, place.number, place.case, place.place])


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
            try:
                moment = datetime.fromisoformat(created_at)
            except ValueError:
                return None
            return SentPlace(moment, id) if moment.tzinfo else None
    return None


def _written(place: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode("ascii")


def _read(text: str) -> object:
    try:
        return json.loads(base64.urlsafe_b64decode(text.encode()))
    except (ValueError, binascii.Error):
        return None

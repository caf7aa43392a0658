"""Which documents of a case its reader has opened as they stand now, and which not."""

from __future__ import annotations

from collections.abc import Iterator

from engine.services.addresses import place_of
from engine.services.desk_case import DeskCase
from engine.services.desk_views import OpenedDocument

DOCUMENT = "document"
"""The part under which the showing of a document is recorded, before its place."""


def document_part(place: str) -> str:
    """The part of a case that a document is, by its place."""
    return f"{DOCUMENT}/{place}"


def documents_opened(case: DeskCase) -> Iterator[OpenedDocument]:
    """Every document that was sent, with whether the reader has seen its last version."""
    for (item, unit), sent in case.case.state.sent.items():
        place = place_of(item, unit)
        mark = case.read.get(document_part(place))
        seen_at = mark.at if mark is not None and mark.number >= sent.number else None
        yield OpenedDocument(place, case.title(item, unit), seen_at, was_opened=mark is not None)

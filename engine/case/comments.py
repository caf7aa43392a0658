"""What the bank said of a form that was sent: read from the events, and answered by sending anew.

A comment hangs on an answer, a row, a group, a file, a page of a file, or on the whole document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import datetime
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.base.events import By, CaseEvent
from engine.definitions.model.items import COMMENT, Item

COMMENTS: Final = "comments"
"""What the event of a step holds: the comments on single answers."""

EXPLAINED: Final = "explained"
"""What the event of a form that was sent holds: why answers stayed as they were, by key."""


@dataclass(frozen=True, slots=True)
class CommentPlace:
    """What a comment hangs on: the key of an answer, a file of it and a page, from 1.

    Everything empty: the whole document.
    """

    key: str = ""
    file: str = ""
    page: int = 0

    @property
    def name(self) -> str:
        """The place as one text, for addresses and keys."""
        parts = [self.key, self.file, str(self.page) if self.page else ""]
        return ":".join(parts).rstrip(":")


def place_named(name: str) -> CommentPlace:
    """The place that a text names."""
    key, _, rest = name.partition(":")
    file, _, page = rest.partition(":")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 0
    return CommentPlace(key, file, number)


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment: ``number`` is its event, ``answered`` that of the sending after it, or 0.

    ``explained`` is why the answer stayed as it was, in the words of the applicant.
    """

    place: CommentPlace
    text: str = field(repr=False)
    number: int
    at: datetime | None
    by: By
    answered: int = 0
    explained: str = field(default="", repr=False)


def comments_of(item: Item, unit: str, events: Iterable[CaseEvent]) -> tuple[Comment, ...]:
    """Every comment on the forms of an item for a unit, in the order in which they were made."""
    found: list[Comment] = []
    commenting = {step.name for step in item.steps if step.form == COMMENT}
    for event in events:
        if (event.item, event.of) != (item.name, unit):
            continue
        if event.kind == "submitted":
            found = [_answered(one, event) for one in found]
        elif event.kind == "step" and event.step in commenting and event.by.side == "bank":
            found += _said(event)
    return tuple(found)


def open_comments(item: Item, unit: str, events: Iterable[CaseEvent]) -> tuple[Comment, ...]:
    """Those that nothing was sent after."""
    return tuple(one for one in comments_of(item, unit, events) if not one.answered)


def comment_data(comments: Mapping[CommentPlace, str]) -> list[Mapping[str, Any]]:
    """Comments as the event of a step keeps them."""
    return [
        {"key": place.key, "file": place.file, "page": place.page, "text": text}
        for place, text in comments.items()
    ]


def _said(event: CaseEvent) -> Iterator[Comment]:
    if event.data.get(COMMENT):
        whole = str(event.data[COMMENT])
        yield Comment(CommentPlace(), whole, event.number, event.at, event.by)
    for one in event.data.get(COMMENTS, ()):
        place = CommentPlace(str(one["key"]), str(one["file"]), int(one["page"]))
        yield Comment(place, str(one["text"]), event.number, event.at, event.by)


def _answered(comment: Comment, sent: CaseEvent) -> Comment:
    if comment.answered:
        return comment
    explained = str(sent.data.get(EXPLAINED, {}).get(comment.place.key, ""))
    return replace(comment, answered=sent.number, explained=explained)

"""From an event to the letters it causes, in the words of one reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Protocol

from engine.base.dataclass import dataclass
from engine.base.records import MailFrame, Sender
from engine.base.values import Text
from engine.definitions.model.route import Notice


class Recipient(Protocol):
    """What composing needs of a language."""

    def text(self, text: Text, /, **params: object) -> str:
        """The words for a text of the definitions, with its placeholders filled."""
        ...


@dataclass(frozen=True, slots=True)
class Letter:
    """One message for one channel, not addressed yet. ``notice`` is the name in the flow."""

    notice: str
    to: str
    channel: str
    subject: str = field(repr=False)
    body: str = field(repr=False)
    frame: MailFrame | None = field(default=None, repr=False)
    sender: Sender = field(default_factory=Sender)


def compose(
    notices: Iterable[Notice], event: str, reader: Recipient, params: Mapping[str, str]
) -> tuple[Letter, ...]:
    """A letter per channel of every notice on an event of the product."""
    return tuple(
        Letter(
            notice=notice.name,
            to=notice.to[0],
            channel=channel,
            subject="" if notice.subject is None else one_line(reader.text(notice.subject)),
            body=reader.text(notice.text, **params),
        )
        for notice in notices
        if any(on.kind == "product" and on.name == event for on in notice.on)
        for channel in notice.channels
    )


def one_line(text: str) -> str:
    """Without line breaks, which would start a new header in a mail."""
    return " ".join(text.split())

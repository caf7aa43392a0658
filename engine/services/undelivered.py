"""What could not be sent, as lines of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from engine.base.cards import CaseCard
from engine.base.records import Message
from engine.language.marker import N_
from engine.language.reader import Reader
from engine.services.queue_words import QueueLine, QueueWording
from engine.services.time_left import TimeLeft
from engine.store.store import View

CHANNELS: Final = {"email": N_("E-mail"), "sms": N_("Short message")}
REASONS: Final = (
    (r"too late.*", N_("It was too late to be of use.")),
    (r"mail server: (?P<detail>.*\(\d+\))", N_("The mail server did not accept it: {detail}.")),
    (r"mail server: .*", N_("The mail server could not be reached.")),
    (r"gateway: (?P<detail>status \d+)", N_("The SMS gateway did not accept it: {detail}.")),
    (r"gateway: .*", N_("The SMS gateway could not be reached.")),
    (r".* is not set", N_("Sending is not set up.")),
)
"""What went wrong, as it is kept, and in words; a fault that is not known stands as it is."""

NOT_SENT: Final = N_("not sent, {when}")


def undelivered(
    view: View, words: QueueWording, messages: Iterable[Message]
) -> tuple[QueueLine, ...]:
    """Messages of cases, each with its subject and why it could not be sent."""
    every = tuple(messages)
    cards = view.cards.of_cases({message.case for message in every})
    return tuple(
        _line(message, cards[message.case], words) for message in every if message.case in cards
    )


def _line(message: Message, card: CaseCard, words: QueueWording) -> QueueLine:
    reader, zone = words.reader, words.ready(card.bundle).zone
    channel = reader.message(CHANNELS[message.channel])
    when = reader.weekday_time(message.created_at, zone)
    return QueueLine(
        case_id=card.case,
        number=card.number,
        client=card.names[0].name if card.names else "",
        item="",
        of="",
        title=f"{channel}: {message.subject}" if message.subject else channel,
        whom=message.to,
        status=_reason(message.error, reader),
        time=TimeLeft("overdue", reader.message(NOT_SENT, when=when)),
        is_proposal=False,
        taken_by="",
        taker="",
        marks=(),
        cells=(),
        message=message.id,
    )


def _reason(error: str, reader: Reader) -> str:
    for pattern, words in REASONS:
        found = re.fullmatch(pattern, error)
        if found:
            return reader.message(words, **found.groupdict())
    return error

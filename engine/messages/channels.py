"""The channels by which messages leave, by the names that definitions give them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from engine.base.ports import (
    Mail,
    Mailer,
    Sms,
    SmsSender,
)
from engine.base.records import Message
from engine.messages.compose import one_line

Post = tuple[Mailer, SmsSender]


def _by_email(post: Post, message: Message) -> None:
    mail = Mail(message.id, message.to, one_line(message.subject), message.body, message.language)
    post[0].send(mail)


def _by_sms(post: Post, message: Message) -> None:
    post[1].send(Sms(message.id, message.to, message.body))


CHANNELS: Final[dict[str, Callable[[Post, Message], None]]] = {
    "email": _by_email,
    "sms": _by_sms,
}
"""Any other channel (``cabinet``) is read where it is shown and never leaves."""

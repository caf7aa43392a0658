"""The channels by which messages leave, by the names that definitions give them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from engine.base.ports import (
    Mail,
    Mailer,
    MailFile,
    Sms,
    SmsSender,
)
from engine.base.records import Message
from engine.messages.compose import one_line
from engine.messages.mail_page import MailPage

Post = tuple[Mailer, SmsSender]


def _by_email(post: Post, message: Message, files: tuple[MailFile, ...]) -> None:
    subject, text, html = one_line(message.subject), message.body, ""
    if message.frame is not None:
        page = MailPage(subject, message.body, message.language, message.frame)
        text, html = page.text(), page.html()
    to, language = message.to, message.language
    post[0].send(Mail(message.id, to, subject, text, language, html, files, message.sender))


def _by_sms(post: Post, message: Message, _files: tuple[MailFile, ...]) -> None:
    post[1].send(Sms(message.id, message.to, message.body, message.sender.address))


CHANNELS: Final[dict[str, Callable[[Post, Message, tuple[MailFile, ...]], None]]] = {
    "email": _by_email,
    "sms": _by_sms,
}
"""Any other channel (``cabinet``) is read where it is shown and never leaves."""

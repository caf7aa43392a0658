"""Stand-ins for the outside world: small, typed, and used only where a port ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import TYPE_CHECKING

from argon2 import PasswordHasher

if TYPE_CHECKING:
    from aiosmtpd.smtp import SMTP, Envelope, Session


QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Hashes as the real ones do, in no time."""


@dataclass
class FixedClock:
    """A clock that stands still until a test moves it; ``moment`` is aware."""

    moment: datetime
    seconds: float = 0.0

    def now(self) -> datetime:
        return self.moment.astimezone(UTC)

    def monotonic(self) -> float:
        return self.seconds

    def move(self, step: timedelta) -> None:
        self.moment += step
        self.seconds += step.total_seconds()


@dataclass
class Mailbox:
    """What a real SMTP server on loopback received; set ``refusal`` to make it answer with that."""

    host: str
    port: int
    refusal: str = ""
    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """The hook that aiosmtpd calls for each message; its name is aiosmtpd's."""
        if self.refusal:
            return self.refusal
        content = envelope.content
        raw = content if isinstance(content, bytes) else (content or "").encode()
        self.messages.append(message_from_bytes(raw, policy=default))
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 OK"

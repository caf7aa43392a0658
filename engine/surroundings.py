"""The real clock, ids and randomness of the machine."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


class RandomIds:
    """Ids of 128 random bits."""

    def new(self) -> str:
        """A fresh id, 22 characters of base64url."""
        return secrets.token_urlsafe(16)


class SystemRandomness:
    """The operating system's source of secrets."""

    def code(self, digits: int) -> str:
        """A decimal code of exactly ``digits`` digits."""
        return f"{secrets.randbelow(10**digits):0{digits}d}"

    def token(self) -> str:
        """A secret of 256 random bits."""
        return secrets.token_urlsafe(32)

    def choice(self, letters: str) -> str:
        """One character of ``letters``."""
        return secrets.choice(letters)

"""System clock, ids and randomness."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


class RandomIds:
    """Ids of 128 random bits: letters and digits, so that no shell takes one for an option."""

    def new(self) -> str:
        """A fresh id, 32 hexadecimal digits."""
        return secrets.token_hex(16)


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

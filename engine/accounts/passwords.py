"""Slow, salted hashes of passwords (argon2id)."""

from __future__ import annotations

import threading
from base64 import b64encode
from functools import cached_property
from typing import TYPE_CHECKING, Final

from engine.validators import password as rules

if TYPE_CHECKING:
    from argon2 import PasswordHasher

AT_ONCE: Final = 4


class Passwords:
    """Hashes and checks; each takes tens of milliseconds and 64 MiB, so few run at a time."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._given = hasher
        self._room = threading.BoundedSemaphore(AT_ONCE)

    def hash(self, password: str) -> str:
        """The hash to store."""
        with self._room:
            return self._hasher.hash(rules.compact(password))

    def match(self, stored: str, password: str) -> bool:
        """Whether it belongs to the hash; for an empty hash False, after the same work."""
        from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415

        with self._room:
            try:
                self._hasher.verify(stored or self._nobody, rules.compact(password))
            except (VerificationError, InvalidHashError):
                return False
        return bool(stored)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher  # noqa: PLC0415 - with the first log-in

        return self._given or PasswordHasher()

    @cached_property
    def _nobody(self) -> str:
        """A hash of nobody's password, checked when there is nobody: that takes as long."""
        own = self._hasher
        cost = f"m={own.memory_cost},t={own.time_cost},p={own.parallelism}"
        return f"$argon2id$v=19${cost}${_zeros(own.salt_len)}${_zeros(own.hash_len)}"


def _zeros(size: int) -> str:
    return b64encode(bytes(size)).decode("ascii").rstrip("=")

"""Slow, salted hashes of passwords (argon2id)."""

from __future__ import annotations

import threading
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.validators import password as rules

AT_ONCE: Final = 4
# A hash of nobody's password, checked when there is nobody: unknown names take as long as known.
NOBODY: Final = "nobody"


USUAL: Final = PasswordHasher()


@cache
def _hash_of_nobody(hasher: PasswordHasher) -> str:
    return hasher.hash(NOBODY)


class Passwords:
    """Hashes and checks; each takes tens of milliseconds and 64 MiB, so few run at a time."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or USUAL
        self._room = threading.BoundedSemaphore(AT_ONCE)
        self._nobody = _hash_of_nobody(self._hasher)

    def hash(self, password: str) -> str:
        """The hash to store."""
        with self._room:
            return self._hasher.hash(rules.compact(password))

    def match(self, stored: str, password: str) -> bool:
        """Whether it belongs to the hash; for an empty hash False, after the same work."""
        with self._room:
            try:
                self._hasher.verify(stored or self._nobody, rules.compact(password))
            except (VerificationError, InvalidHashError):
                return False
        return bool(stored)

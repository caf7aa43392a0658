"""The number of a case that a person can read out: it reveals nothing and opens nothing."""

from __future__ import annotations

import hashlib
from typing import Final

from engine.base.records import StoredCase

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def number(case: StoredCase) -> str:
    """The number, as ``26-7K3M-Q0ZD``."""
    digest = int.from_bytes(hashlib.sha256(case.id.encode()).digest()[:5])
    letters = "".join(_ALPHABET[digest >> shift & 31] for shift in range(35, -5, -5))
    return f"{case.created_at:%y}-{letters[:4]}-{letters[4:]}"

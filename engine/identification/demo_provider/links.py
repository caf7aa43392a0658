"""Links to the pages of a person: signed, so that nobody makes one for somebody else."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from typing import Final

PAGES: Final = "/websdk/p/"


def link(address: str, secret: str, id: str, until: int, lang: str) -> str:
    """The address of the pages of an applicant, good until a second since 1970."""
    return f"{address}{PAGES}{id}-{until}-{_signed(secret, id, until)}?lang={lang}"


def applicant_of(token: str, secret: str, now: datetime) -> str:
    """The id of the applicant whose link it is; empty if it is none, or too old."""
    id, _, rest = token.partition("-")
    until, _, signature = rest.partition("-")
    if not until.isdecimal() or not until.isascii() or len(until) > 12:
        return ""
    expected = _signed(secret, id, int(until))
    if not hmac.compare_digest(signature.encode(), expected.encode()):
        return ""
    return id if now.timestamp() <= int(until) else ""


def _signed(secret: str, id: str, until: int) -> str:
    return hmac.new(secret.encode(), f"{id}-{until}".encode(), hashlib.sha256).hexdigest()[:32]

"""Calls of Dokobit. They are not signed: what they say only tells which signing to ask about."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Final

from engine.outside.faults import CallbackRefused
from engine.signing.port import SigningCall

KNOWN: Final = re.compile(r"[A-Za-z0-9_-]{1,200}")
COMPLETED: Final = "signing_completed"
DIGEST: Final = re.compile(r"[0-9a-fA-F]{64}")


def read_postback(body: bytes) -> SigningCall:
    """The signing that a call is about. Raises ``CallbackRefused``."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise CallbackRefused("not JSON") from None
    token = told.get("token") if isinstance(told, dict) else None
    if not isinstance(token, str) or not KNOWN.fullmatch(token):
        raise CallbackRefused("about no signing")
    # Of another moment it is the digest of another file, and calls come in any order.
    digest = told.get("file_digest") if told.get("action") == COMPLETED else ""
    known = digest if isinstance(digest, str) and DIGEST.fullmatch(digest) else ""
    return SigningCall(hashlib.sha256(body).hexdigest(), token, known.casefold())

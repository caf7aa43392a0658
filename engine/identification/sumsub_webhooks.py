"""Callbacks of Sumsub: who sent them, and about whom. What they say of the outcome is not read."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, Final

from engine.identification.port import Callback
from engine.identification.sumsub_signing import (
    ALGORITHM,
    ALGORITHMS,
    DIGEST,
    payload_digest,
    same,
)
from engine.outside.faults import CallbackRefused

LARGEST: Final = 262_144
"""Bytes; a real one has about a thousand."""

REFERENCE: Final = re.compile(r"[0-9a-f-]{8,64}")
IDENTITY: Final = ("type", "applicantId", "correlationId", "createdAtMs")


def read_callback(
    headers: Mapping[str, str], body: bytes, secret: str, *, production: bool
) -> Callback:
    """Check the digest, and read which session it is about. Raises ``CallbackRefused``."""
    if len(body) > LARGEST:
        raise CallbackRefused("too large")
    _check_digest({name.casefold(): value for name, value in headers.items()}, body, secret)
    told = _told(body)
    if production and told.get("sandboxMode") not in {False, None}:
        raise CallbackRefused("of the sandbox")
    reference = told.get("externalUserId")
    if not isinstance(reference, str) or not REFERENCE.fullmatch(reference):
        raise CallbackRefused("about no session of ours")
    return Callback(_key(told, body), reference)


def _check_digest(headers: Mapping[str, str], body: bytes, secret: str) -> None:
    algorithm = headers.get(ALGORITHM.casefold(), "")
    if algorithm not in ALGORITHMS:
        raise CallbackRefused("signed in a way that is not accepted")
    given = headers.get(DIGEST.casefold(), "")
    if not secret or not same(given, payload_digest(secret, algorithm, body)):
        raise CallbackRefused("not signed with our secret")


def _told(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise CallbackRefused("not JSON") from None
    if not isinstance(told, dict):
        raise CallbackRefused("not an object")
    return told


def _key(told: Mapping[str, Any], body: bytes) -> str:
    """The same for the same event; where the event does not say which it is, for the same bytes."""
    identity = [told.get(name) for name in IDENTITY]
    if not all(isinstance(part, str) and part for part in identity):
        return hashlib.sha256(body).hexdigest()
    return hashlib.sha256(json.dumps(identity).encode()).hexdigest()

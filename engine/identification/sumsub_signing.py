"""Signatures of requests to Sumsub, and of what it sends: over the raw bytes, nothing between."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

TOKEN: Final = "X-App-Token"  # noqa: S105 - the name of a header
TIME: Final = "X-App-Access-Ts"
SIGNATURE: Final = "X-App-Access-Sig"

DIGEST: Final = "X-Payload-Digest"
ALGORITHM: Final = "X-Payload-Digest-Alg"
ALGORITHMS: Final = {"HMAC_SHA256_HEX": "sha256", "HMAC_SHA512_HEX": "sha512"}
"""How callbacks may be signed; SHA-1 is not among them, though Sumsub knows it."""


def request_signature(secret: str, ts: str, method: str, path: str, body: bytes) -> str:
    """The signature of a request; ``path`` is as it is sent, with the query."""
    signed = f"{ts}{method.upper()}{path}".encode() + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def payload_digest(secret: str, algorithm: str, body: bytes) -> str:
    """The digest of a callback by one of ``ALGORITHMS``."""
    return hmac.new(secret.encode(), body, ALGORITHMS[algorithm]).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two signatures are equal, telling nothing by the time it takes."""
    return hmac.compare_digest(one.encode(), other.encode())

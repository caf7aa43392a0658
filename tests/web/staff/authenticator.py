"""A passkey without a browser: what a device signs, and what a thief may do with it."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, encode_cbor


@dataclass
class Authenticator:
    """One passkey of one site."""

    origin: str
    host: str
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    count: int = 0

    def made(self, options: str) -> str:
        """What a browser posts after making the passkey."""
        client = self._client("webauthn.create", json.loads(options)["challenge"])
        numbers = self.key.public_key().public_numbers()
        x, y = numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")
        public = encode_cbor({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        length = len(self.id).to_bytes(2, "big")
        data = self._data(0x45) + bytes(16) + length + self.id + public
        attestation = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        return self._posted({"clientDataJSON": client, "attestationObject": attestation})

    def signed(self, options: str) -> str:
        """What a browser posts after answering with the passkey."""
        self.count += 1
        client = self._client("webauthn.get", json.loads(options)["challenge"])
        data = self._data(0x05)
        text = data + hashlib.sha256(client).digest()
        signature = self.key.sign(text, ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": client, "authenticatorData": data, "signature": signature}
        return self._posted(parts)

    def _data(self, flags: int) -> bytes:
        host = hashlib.sha256(self.host.encode()).digest()
        return host + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        plain = bytes_to_base64url(base64url_to_bytes(challenge))
        told = {"type": kind, "challenge": plain, "origin": self.origin, "crossOrigin": False}
        return json.dumps(told).encode()

    def _posted(self, parts: dict[str, bytes]) -> str:
        id = bytes_to_base64url(self.id)
        response: dict[str, Any] = {name: bytes_to_base64url(part) for name, part in parts.items()}
        return json.dumps({"id": id, "rawId": id, "type": "public-key", "response": response})

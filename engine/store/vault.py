"""Encryption of what is sensitive, and keyed hashes of what must be found again.

Sealing is AES-256-GCM with a random nonce of 96 bits. The place of a value goes in as associated
data, so that a sealed value copied to another case or question does not open. Keyed hashes are
HMAC-SHA256 with one derived key per purpose.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.base.dataclass import dataclass
from engine.base.errors import AnketaError
from engine.store.errors import NoKey

NONCE_BYTES: Final = 12


class SealBroken(AnketaError):
    """A sealed value was altered or stands in a place it was not sealed for."""

    def __init__(self, place: str) -> None:
        super().__init__(f"The stored value at {place} was altered.")
        self.place = place


@dataclass(frozen=True, slots=True)
class Vault:
    """``keys`` maps key ids to 32 bytes; the first one seals, all of them open."""

    keys: Mapping[str, bytes] = field(repr=False)
    secret: bytes = field(repr=False)

    @property
    def current(self) -> str:
        """Id of the key that seals."""
        return next(iter(self.keys))

    def seal(self, text: str, place: str) -> str:
        """``KEYID.BASE64``, to be opened only at the same ``place``."""
        return self.seal_bytes(_utf8(text), place)

    def seal_bytes(self, content: bytes, place: str) -> str:
        """The same for bytes."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = AESGCM(self.keys[self.current]).encrypt(nonce, content, _utf8(place))
        return f"{self.current}.{base64.b64encode(nonce + sealed).decode('ascii')}"

    def unseal(self, sealed: str, place: str) -> str:
        """The text again. Raises ``NoKey`` or ``SealBroken``."""
        return self.unseal_bytes(sealed, place).decode("utf-8", "surrogatepass")

    def unseal_bytes(self, sealed: str, place: str) -> bytes:
        """The bytes again. Raises ``NoKey`` or ``SealBroken``."""
        key, _, body = sealed.partition(".")
        if key not in self.keys:
            raise NoKey(key)
        try:
            raw = base64.b64decode(body, validate=True)
            return AESGCM(self.keys[key]).decrypt(
                raw[:NONCE_BYTES], raw[NONCE_BYTES:], _utf8(place)
            )
        except (InvalidTag, ValueError):
            raise SealBroken(place) from None

    def fresh_key(self) -> bytes:
        """32 random bytes."""
        return AESGCM.generate_key(256)

    def is_current(self, sealed: str) -> bool:
        """Whether the key that sealed it is still the first one."""
        return sealed.startswith(f"{self.current}.")

    def reseal(self, sealed: str, place: str) -> str:
        """Sealed with the current key."""
        if self.is_current(sealed):
            return sealed
        return self.seal_bytes(self.unseal_bytes(sealed, place), place)

    def hash(self, purpose: str, text: str) -> str:
        """Keyed hash, 64 hex digits; the same text gives another hash for another purpose."""
        key = hmac.digest(self.secret, b"anketa:" + _utf8(purpose), hashlib.sha256)
        return hmac.new(key, _utf8(text), hashlib.sha256).hexdigest()


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")

"""What the bank asks of a provider of signing, whoever it is.

A provider that writes to the signers itself gives no links; one that does not, gives one for each.
A callback never decides: it only says about which signing the provider must be asked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Literal, Protocol

from engine.base.dataclass import dataclass

SignerState = Literal["waiting", "signed", "declined"]

SigningState = Literal["open", "complete", "over"]
"""``complete``: everybody signed and the file can be fetched; ``over``: it ended otherwise."""


@dataclass(frozen=True, slots=True)
class DocumentToSign:
    """A document to be signed."""

    name: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The digest of its content, in lower-case hex."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class SignerAsked:
    """Who is to sign. ``id`` is ours, ``[0-9a-f-]{8,64}``; what is not known is empty."""

    id: str
    full_name: str = field(repr=False)
    personal_code: str = field(repr=False)
    phone: str = field(repr=False)
    email: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SigningAsked:
    """What is to be signed by whom; ``called`` is where the provider calls us."""

    title: str
    lang: str
    documents: tuple[DocumentToSign, ...] = field(repr=False)
    signers: tuple[SignerAsked, ...]
    called: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OpenedSigning:
    """A signing at the provider.

    ``signers`` is what it calls them, by our ids; ``links``, by our ids too, are secrets, and there
    are none where it writes to them itself.
    """

    signing: str
    signers: Mapping[str, str]
    links: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class SigningStatus:
    """How a signing stands.

    ``signers`` as the provider calls them; what ended at ``ends_at`` is gone.
    """

    state: SigningState
    signers: Mapping[str, SignerState]
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignedCopy:
    """The signed file as the provider gives it: a container, or a PDF."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class SigningCall:
    """Something happened in a signing; ``key`` is the same for the same event.

    ``digest`` is that of the signed file, in lower-case hex, where the provider tells it.
    """

    key: str
    signing: str
    digest: str = ""


class SigningProvider(Protocol):
    """A provider of signing. Whatever asks it raises ``ProviderDown`` and ``ProviderRefused``."""

    def begin(self, asked: SigningAsked) -> OpenedSigning:
        """Begin a signing of these documents by these people."""
        ...

    def status(self, signing: str) -> SigningStatus:
        """How a signing stands; one that the provider does not know is over."""
        ...

    def fetch(self, signing: str, digest: str = "") -> SignedCopy:
        """The signed file; one with another digest is none."""
        ...

    def remove(self, signing: str, signers: tuple[str, ...]) -> None:
        """Wait for these signers no more, named as the provider calls them."""
        ...

    def cancel(self, signing: str) -> None:
        """Delete a signing and all that was signed in it; one that is gone already is no error."""
        ...

    def callback(self, body: bytes) -> SigningCall:
        """Read about which signing a call is. Raises ``CallbackRefused``."""
        ...

    def check(self) -> str:
        """Empty if the provider answers and takes our token, else what is wrong.

        Sends nothing of any person.
        """
        ...

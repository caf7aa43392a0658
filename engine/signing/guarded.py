"""A provider of signing behind its breaker."""

from __future__ import annotations

from engine.base.dataclass import dataclass
from engine.outside.breakers import Breaker
from engine.signing.port import (
    OpenedSigning,
    SignedCopy,
    SigningAsked,
    SigningCall,
    SigningProvider,
    SigningStatus,
)


@dataclass(frozen=True, slots=True)
class GuardedSigning:
    """Asks ``provider`` unless it rests: then ``ProviderRests`` is raised.

    What it calls us about is read all the same, and a check asks in any case.
    """

    provider: SigningProvider
    breaker: Breaker

    def begin(self, asked: SigningAsked) -> OpenedSigning:
        """Begin a signing of these documents by these people."""
        with self.breaker.asking():
            return self.provider.begin(asked)

    def status(self, signing: str) -> SigningStatus:
        """How a signing stands."""
        with self.breaker.asking():
            return self.provider.status(signing)

    def fetch(self, signing: str, digest: str = "") -> SignedCopy:
        """The signed file."""
        with self.breaker.asking():
            return self.provider.fetch(signing, digest)

    def remove(self, signing: str, signers: tuple[str, ...]) -> None:
        """Wait for these signers no more."""
        with self.breaker.asking():
            self.provider.remove(signing, signers)

    def cancel(self, signing: str) -> None:
        """Delete a signing and all that was signed in it."""
        with self.breaker.asking():
            self.provider.cancel(signing)

    def callback(self, body: bytes) -> SigningCall:
        """Read about which signing a call is."""
        return self.provider.callback(body)

    def check(self) -> str:
        """Empty if the provider answers and takes our token."""
        return self.provider.check()

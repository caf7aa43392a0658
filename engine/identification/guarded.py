"""A provider of identification behind its breaker."""

from __future__ import annotations

from collections.abc import Mapping

from engine.base.dataclass import dataclass
from engine.identification.port import (
    Callback,
    Identification,
    Meeting,
    OpenedSession,
    PersonAsked,
    SessionResult,
)
from engine.outside.breakers import Breaker


@dataclass(frozen=True, slots=True)
class Guarded:
    """Asks ``provider`` unless it rests: then ``ProviderRests`` is raised.

    What it calls us about is read all the same, and a check asks in any case.
    """

    provider: Identification
    breaker: Breaker

    def begin(self, asked: PersonAsked) -> OpenedSession:
        """Begin a session, or go on with the one of the same reference."""
        with self.breaker.asking():
            return self.provider.begin(asked)

    def result(self, reference: str, meeting: Meeting | None = None) -> SessionResult:
        """How the session of a reference stands."""
        with self.breaker.asking():
            return self.provider.result(reference, meeting)

    def start_address(self, session: str) -> str:
        """Where an employee of the bank starts the call."""
        with self.breaker.asking():
            return self.provider.start_address(session)

    def end(self, session: str) -> None:
        """Nobody is waited for any more in a session."""
        with self.breaker.asking():
            self.provider.end(session)

    def callback(self, headers: Mapping[str, str], body: bytes) -> Callback:
        """Check that the provider sent this, and read about what."""
        return self.provider.callback(headers, body)

    @property
    def is_held_by_bank(self) -> bool:
        """Whether people of the bank hold the calls."""
        return self.provider.is_held_by_bank

    def check(self) -> str:
        """Empty if the provider answers and takes our token."""
        return self.provider.check()

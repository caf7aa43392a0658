"""The authority of rehearsals, and the two files that whoever is to believe it reads."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from engine.base.ports import Clock
from engine.signatures.rehearsal.authority import kept_in
from engine.signatures.rehearsal.certificates import Holder

TRUSTED: Final = "trusted.pem"
REVOKED: Final = "revoked.crl"


class PublishedAuthority:
    """Gives certificates to whoever signs; its list of revoked ones is always new."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.own = kept_in(folder, clock.now())
        self.trusted, self.revoked = folder / TRUSTED, folder / REVOKED
        self._clock = clock
        self.stamps = self.own.clock(clock.now())
        self.trusted.write_bytes(self.own.root.pem)
        self.publish()

    def signer(self, full_name: str, code: str) -> Holder:
        """A certificate for somebody who signs now."""
        self.publish()
        return self.own.person(full_name, code, self._clock.now())

    def publish(self) -> None:
        """Write the list anew."""
        self.revoked.write_bytes(self.own.revoked(self._clock.now()))

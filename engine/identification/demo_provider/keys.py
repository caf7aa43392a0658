"""What the provider for rehearsals and its client know of each other. Nothing real hangs on it."""

from __future__ import annotations

from dataclasses import field
from typing import Final

from engine.base.dataclass import dataclass
from engine.identification.sumsub_requests import SANDBOX, SumsubSettings

LEVEL: Final = "rehearsal"


@dataclass(frozen=True, slots=True)
class Keys:
    """The token of the client and the two secrets; callbacks are signed by ``algorithm``."""

    token: str = field(repr=False)
    secret: str = field(repr=False)
    webhook_secret: str = field(repr=False)
    algorithm: str = "HMAC_SHA256_HEX"

    @property
    def is_sandbox(self) -> bool:
        """Whether nothing that is told with these keys is real."""
        return self.token.startswith(SANDBOX)


REHEARSAL: Final = Keys(f"{SANDBOX}rehearsal", "rehearsal-secret", "rehearsal-webhook-secret")


def rehearsal_settings(address: str) -> SumsubSettings:
    """Settings of a client for the provider at ``address``."""
    known = REHEARSAL
    return SumsubSettings(
        address, known.token, known.secret, known.webhook_secret, LEVEL, production=False
    )

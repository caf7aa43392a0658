"""What the provider for rehearsals and its client know of each other. Nothing real hangs on it."""

from __future__ import annotations

from typing import Final

from engine.signing.dokobit_requests import DokobitSettings

REHEARSAL: Final = "rehearsal-token"


def rehearsal_settings(address: str, single: str = "pdf") -> DokobitSettings:
    """Settings of a client for the provider at ``address``."""
    return DokobitSettings(address, REHEARSAL, single, production=False)

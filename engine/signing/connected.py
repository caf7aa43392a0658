"""The provider of signing that the settings connect."""

from __future__ import annotations

from engine.base.ports import Clock
from engine.definitions.model.ports import SIGNING
from engine.outside.breakers import Breaker
from engine.settings.settings import Settings
from engine.signing.dokobit import Dokobit
from engine.signing.dokobit_portal import DokobitPortal
from engine.signing.dokobit_requests import DokobitSettings
from engine.signing.guarded import GuardedSigning
from engine.signing.port import SigningProvider


def signing_of(settings: Settings, clock: Clock) -> SigningProvider | None:
    """The provider; without a token there is none."""
    if not settings.dokobit_token:
        return None
    connected = DokobitSettings(
        url=settings.dokobit_url,
        token=settings.dokobit_token,
        single=settings.dokobit_single,
        production=not settings.demo,
    )
    made = DokobitPortal if settings.dokobit_api == "portal" else Dokobit
    return GuardedSigning(made(connected, clock), Breaker(SIGNING, clock))

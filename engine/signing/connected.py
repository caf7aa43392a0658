"""The provider of signing that the settings connect."""

from __future__ import annotations

from engine.base.ports import Clock
from engine.definitions.model.ports import SIGNING
from engine.settings.settings import Settings
from engine.signing.port import SigningProvider


def signing_of(settings: Settings, clock: Clock) -> SigningProvider | None:
    """The provider; without a token there is none."""
    if not settings.dokobit_token:
        return None
    # What talks to the provider is imported where it is connected.
    from engine.outside.breakers import Breaker  # noqa: PLC0415
    from engine.signing.dokobit import Dokobit  # noqa: PLC0415
    from engine.signing.dokobit_portal import DokobitPortal  # noqa: PLC0415
    from engine.signing.dokobit_requests import DokobitSettings  # noqa: PLC0415
    from engine.signing.guarded import GuardedSigning  # noqa: PLC0415

    connected = DokobitSettings(
        url=settings.dokobit_url,
        token=settings.dokobit_token,
        single=settings.dokobit_single,
        production=not settings.demo,
    )
    made = DokobitPortal if settings.dokobit_api == "portal" else Dokobit
    return GuardedSigning(made(connected, clock), Breaker(SIGNING, clock))

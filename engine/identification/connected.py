"""The outside parties that the settings connect, by the port that each of them serves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.base.ports import Clock, Randomness
from engine.identification.port import Identification
from engine.settings.settings import Settings

PHOTO: Final = "identification"
VIDEO: Final = "video identification"


def providers_of(
    settings: Settings, clock: Clock, chance: Randomness
) -> Mapping[str, Identification]:
    """Those that are connected; without a token nobody is."""
    found: dict[str, Identification] = {}
    if settings.sumsub_token:
        found[PHOTO] = _sumsub(settings, settings.sumsub_level, clock)
    if settings.video == "sumsub" and settings.sumsub_token:
        found[VIDEO] = _sumsub(settings, settings.sumsub_video_level, clock)
    if settings.video == "zoom":
        found[VIDEO] = _zoom(settings, clock, chance)
    return {port: _guarded(one, port, clock) for port, one in found.items()}


# What talks to a provider is imported where one is connected: most banks have one or two of them.


def _guarded(provider: Identification, port: str, clock: Clock) -> Identification:
    from engine.identification.guarded import Guarded  # noqa: PLC0415
    from engine.outside.breakers import Breaker  # noqa: PLC0415

    return Guarded(provider, Breaker(port, clock))


def _sumsub(settings: Settings, level: str, clock: Clock) -> Identification:
    from engine.identification.sumsub import Sumsub  # noqa: PLC0415
    from engine.identification.sumsub_requests import SumsubSettings  # noqa: PLC0415

    account = SumsubSettings(
        url=settings.sumsub_url,
        token=settings.sumsub_token,
        secret=settings.sumsub_secret,
        webhook_secret=settings.sumsub_webhook_secret,
        level=level,
        production=not settings.demo,
    )
    return Sumsub(account, clock)


def _zoom(settings: Settings, clock: Clock, chance: Randomness) -> Identification:
    from engine.identification.zoom import Zoom  # noqa: PLC0415
    from engine.identification.zoom_requests import ZoomSettings  # noqa: PLC0415

    account = ZoomSettings(
        url=settings.zoom_url,
        tokens=settings.zoom_tokens,
        account=settings.zoom_account,
        client_id=settings.zoom_client_id,
        client_secret=settings.zoom_client_secret,
        webhook_secret=settings.zoom_webhook_secret,
        host=settings.zoom_host,
    )
    return Zoom(account, clock, chance)

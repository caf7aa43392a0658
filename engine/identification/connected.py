"""The outside parties that the settings connect, by the port that each of them serves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.base.ports import Clock, Randomness
from engine.identification.guarded import Guarded
from engine.identification.port import Identification
from engine.identification.sumsub import Sumsub
from engine.identification.sumsub_requests import SumsubSettings
from engine.identification.zoom import Zoom
from engine.identification.zoom_requests import ZoomSettings
from engine.outside.breakers import Breaker
from engine.settings.settings import Settings

PHOTO: Final = "identification"
VIDEO: Final = "video identification"


def providers_of(
    settings: Settings, clock: Clock, chance: Randomness
) -> Mapping[str, Identification]:
    """Those that are connected; without a token nobody is."""
    found: dict[str, Identification] = {}
    if settings.sumsub_token:
        found[PHOTO] = Sumsub(_sumsub(settings, settings.sumsub_level), clock)
    if settings.video == "sumsub" and settings.sumsub_token:
        found[VIDEO] = Sumsub(_sumsub(settings, settings.sumsub_video_level), clock)
    if settings.video == "zoom":
        found[VIDEO] = Zoom(_zoom(settings), clock, chance)
    return {port: Guarded(one, Breaker(port, clock)) for port, one in found.items()}


def _sumsub(settings: Settings, level: str) -> SumsubSettings:
    return SumsubSettings(
        url=settings.sumsub_url,
        token=settings.sumsub_token,
        secret=settings.sumsub_secret,
        webhook_secret=settings.sumsub_webhook_secret,
        level=level,
        production=not settings.demo,
    )


def _zoom(settings: Settings) -> ZoomSettings:
    return ZoomSettings(
        url=settings.zoom_url,
        tokens=settings.zoom_tokens,
        account=settings.zoom_account,
        client_id=settings.zoom_client_id,
        client_secret=settings.zoom_client_secret,
        webhook_secret=settings.zoom_webhook_secret,
        host=settings.zoom_host,
    )

"""The outside parties that the settings connect, by the port that each of them serves."""

from __future__ import annotations

from collections.abc import Mapping

from engine.base.ports import Clock
from engine.identification.port import Identification
from engine.identification.sumsub import Sumsub
from engine.identification.sumsub_requests import SumsubSettings
from engine.settings.settings import Settings


def providers_of(settings: Settings, clock: Clock) -> Mapping[str, Identification]:
    """Those that are connected; without a token nobody is."""
    if not settings.sumsub_token:
        return {}
    connected = SumsubSettings(
        url=settings.sumsub_url,
        token=settings.sumsub_token,
        secret=settings.sumsub_secret,
        webhook_secret=settings.sumsub_webhook_secret,
        level=settings.sumsub_level,
        production=not settings.demo,
    )
    return {"identification": Sumsub(connected, clock)}

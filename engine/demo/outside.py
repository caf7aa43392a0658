"""The demonstration is its own outside party: providers on this machine that speak as real ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from engine.base.ports import Clock
from engine.identification.demo_provider.keys import LEVEL, REHEARSAL
from engine.identification.demo_provider.provider import DemoProvider
from engine.settings.settings import Settings


def connected(
    settings: Settings, address: str, port: int, clock: Clock
) -> tuple[Settings, Callable[[], None]]:
    """Start what the settings connect nobody else to; settings that lead there, and how to stop.

    Calls go to ``address``. The provider listens on ``port`` of this machine, or on any that is
    free where that one is taken.
    """
    if settings.sumsub_token:
        return settings, lambda: None
    called = f"{address}/hooks/identification"
    provider = DemoProvider(settings.data / "provider", called, clock)
    try:
        at, stop = provider.serve(port)
    except OSError:
        at, stop = provider.serve(0)
    leading = replace(
        settings,
        sumsub_url=at,
        sumsub_token=REHEARSAL.token,
        sumsub_secret=REHEARSAL.secret,
        sumsub_webhook_secret=REHEARSAL.webhook_secret,
        sumsub_level=LEVEL,
    )
    return leading, stop

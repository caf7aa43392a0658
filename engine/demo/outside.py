"""The demonstration is its own outside party: providers on this machine that speak as real ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from engine.base.ports import Clock
from engine.identification.demo_provider.keys import LEVEL, REHEARSAL
from engine.identification.demo_provider.provider import DemoProvider
from engine.identification.demo_provider.room_api import ACCOUNT, CLIENT, KEY
from engine.identification.demo_provider.room_calls import SECRET
from engine.settings.settings import Settings
from engine.signatures.believed import AUTHORITY
from engine.signing.demo_provider.keys import REHEARSAL as REHEARSAL_TOKEN
from engine.signing.demo_provider.provider import DemoSigning


def connected(
    settings: Settings, address: str, port: int, clock: Clock
) -> tuple[Settings, Callable[[], None]]:
    """Start what the settings connect nobody else to; settings that lead there, and how to stop.

    Calls go to ``address``. The providers listen on ``port`` of this machine and the next one; on
    any that is free where one is taken, or ``port`` is 0.
    """
    settings, stop_first = _identifying(settings, address, port, clock)
    settings, stop_second = _signing(settings, port + 1 if port else 0, clock)

    def stop() -> None:
        stop_first()
        stop_second()

    return settings, stop


def _identifying(
    settings: Settings, address: str, port: int, clock: Clock
) -> tuple[Settings, Callable[[], None]]:
    if settings.sumsub_token:
        return settings, _nothing
    called = f"{address}/hooks/identification"
    provider = DemoProvider(settings.data / "provider", called, clock)
    provider.room_calls.url = f"{address}/hooks/video-identification"
    at, stop = _listening(provider.serve, port)
    leading = replace(
        settings,
        sumsub_url=at,
        sumsub_token=REHEARSAL.token,
        sumsub_secret=REHEARSAL.secret,
        sumsub_webhook_secret=REHEARSAL.webhook_secret,
        sumsub_level=LEVEL,
        sumsub_video_level=LEVEL,
    )
    if settings.video == "none" or not settings.zoom_account:
        leading = replace(
            leading,
            video="sumsub" if settings.video == "sumsub" else "zoom",
            zoom_url=at,
            zoom_tokens=at,
            zoom_account=ACCOUNT,
            zoom_client_id=CLIENT,
            zoom_client_secret=KEY,
            zoom_webhook_secret=SECRET,
        )
    return leading, stop


def _signing(settings: Settings, port: int, clock: Clock) -> tuple[Settings, Callable[[], None]]:
    """Its certificates are believed: they are of the authority that a demonstration trusts."""
    if settings.dokobit_token:
        return settings, _nothing
    provider = DemoSigning(settings.data / "signing", settings.data / AUTHORITY, clock)
    address, stop = _listening(provider.serve, port)
    return replace(settings, dokobit_url=address, dokobit_token=REHEARSAL_TOKEN), stop


def _listening(
    serve: Callable[[int], tuple[str, Callable[[], None]]], port: int
) -> tuple[str, Callable[[], None]]:
    """On this port, or on any where it is taken."""
    try:
        return serve(port)
    except OSError:
        return serve(0)


def _nothing() -> None:
    """Nothing was started that must be stopped."""

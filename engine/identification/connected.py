"""The outside parties that the settings connect, by the port that each of them serves."""

from __future__ import annotations

from collections.abc import Mapping

from engine.base.ports import Clock
from engine.identification.port import Identification
from engine.settings.settings import Settings


def providers_of(settings: Settings, clock: Clock) -> Mapping[str, Identification]:
    """Those that are connected; without a token nobody is."""
    return {}

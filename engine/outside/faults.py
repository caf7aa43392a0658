"""What goes wrong with an outside party, by what is to be done next."""

from __future__ import annotations

from datetime import datetime

from engine.base.errors import AnketaError


class ProviderDown(AnketaError):
    """The provider did not answer, or not with sense: ask again later."""


class ProviderRests(ProviderDown):
    """The provider did not answer others, so it is not asked at all before ``until``."""

    def __init__(self, name: str, until: datetime) -> None:
        super().__init__(f"{name}: it does not answer, and is left in peace")
        self.until = until


class ProviderRefused(AnketaError):
    """The provider will not do what was asked, however often: a person must look."""


class StatusRefused(ProviderRefused):
    """The provider answered with a status that another attempt does not change."""

    def __init__(self, name: str, status: int, reason: str) -> None:
        super().__init__(f"{name}: status {status}{reason}")
        self.status = status


class CallbackRefused(AnketaError):
    """What claims to be a callback is not the provider's, or not for this bank."""

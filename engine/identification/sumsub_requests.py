"""Asking Sumsub: every request is signed with the secret of the account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Final

import httpx

from engine.base.dataclass import dataclass
from engine.base.ports import Clock
from engine.identification.sumsub_signing import SIGNATURE, TIME, TOKEN, request_signature
from engine.outside.faults import ProviderRefused
from engine.outside.requests import TIMEOUT, Asking, address_fault

SANDBOX: Final = "sbx:"
NAME: Final = "Sumsub"


@dataclass(frozen=True, slots=True)
class SumsubSettings:
    """The account at Sumsub. ``level`` is what is checked where a definition names nothing."""

    url: str
    token: str = field(repr=False)
    secret: str = field(repr=False)
    webhook_secret: str = field(repr=False)
    level: str
    production: bool

    def fault(self) -> str:
        """Why nothing may be asked with these settings; empty if it may."""
        if fault := address_fault(self.url):
            return fault
        if self.production and self.token.startswith(SANDBOX):
            return "the token is one of the sandbox"
        if not self.token.isascii() or not self.token.isprintable():
            return "the token is none"
        return "" if self.token and self.secret else "the token or its secret is missing"


@dataclass(frozen=True, slots=True)
class SumsubRequests:
    """Requests with the token of ``settings``."""

    settings: SumsubSettings
    clock: Clock
    timeout: httpx.Timeout = field(default_factory=lambda: TIMEOUT)

    def ask(self, method: str, path: str, told: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What Sumsub answers. Raises ``ProviderDown`` and ``ProviderRefused``."""
        if fault := self.settings.fault():
            raise ProviderRefused(f"{NAME}: {fault}")
        asking = Asking(NAME, self.settings.url, self.clock, self._sign, self.timeout)
        return asking.ask(method, path, told)

    def _sign(self, request: httpx.Request) -> None:
        ts = str(int(self.clock.now().timestamp()))
        # What is signed is what is sent, however the client wrote it.
        path = request.url.raw_path.decode("ascii")
        secret = self.settings.secret
        request.headers[TOKEN] = self.settings.token
        request.headers[TIME] = ts
        request.headers[SIGNATURE] = request_signature(
            secret, ts, request.method, path, request.content
        )
        request.headers["Accept"] = "application/json"

"""Asking Zoom: with a token of the account, kept for an hour and made anew where it is refused."""

from __future__ import annotations

import threading
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

import httpx

from engine.base.dataclass import dataclass
from engine.base.ports import Clock
from engine.outside.faults import ProviderDown, ProviderRefused, StatusRefused
from engine.outside.requests import TIMEOUT, Asking, address_fault

NAME: Final = "Zoom"
UNAUTHORISED: Final = 401
BEFORE_ITS_END: Final = timedelta(minutes=5)
LONGEST_TOKEN: Final = 10_000


@dataclass(frozen=True, slots=True)
class ZoomSettings:
    """The account at Zoom, and who holds the calls; ``tokens`` is where tokens are made."""

    url: str
    tokens: str
    account: str
    client_id: str
    client_secret: str = field(repr=False)
    webhook_secret: str = field(repr=False)
    host: str

    def fault(self) -> str:
        """Why nothing may be asked with these settings; empty if it may."""
        if fault := address_fault(self.url) or address_fault(self.tokens):
            return fault
        return "" if self.account and self.client_id and self.client_secret else "a key is missing"


class ZoomRequests:
    """Requests with a token that is shared by all of them."""

    def __init__(
        self, settings: ZoomSettings, clock: Clock, timeout: httpx.Timeout = TIMEOUT
    ) -> None:
        self.settings = settings
        self.clock = clock
        self._asking = Asking(NAME, settings.url, clock, self._with_token, timeout)
        self._signing_on = Asking(NAME, settings.tokens, clock, self._with_secret, timeout)
        self._lock = threading.Lock()
        self._token = ""
        self._until: datetime | None = None

    def ask(self, method: str, path: str, told: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What Zoom answers. Raises ``ProviderDown`` and ``ProviderRefused``."""
        return self._twice(lambda: self._asking.ask(method, path, told))

    def order(self, method: str, path: str, told: Mapping[str, Any] | None = None) -> None:
        """Have something done that is answered with nothing. Raises as ``ask``."""
        self._twice(lambda: {"": self._asking.fetch(method, path, told)})

    def _twice(self, asking: Any) -> dict[str, Any]:
        if fault := self.settings.fault():
            raise ProviderRefused(f"{NAME}: {fault}")
        try:
            found: dict[str, Any] = asking()
        except StatusRefused as refusal:
            if refusal.status != UNAUTHORISED:
                raise
            self._forget()
            found = asking()
        return found

    def _with_token(self, request: httpx.Request) -> None:
        request.headers["Authorization"] = f"Bearer {self._current()}"
        request.headers["Accept"] = "application/json"

    def _with_secret(self, request: httpx.Request) -> None:
        known = f"{self.settings.client_id}:{self.settings.client_secret}".encode()
        request.headers["Authorization"] = f"Basic {b64encode(known).decode()}"

    def _current(self) -> str:
        with self._lock:
            if self._until is None or self.clock.now() >= self._until:
                self._token, self._until = self._fresh()
            return self._token

    def _forget(self) -> None:
        with self._lock:
            self._until = None

    def _fresh(self) -> tuple[str, datetime]:
        asked = {"grant_type": "account_credentials", "account_id": self.settings.account}
        told = self._signing_on.ask("POST", f"/oauth/token?{urlencode(asked)}")
        token, lasts = told.get("access_token"), told.get("expires_in")
        if not isinstance(token, str) or not token.isascii() or not 0 < len(token) < LONGEST_TOKEN:
            raise ProviderDown(f"{NAME}: the answer holds no token")
        seconds = lasts if type(lasts) is int and 0 < lasts <= 86_400 else 0
        return token, self.clock.now() + timedelta(seconds=seconds) - BEFORE_ITS_END

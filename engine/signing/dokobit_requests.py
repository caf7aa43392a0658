"""Asking Dokobit: the token of the account goes in the query, so no address is ever told."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import field
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

import httpx

from engine.base.dataclass import dataclass
from engine.base.ports import Clock
from engine.outside.faults import ProviderDown, ProviderRefused
from engine.outside.requests import TIMEOUT, Asking, address_fault

NAME: Final = "Dokobit"
SANDBOXES: Final = ("gateway-sandbox.", "beta.")
TOKEN: Final = "access_token"  # noqa: S105 - the name of a parameter
LARGEST_FILE: Final = 134_217_728


@dataclass(frozen=True, slots=True)
class DokobitSettings:
    """The account at Dokobit. ``single`` is the format of a signing of one PDF."""

    url: str
    token: str = field(repr=False)
    single: str
    production: bool

    def fault(self) -> str:
        """Why nothing may be asked with these settings; empty if it may."""
        if fault := address_fault(self.url):
            return fault
        if self.production and (urlsplit(self.url).hostname or "").startswith(SANDBOXES):
            return "the address is that of the sandbox"
        if not self.token.isascii() or not self.token.isprintable():
            return "the token is none"
        return "" if self.token else "the token is missing"


@dataclass(frozen=True, slots=True)
class DokobitRequests:
    """Requests with the token of ``settings``."""

    settings: DokobitSettings
    clock: Clock
    timeout: httpx.Timeout = field(default_factory=lambda: TIMEOUT)

    def ask(
        self, method: str, action: str, told: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """What Dokobit answers to an action. Raises ``ProviderDown`` and ``ProviderRefused``."""
        return self._asking().ask(method, f"/api/{action}.json", told)

    def file(self, address: str) -> bytes:
        """A file from the configured host, and from no other. Raises as ``ask``."""
        own, given = urlsplit(self.settings.url), _split(address)
        if (own.scheme, own.netloc) != (given.scheme, given.netloc):
            raise ProviderRefused(f"{NAME}: the file is said to be at another host")
        path = f"{given.path}?{given.query}" if given.query else given.path
        return self._asking().fetch("GET", path, largest=LARGEST_FILE)

    def compare(self, content: bytes, *digests: str) -> None:
        """Raises ``ProviderDown`` where a file has another digest than one that was told."""
        found = hashlib.sha256(content).hexdigest()
        for told in digests:
            if told and not hmac.compare_digest(found, told.casefold()):
                raise ProviderDown(f"{NAME}: the file has another digest than was told")

    def _asking(self) -> Asking:
        if fault := self.settings.fault():
            raise ProviderRefused(f"{NAME}: {fault}")
        own = urlsplit(self.settings.url)
        origin = f"{own.scheme}://{own.netloc}"
        return Asking(NAME, origin, self.clock, self._dress, self.timeout)

    def _dress(self, request: httpx.Request) -> None:
        request.url = request.url.copy_set_param(TOKEN, self.settings.token)


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def text(told: Mapping[str, Any], name: str) -> str:
    """A text of an answer. Raises ``ProviderDown`` where there is none."""
    given = told.get(name)
    if not isinstance(given, str) or not given:
        raise ProviderDown(f"{NAME}: the answer holds no “{name}”")
    return given

"""Asking Sumsub: signed, with limits of time and size, and one error for each thing to do next."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from ssl import SSLContext
from typing import Any, Final

import httpx

from engine.base.ports import Clock
from engine.identification.port import ProviderDown, ProviderRefused
from engine.identification.sumsub_signing import SIGNATURE, TIME, TOKEN, request_signature

TIMEOUT: Final = httpx.Timeout(10.0, connect=3.0)
AT_MOST: Final = timedelta(seconds=30)
"""For an answer that comes in small pieces."""

LARGEST: Final = 4_194_304
TRY_AGAIN: Final = frozenset({408, 425, 429})
SERVER_FAULT: Final = 500
SANDBOX: Final = "sbx:"
LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
HARMLESS: Final = re.compile(r"[\w-]{1,64}")
"""Names of errors and numbers of requests, and no data of a person."""


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
        try:
            at = httpx.URL(self.url)
        except httpx.InvalidURL:
            return "the address is none"
        if at.scheme != "https" and at.host not in LOOPBACK:
            return "the address is not https"
        if self.production and self.token.startswith(SANDBOX):
            return "the token is one of the sandbox"
        if not self.token.isascii() or not self.token.isprintable():
            return "the token is none"
        return "" if self.token and self.secret else "the token or its secret is missing"


class StatusRefused(ProviderRefused):
    """Sumsub answered with a status that another attempt does not change."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"Sumsub: status {status}{reason}")
        self.status = status


@dataclass(frozen=True, slots=True)
class SumsubRequests:
    """Requests with the token of ``settings``."""

    settings: SumsubSettings
    clock: Clock
    timeout: httpx.Timeout = field(default_factory=lambda: TIMEOUT)

    def ask(self, method: str, path: str, told: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What Sumsub answers. Raises ``ProviderDown`` and ``ProviderRefused``."""
        if fault := self.settings.fault():
            raise ProviderRefused(f"Sumsub: {fault}")
        body = b"" if told is None else json.dumps(told).encode()
        try:
            # A client follows no redirects: they would carry the token elsewhere.
            with httpx.Client(timeout=self.timeout, verify=_trusted()) as talk:
                request = talk.build_request(
                    method, self.settings.url.rstrip("/") + path, content=body
                )
                self._sign(request, body)
                answer = talk.send(request, stream=True)
                content = self._content(answer.iter_raw())
        except httpx.HTTPError as error:
            raise ProviderDown(f"Sumsub: {type(error).__name__}") from None
        return _understood(answer.status_code, content)

    def _sign(self, request: httpx.Request, body: bytes) -> None:
        ts = str(int(self.clock.now().timestamp()))
        # What is signed is what is sent, however the client wrote it.
        path = request.url.raw_path.decode("ascii")
        secret = self.settings.secret
        request.headers[TOKEN] = self.settings.token
        request.headers[TIME] = ts
        request.headers[SIGNATURE] = request_signature(secret, ts, request.method, path, body)
        request.headers["Content-Type"] = "application/json"
        request.headers["Accept"] = "application/json"
        request.headers["Accept-Encoding"] = "identity"

    def _content(self, chunks: Iterable[bytes]) -> bytes:
        content, until = bytearray(), self.clock.now() + AT_MOST
        for chunk in chunks:
            content += chunk
            if len(content) > LARGEST or self.clock.now() > until:
                raise ProviderDown("Sumsub: the answer has no end")
        return bytes(content)


@cache
def _trusted() -> SSLContext:
    """Reading the authorities takes longer than the rest of a request."""
    return httpx.create_ssl_context()


def _understood(status: int, content: bytes) -> dict[str, Any]:
    if status >= SERVER_FAULT or status in TRY_AGAIN:
        raise ProviderDown(f"Sumsub: status {status}")
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        told = None
    if not httpx.codes.is_success(status):
        raise StatusRefused(status, _reason(told))
    if not isinstance(told, dict):
        raise ProviderDown("Sumsub: the answer is no JSON object")
    return told


def _reason(told: object) -> str:
    """What may be repeated of an error; its description may quote what was sent."""
    parts = told if isinstance(told, dict) else {}
    names = (parts.get(name) for name in ("errorName", "correlationId"))
    known = [name for name in names if isinstance(name, str) and HARMLESS.fullmatch(name)]
    return f" ({', '.join(known)})" if known else ""

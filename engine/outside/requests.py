"""Asking a provider: with limits of time and size, and one error for each thing to do next."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import timedelta
from functools import cache
from ssl import SSLContext
from typing import Any, Final

import httpx
from tenacity import Retrying, retry_if_exception_type, retry_if_result, stop_after_attempt
from tenacity.wait import wait_random

from engine.base.dataclass import dataclass
from engine.base.ports import Clock
from engine.outside.faults import ProviderDown, ProviderRefused, StatusRefused

TIMEOUT: Final = httpx.Timeout(10.0, connect=3.0)
AT_MOST: Final = timedelta(seconds=30)
"""For an answer that comes in small pieces."""

LARGEST: Final = 4_194_304
TRY_AGAIN: Final = frozenset({408, 425, 429})
SERVER_FAULT: Final = 500
GATEWAY: Final = frozenset({502, 503, 504})
AT_ONCE: Final = 2
"""How often something is asked that changes nothing, where the way there broke."""

LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
HARMLESS: Final = re.compile(r"[\w-]{1,64}")
"""Names of errors and numbers of requests, and no data of a person."""

Dress = Callable[[httpx.Request], None]
"""Puts on a request what the provider knows us by, once it is as it will be sent."""


def address_fault(url: str) -> str:
    """Why nothing may be sent to an address; empty if it may."""
    try:
        at = httpx.URL(url)
    except httpx.InvalidURL:
        return "the address is none"
    if at.scheme != "https" and at.host not in LOOPBACK:
        return "the address is not https"
    return ""


@dataclass(frozen=True, slots=True)
class Asking:
    """Requests to the provider ``name`` at ``url``; its addresses and ours reach no message."""

    name: str
    url: str = field(repr=False)
    clock: Clock
    dress: Dress = field(repr=False)
    timeout: httpx.Timeout = field(default_factory=lambda: TIMEOUT)

    def ask(self, method: str, path: str, told: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The object that is answered. Raises ``ProviderDown`` and ``ProviderRefused``."""
        content = self.fetch(method, path, told)
        try:
            answer = json.loads(content)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise ProviderDown(f"{self.name}: the answer is no JSON object")
        return answer

    def fetch(
        self, method: str, path: str, told: Mapping[str, Any] | None = None, largest: int = 0
    ) -> bytes:
        """The bytes that are answered, at most ``largest``. Raises as ``ask``."""
        if fault := address_fault(self.url):
            raise ProviderRefused(f"{self.name}: {fault}")
        body = b"" if told is None else json.dumps(told).encode()
        again = _AGAIN.copy(stop=stop_after_attempt(AT_ONCE if method == "GET" else 1))
        try:
            status, content = again(self._answered, method, path, body, largest or LARGEST)
        except httpx.HTTPError as error:
            raise ProviderDown(f"{self.name}: {type(error).__name__}") from None
        self._check(status, content)
        return content

    def _answered(self, method: str, path: str, body: bytes, largest: int) -> tuple[int, bytes]:
        # A client follows no redirects: they would carry the token elsewhere.
        with httpx.Client(timeout=self.timeout, verify=_trusted()) as talk:
            request = talk.build_request(method, self.url.rstrip("/") + path, content=body)
            request.headers["Content-Type"] = "application/json"
            request.headers["Accept-Encoding"] = "identity"
            self.dress(request)
            answer = talk.send(request, stream=True)
            return answer.status_code, self._content(answer.iter_raw(), largest)

    def _content(self, chunks: Iterable[bytes], largest: int) -> bytes:
        content, until = bytearray(), self.clock.now() + AT_MOST
        for chunk in chunks:
            content += chunk
            if len(content) > largest or self.clock.now() > until:
                raise ProviderDown(f"{self.name}: the answer has no end")
        return bytes(content)

    def _check(self, status: int, content: bytes) -> None:
        if status >= SERVER_FAULT or status in TRY_AGAIN:
            raise ProviderDown(f"{self.name}: status {status}")
        if not httpx.codes.is_success(status):
            raise StatusRefused(self.name, status, _reason(content))


_AGAIN: Final = Retrying(
    wait=wait_random(0.1, 0.3),
    # What took too long is not asked at once again: somebody waits for the next answer too.
    retry=retry_if_exception_type((httpx.NetworkError, httpx.RemoteProtocolError))
    | retry_if_result(lambda got: got[0] in GATEWAY),
    retry_error_callback=lambda tried: tried.outcome.result() if tried.outcome else None,
)


@cache
def _trusted() -> SSLContext:
    """Reading the authorities takes longer than the rest of a request."""
    return httpx.create_ssl_context()


def _reason(content: bytes) -> str:
    """What may be repeated of an error; its description may quote what was sent."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        told = None
    parts = told if isinstance(told, dict) else {}
    names = (parts.get(name) for name in ("errorName", "correlationId"))
    known = [name for name in names if isinstance(name, str) and HARMLESS.fullmatch(name)]
    return f" ({', '.join(known)})" if known else ""

"""Calls of a provider for rehearsals: in order, tried a few times, wrong where asked."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Mapping
from queue import Queue
from typing import Final

import httpx

from engine.outside.rehearsal.trouble import Trouble

PAUSES: Final = (0.0, 1.0, 5.0, 25.0)
"""Seconds before each attempt."""

TIMEOUT: Final = 5.0

Call = tuple[str, bytes, Mapping[str, str]]
"""Where, a body and its headers."""


class Deliveries:
    """Calls the client from a thread of its own: at ``url``, or where a call itself says.

    ``held`` are the calls that wait to be released. Nobody is called without an address.
    """

    def __init__(self, url: str, trouble: Trouble) -> None:
        self.url = url
        self.trouble = trouble
        self.held: deque[Call] = deque()
        self._waiting: Queue[Call | None] = Queue()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        """Begin to call."""
        self._thread.start()

    def stop(self) -> None:
        """Call no more; what is still to be told is lost, as it may be with a real provider."""
        self._stopped.set()
        self._waiting.put(None)
        self._thread.join()

    def send(self, body: bytes, headers: Mapping[str, str], url: str = "") -> None:
        """Call once, or as often as the trouble says."""
        calls, call = self.trouble.calls, (url or self.url, body, headers)
        if not call[0] or calls == "lost":
            return
        if calls == "held":
            self.held.append(call)
            return
        for _ in range(2 if calls == "twice" else 1):
            self._waiting.put(call)

    def release(self, *, newest_first: bool = False) -> None:
        """Send what was held."""
        while self.held:
            self._waiting.put(self.held.pop() if newest_first else self.held.popleft())

    def wait(self) -> None:
        """Until everything was told, or given up."""
        self._waiting.join()

    def _work(self) -> None:
        with httpx.Client(timeout=TIMEOUT) as talk:
            while call := self._waiting.get():
                self._send(talk, *call)
                self._waiting.task_done()

    def _send(self, talk: httpx.Client, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        for pause in PAUSES:
            if self._stopped.wait(pause):
                return
            try:
                answer = talk.post(url, content=body, headers=headers)
            except httpx.HTTPError:
                continue
            if answer.is_success:
                return

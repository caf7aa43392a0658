"""Calls of the provider for rehearsals about its signings: not signed, as those of the real one."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import deque
from queue import Queue
from typing import Final

import httpx

from engine.outside.rehearsal.trouble import Trouble
from engine.signing.demo_provider.signings import Signing

PAUSES: Final = (0.0, 1.0, 5.0, 25.0)
"""Seconds before each attempt."""

TIMEOUT: Final = 5.0
Call = tuple[str, bytes]


class Postbacks:
    """Tells the client what happens, from a thread of its own."""

    def __init__(self, trouble: Trouble) -> None:
        self.address = ""
        self._trouble = trouble
        self._waiting: Queue[Call | None] = Queue()
        self.held: deque[Call] = deque()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        """Begin to call."""
        self._thread.start()

    def stop(self) -> None:
        """Call no more; what is still to be told is lost, as it may be with a real provider."""
        self._waiting.put(None)
        self._thread.join()

    def tell(self, action: str, signing: Signing, content: bytes, signer: str, means: str) -> None:
        """Something happened in a signing."""
        calls = self._trouble.calls
        if not signing.called or calls == "lost":
            return
        told = {
            "status": signing.state,
            "token": "0" * 40 if calls == "forged" else signing.token,
            "action": action,
            "signer": signer,
            "valid_to": signing.ends_at().isoformat(),
        }
        if content:
            told["file"] = f"{self.address}/api/signing/{signing.token}/download"
            told["file_digest"] = hashlib.sha256(content).hexdigest()
        if means:
            told["signing_option"] = means
        call = (signing.called, json.dumps(told).encode())
        if calls == "held":
            self.held.append(call)
            return
        for _ in range(2 if calls == "twice" else 1):
            self._waiting.put(call)

    def release(self) -> None:
        """Send what was held."""
        while self.held:
            self._waiting.put(self.held.popleft())

    def wait(self) -> None:
        """Until everything was told, or given up."""
        self._waiting.join()

    def _work(self) -> None:
        with httpx.Client(timeout=TIMEOUT) as talk:
            while call := self._waiting.get():
                self._send(talk, *call)
                self._waiting.task_done()

    def _send(self, talk: httpx.Client, url: str, body: bytes) -> None:
        headers = {"Content-Type": "application/json"}
        for pause in PAUSES:
            if self._trouble.over.wait(pause):
                return
            try:
                answer = talk.post(url, content=body, headers=headers)
            except httpx.HTTPError:
                continue
            if answer.is_success or answer.is_client_error:
                return

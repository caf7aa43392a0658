"""Callbacks of the provider for rehearsals: signed, in order, tried a few times."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections import deque
from queue import Queue
from typing import Any, Final

import httpx

from engine.base.ports import Clock
from engine.identification.demo_provider.applicants import Applicant
from engine.identification.demo_provider.keys import Keys
from engine.identification.sumsub_signing import ALGORITHM, DIGEST, payload_digest
from engine.outside.rehearsal.trouble import Trouble

PAUSES: Final = (0.0, 1.0, 5.0, 25.0)
"""Seconds before each attempt."""

TIMEOUT: Final = 5.0


class Callbacks:
    """Tells the client at ``url`` what happens, from a thread of its own; nobody without one."""

    def __init__(self, url: str, keys: Keys, clock: Clock, trouble: Trouble) -> None:
        self._url = url
        self._keys = keys
        self._clock = clock
        self._trouble = trouble
        self._waiting: Queue[tuple[bytes, dict[str, str]] | None] = Queue()
        self._held: deque[tuple[bytes, dict[str, str]]] = deque()
        self._stopped = threading.Event()
        self._count = 0
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        """Begin to call."""
        self._thread.start()

    def stop(self) -> None:
        """Call no more; what is still to be told is lost, as it may be with a real provider."""
        self._stopped.set()
        self._waiting.put(None)
        self._thread.join()

    def tell(self, kind: str, applicant: Applicant) -> None:
        """Something happened to an applicant."""
        calls = self._trouble.calls
        if not self._url or calls == "lost":
            return
        body = json.dumps(self._event(kind, applicant), ensure_ascii=False).encode()
        call = (body, self._headers(body))
        if calls == "held":
            self._held.append(call)
            return
        for _ in range(2 if calls == "twice" else 1):
            self._waiting.put(call)

    def release(self, *, newest_first: bool = False) -> None:
        """Send what was held."""
        while self._held:
            self._waiting.put(self._held.pop() if newest_first else self._held.popleft())

    def wait(self) -> None:
        """Until everything was told, or given up."""
        self._waiting.join()

    def _event(self, kind: str, applicant: Applicant) -> dict[str, Any]:
        now, self._count = self._clock.now(), self._count + 1
        moment = now.strftime("%Y-%m-%d %H:%M:%S.") + f"{now.microsecond // 1000:03}"
        correlation = hashlib.sha256(f"{applicant.id}{moment}{self._count}".encode()).hexdigest()
        return {
            "applicantId": applicant.id,
            "inspectionId": applicant.id[::-1],
            "applicantType": "individual",
            "correlationId": correlation[:32],
            "levelName": applicant.level,
            "externalUserId": applicant.reference,
            "type": kind,
            "sandboxMode": self._keys.is_sandbox,
            "reviewStatus": applicant.stage,
            "reviewResult": applicant.result or None,
            "createdAt": now.strftime("%Y-%m-%d %H:%M:%S%z"),
            "createdAtMs": moment,
            "clientId": "rehearsal",
        }

    def _headers(self, body: bytes) -> dict[str, str]:
        secret, algorithm = self._keys.webhook_secret, self._keys.algorithm
        if self._trouble.calls == "weak":
            algorithm = "HMAC_SHA1_HEX"
            digest = hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()
        else:
            signs = f"not {secret}" if self._trouble.calls == "forged" else secret
            digest = payload_digest(signs, algorithm, body)
        return {"Content-Type": "application/json", DIGEST: digest, ALGORITHM: algorithm}

    def _work(self) -> None:
        with httpx.Client(timeout=TIMEOUT) as talk:
            while call := self._waiting.get():
                self._send(talk, *call)
                self._waiting.task_done()

    def _send(self, talk: httpx.Client, body: bytes, headers: dict[str, str]) -> None:
        for pause in PAUSES:
            if self._stopped.wait(pause):
                return
            try:
                answer = talk.post(self._url, content=body, headers=headers)
            except httpx.HTTPError:
                continue
            if answer.is_success:
                return

"""Callbacks of the provider for rehearsals, signed as those of Sumsub."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from engine.base.ports import Clock
from engine.identification.demo_provider.applicants import Applicant
from engine.identification.demo_provider.keys import Keys
from engine.identification.sumsub_signing import ALGORITHM, DIGEST, payload_digest
from engine.outside.rehearsal.deliveries import Deliveries
from engine.outside.rehearsal.trouble import Trouble


class Callbacks(Deliveries):
    """Tells the client at ``url`` what happens to applicants."""

    def __init__(self, url: str, keys: Keys, clock: Clock, trouble: Trouble) -> None:
        super().__init__(url, trouble)
        self._keys = keys
        self._clock = clock
        self._count = 0

    def tell(self, kind: str, applicant: Applicant) -> None:
        """Something happened to an applicant."""
        body = json.dumps(self._event(kind, applicant), ensure_ascii=False).encode()
        self.send(body, self._headers(body))

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
        if self.trouble.calls == "weak":
            algorithm = "HMAC_SHA1_HEX"
            digest = hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()
        else:
            signs = f"not {secret}" if self.trouble.calls == "forged" else secret
            digest = payload_digest(signs, algorithm, body)
        return {"Content-Type": "application/json", DIGEST: digest, ALGORITHM: algorithm}

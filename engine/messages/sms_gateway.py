"""Short messages through an HTTP gateway.

The gateway is given ``POST`` with JSON ``{"to", "text", "from"}``, a bearer token, and the id of
the message as ``Idempotency-Key``, so that a second attempt is not a second message. Any 2xx means
taken; 408, 425, 429 and 5xx are worth another attempt; anything else is final.
"""

from __future__ import annotations

from dataclasses import field
from typing import Final

import httpx

from engine.base.dataclass import dataclass
from engine.base.ports import Sms
from engine.messages.errors import DeliveryFailed

TIMEOUT: Final = httpx.Timeout(10.0, connect=5.0)
TRY_AGAIN: Final = frozenset({408, 425, 429})
SERVER_FAULT: Final = 500


@dataclass(frozen=True, slots=True)
class SmsGateway:
    """A gateway at ``url``; ``sender`` is that of messages that name none."""

    url: str
    sender: str
    token: str = field(default="", repr=False)

    def send(self, sms: Sms) -> None:
        """Hand the message over. Raises ``DeliveryFailed``."""
        headers = {"Idempotency-Key": sms.id}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        content = {"to": sms.to, "text": sms.body, "from": sms.sender or self.sender}
        try:
            # Redirects are not followed: they would carry the token elsewhere.
            answer = httpx.post(self.url, json=content, headers=headers, timeout=TIMEOUT)
        except httpx.HTTPError as error:
            reason = f"gateway: {type(error).__name__}"
            raise DeliveryFailed(reason) from None
        if not answer.is_success:
            code = answer.status_code
            forever = code < SERVER_FAULT and code not in TRY_AGAIN
            reason = f"gateway: status {code}"
            raise DeliveryFailed(reason, forever=forever)

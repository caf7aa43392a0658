"""What the provider for rehearsals calls about its rooms, signed as by Zoom."""

from __future__ import annotations

import json
from typing import Final

from engine.base.ports import Clock
from engine.identification.demo_provider.rooms import Room
from engine.identification.zoom_webhooks import SIGNATURE, TIME, signature
from engine.outside.rehearsal.deliveries import Deliveries
from engine.outside.rehearsal.trouble import Trouble

SECRET: Final = "rehearsal-zoom-webhook-secret"  # noqa: S105 - nothing real hangs on it


class RoomCalls(Deliveries):
    """Tells the client at ``url`` what happens in rooms."""

    def __init__(self, url: str, clock: Clock, trouble: Trouble) -> None:
        super().__init__(url, trouble)
        self._clock = clock
        self._count = 0

    def tell(self, event: str, room: Room, person: str = "") -> None:
        """Something happened in a room."""
        self._count += 1
        about: dict[str, object] = {"id": room.id, "uuid": room.uuid, "type": 2}
        if person:
            about["participant"] = {"user_name": person, "user_id": str(self._count)}
        told = {
            "event": event,
            "event_ts": int(self._clock.now().timestamp() * 1000) + self._count,
            "payload": {"account_id": "rehearsal", "object": about},
        }
        body = json.dumps(told).encode()
        ts = str(int(self._clock.now().timestamp()))
        secret = f"not {SECRET}" if self.trouble.calls in {"forged", "weak"} else SECRET
        headers = {TIME: ts, SIGNATURE: signature(secret, ts, body)}
        self.send(body, {"Content-Type": "application/json", **headers})

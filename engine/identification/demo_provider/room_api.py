"""The calls of the provider for rehearsals that are Zoom's: those its client uses."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.base.ports import Clock
from engine.identification.demo_provider.rooms import HOST, Room, Rooms
from engine.identification.zoom_requests import ZoomSettings
from engine.outside.rehearsal.exchange import Answer, Request, json_answer

PATHS: Final = ("/v2/", "/oauth/")
ACCOUNT, CLIENT, KEY = "rehearsal-account", "rehearsal-client", "rehearsal-zoom-secret"
LASTS: Final = 3_600
ONE: Final = re.compile(r"/v2/(?P<kind>meetings|past_meetings)/(?P<id>[0-9]{9,12})(?P<of>/[a-z]+)?")


def room_settings(address: str, webhook_secret: str) -> ZoomSettings:
    """Settings of a client for the provider at ``address``."""
    return ZoomSettings(address, address, ACCOUNT, CLIENT, KEY, webhook_secret, "me")


@dataclass
class RoomApi:
    """Answers requests of the client; ``spoilt`` tokens are refused, as after their hour."""

    rooms: Rooms
    clock: Clock
    given: int = 0
    spoilt: int = 0

    def answer(self, request: Request, address: str) -> Answer:
        """The answer to a request; ``address`` is where pages of rooms are."""
        if request.path == "/oauth/token":
            return self._token(request)
        if not self._is_known(request):
            return _refusal(401, 124, "Invalid access token.")
        if re.fullmatch(r"/v2/users/[^/]+/meetings", request.path):
            return self._of_user(request, address)
        found = ONE.fullmatch(request.path)
        room = self.rooms.find(found["id"]) if found else None
        if found is None or room is None:
            return _refusal(404, 3001, "Meeting does not exist.")
        if found["kind"] == "past_meetings":
            return _past(room, found["of"] or "")
        return self._of_one(request, room, address)

    def _token(self, request: Request) -> Answer:
        known = b64encode(f"{CLIENT}:{KEY}".encode()).decode()
        given = {name.casefold(): value for name, value in request.headers.items()}
        asked = {**request.query, **request.form}
        is_ours = (
            asked.get("account_id") == ACCOUNT and given.get("authorization") == f"Basic {known}"
        )
        if not is_ours or asked.get("grant_type") != "account_credentials":
            return json_answer({"reason": "Invalid client", "error": "invalid_client"}, 400)
        self.given += 1
        token = {"access_token": f"rehearsal-{self.given}", "token_type": "bearer"}
        return json_answer({**token, "expires_in": LASTS, "scope": "meeting:write:admin"})

    def _is_known(self, request: Request) -> bool:
        given = {name.casefold(): value for name, value in request.headers.items()}
        number = given.get("authorization", "").removeprefix("Bearer rehearsal-")
        return number.isdecimal() and self.spoilt < int(number) <= self.given

    def _of_user(self, request: Request, address: str) -> Answer:
        if request.method == "GET":
            told = [room.as_told(address) for room in self.rooms.all()][:1]
            return json_answer({"page_size": 1, "meetings": told})
        told_ = _told(request)
        if told_.get("type") != 2 or not told_.get("start_time"):
            return _refusal(400, 300, "Invalid field.")
        return json_answer(self.rooms.create(told_).as_told(address), 201)

    def _of_one(self, request: Request, room: Room, address: str) -> Answer:
        if request.method == "GET":
            return json_answer(room.as_told(address))
        if request.method == "PATCH":
            self.rooms.change(room.id, _told(request))
            return Answer(204)
        if room.status == "started":
            return _refusal(400, 3002, "The meeting is in progress.")
        if room.status == "ended":
            return _refusal(400, 3007, "The meeting has ended.")
        self.rooms.remove(room.id)
        return Answer(204)


def _past(room: Room, of: str) -> Answer:
    if not room.ended:
        return _refusal(404, 3001, "Meeting does not exist.")
    if of != "/participants":
        return json_answer(room.as_past())
    guests = [{"id": "", "name": name, "user_email": ""} for name in room.guests]
    return json_answer({"page_count": 1, "participants": [HOST, *guests]})


def _refusal(status: int, code: int, message: str) -> Answer:
    return json_answer({"code": code, "message": message}, status)


def _told(request: Request) -> dict[str, Any]:
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}

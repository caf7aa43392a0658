"""Pages of a room: a person comes in or does not, the bank's employee starts and ends the call."""

from __future__ import annotations

import hmac
import re
from typing import Final

from engine.base.dataclass import dataclass
from engine.identification.demo_provider.pages import PACKAGE
from engine.identification.demo_provider.room_calls import RoomCalls
from engine.identification.demo_provider.room_words import RoomWords, room_words
from engine.identification.demo_provider.rooms import Room, Rooms
from engine.outside.rehearsal.exchange import Answer, Request
from engine.outside.rehearsal.pages import page

PATHS: Final = ("/j/", "/s/")
PAGE: Final = re.compile(r"/(?P<side>[js])/(?P<id>[0-9]{9,12})")
GUEST: Final = "Guest"
LANGUAGES: Final = ("lv", "ru", "en")


@dataclass(frozen=True, slots=True)
class RoomPages:
    """Answers browsers of both sides."""

    rooms: Rooms
    calls: RoomCalls

    def answer(self, request: Request) -> Answer:
        """A page, after what was pressed on it."""
        found, words = PAGE.fullmatch(request.path), room_words(_language(request))
        room = self.rooms.find(found["id"]) if found else None
        if found is None or room is None or not _opens(request, room, found["side"]):
            return _page(404, words, "gone", "", "")
        side = "person" if found["side"] == "j" else "host"
        if request.method == "POST":
            room = self._done(room, side, request.form.get("do", ""))
        return _page(200, words, room.status, side, str(room.told.get("topic", "")))

    def _done(self, room: Room, side: str, act: str) -> Room:
        if act == "start" and side == "host" and room.status != "started":
            return self._started(room)
        if act == "enter" and side == "person" and room.status != "ended":
            # In earnest the person waits for the host; here one plays both.
            here = room if room.status == "started" else self._started(room)
            entered = self.rooms.enter(here.id, GUEST)
            self.calls.tell("meeting.participant_joined", entered, GUEST)
            return entered
        if act == "end" and room.status == "started":
            for _ in room.guests:
                self.calls.tell("meeting.participant_left", room, GUEST)
            ended = self.rooms.end(room.id)
            self.calls.tell("meeting.ended", ended)
            return ended
        return room

    def _started(self, room: Room) -> Room:
        begun = self.rooms.begin(room.id)
        self.calls.tell("meeting.started", begun)
        return begun


def _opens(request: Request, room: Room, side: str) -> bool:
    key = room.key if side == "j" else room.key[::-1]
    given = request.query.get("pwd" if side == "j" else "zak", "")
    return hmac.compare_digest(given.encode(), key.encode())


def _language(request: Request) -> str:
    """That of the browser: a call knows nothing of the person."""
    named = {name.casefold(): value for name, value in request.headers.items()}
    wanted = re.findall(r"[a-z]{2}", named.get("accept-language", "").casefold())
    return next((one for one in wanted if one in LANGUAGES), "en")


def _page(status: int, words: RoomWords, state: str, side: str, topic: str) -> Answer:
    return page(
        PACKAGE, "room.html", status, words.lang, words, state=state, side=side, topic=topic
    )

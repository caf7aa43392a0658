"""The provider for rehearsals as one thing: started in a thread, on loopback only."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from engine.base.ports import Clock
from engine.identification.demo_provider.api import Api
from engine.identification.demo_provider.applicants import Applicants
from engine.identification.demo_provider.callbacks import Callbacks
from engine.identification.demo_provider.keys import REHEARSAL, Keys
from engine.identification.demo_provider.pages import PersonPages
from engine.identification.demo_provider.room_api import PATHS as ROOM_API
from engine.identification.demo_provider.room_api import RoomApi
from engine.identification.demo_provider.room_calls import RoomCalls
from engine.identification.demo_provider.room_pages import PATHS as ROOM_PAGES
from engine.identification.demo_provider.room_pages import RoomPages
from engine.identification.demo_provider.rooms import Rooms
from engine.outside.rehearsal.exchange import Answer, Request
from engine.outside.rehearsal.server import serve as listen
from engine.outside.rehearsal.trouble import Trouble


class DemoProvider:
    """A provider that keeps its state in ``folder`` and calls back at ``callback_url``.

    What happens in its rooms is told to the ``url`` of ``room_calls``. ``trouble`` may be changed
    at any time. ``levels`` are those it knows; empty knows them all.
    """

    def __init__(
        self,
        folder: Path,
        callback_url: str,
        clock: Clock,
        keys: Keys = REHEARSAL,
        levels: Collection[str] = (),
    ) -> None:
        self.trouble = Trouble()
        self.applicants = Applicants(folder, clock)
        self.callbacks = Callbacks(callback_url, keys, clock, self.trouble)
        self._api = Api(self.applicants, self.callbacks, keys, clock, levels)
        self._pages = PersonPages(self.applicants, self.callbacks, keys, clock)
        self.rooms = Rooms(folder, clock)
        self.room_calls = RoomCalls("", clock, self.trouble)
        self.room_api = RoomApi(self.rooms, clock)
        self._room_pages = RoomPages(self.rooms, self.room_calls)

    def serve(self, port: int, public: str = "") -> tuple[str, Callable[[], None]]:
        """Listen on a port (0: any); the address, and how to stop.

        Links lead to ``public``, where browsers do not reach the address itself.
        """
        address, end = listen(self.answer, port, public)
        self.callbacks.start()
        self.room_calls.start()

        def stop() -> None:
            self.trouble.over.set()
            end()
            self.callbacks.stop()
            self.room_calls.stop()

        return address, stop

    def answer(self, request: Request, address: str) -> Answer | None:
        """What is answered; ``None`` closes the connection without a word."""
        if request.path.startswith(ROOM_PAGES):
            return self._room_pages.answer(request)
        is_room = request.path.startswith(ROOM_API)
        if not is_room and not request.path.startswith("/resources/"):
            return self._pages.answer(request)
        if self.trouble.answers == "broken":
            return None
        api = self.room_api if is_room else self._api
        return self.trouble.instead() or api.answer(request, address)


def serve(
    folder: Path, port: int, callback_url: str, clock: Clock
) -> tuple[str, Callable[[], None]]:
    """Start a provider that nobody troubles; its address, and how to stop it."""
    return DemoProvider(folder, callback_url, clock).serve(port)

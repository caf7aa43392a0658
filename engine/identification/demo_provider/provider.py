"""The provider for rehearsals as one thing: started in a thread, on loopback only."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from engine.base.ports import Clock
from engine.identification.demo_provider.api import Api
from engine.identification.demo_provider.applicants import Applicants
from engine.identification.demo_provider.callbacks import Callbacks
from engine.identification.demo_provider.exchange import Answer, Request, refusal
from engine.identification.demo_provider.keys import REHEARSAL, Keys
from engine.identification.demo_provider.pages import Pages
from engine.identification.demo_provider.trouble import Trouble

LOOPBACK: Final = "127.0.0.1"
LARGEST: Final = 1_048_576


class DemoProvider:
    """A provider that keeps its state in ``folder`` and calls back at ``callback_url``.

    ``trouble`` may be changed at any time. ``levels`` are those it knows; empty knows them all.
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
        self._pages = Pages(self.applicants, self.callbacks, keys, clock)
        self._stopped = threading.Event()

    def serve(self, port: int, public: str = "") -> tuple[str, Callable[[], None]]:
        """Listen on a port (0: any); the address, and how to stop.

        Links lead to ``public``, where browsers do not reach the address itself.
        """

        class Talk(_Talk):
            provider = self

        server = ThreadingHTTPServer((LOOPBACK, port), Talk)
        server.daemon_threads = True
        address = f"http://{LOOPBACK}:{server.server_address[1]}"
        Talk.address = public or address
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        self.callbacks.start()

        def stop() -> None:
            self._stopped.set()
            server.shutdown()
            thread.join()
            server.server_close()
            self.callbacks.stop()

        return address, stop

    def answer(self, request: Request, address: str) -> Answer | None:
        """What is answered; ``None`` closes the connection without a word."""
        if not request.path.startswith("/resources/"):
            return self._pages.answer(request)
        answers = self.trouble.answers
        if answers == "slow":
            self._stopped.wait(self.trouble.pause)
        if answers == "down":
            return refusal(500, "internal-error", "Down for a rehearsal")
        if answers == "busy":
            return refusal(429, "too-many-requests", "Busy for a rehearsal")
        if answers == "nonsense":
            return Answer(200, b"<html>Down for maintenance</html>", {"Content-Type": "text/html"})
        return None if answers == "broken" else self._api.answer(request, address)


def serve(
    folder: Path, port: int, callback_url: str, clock: Clock
) -> tuple[str, Callable[[], None]]:
    """Start a provider that nobody troubles; its address, and how to stop it."""
    return DemoProvider(folder, callback_url, clock).serve(port)


class _Talk(BaseHTTPRequestHandler):
    """One connection."""

    provider: DemoProvider
    address = ""
    timeout = 30
    server_version = "Rehearsal"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer a question."""
        self._answer()

    def do_POST(self) -> None:
        """Answer what was sent."""
        self._answer()

    def log_message(self, *_told: object) -> None:
        """Say nothing: addresses of pages are secrets of persons."""

    def _answer(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > LARGEST:
            self._send(refusal(413, "too-large", "Too large"))
            return
        headers = dict(self.headers.items())
        body = self.rfile.read(int(length))
        request = Request(self.command, self.path, headers, body)
        answer = self.provider.answer(request, self.address)
        if answer is not None:
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

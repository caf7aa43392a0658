"""A server for a provider for rehearsals: in threads of this process, on loopback only."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from engine.outside.rehearsal.exchange import Answer, Request, refusal
from engine.outside.rehearsal.pages import sheet

LOOPBACK: Final = "127.0.0.1"
LARGEST: Final = 1_048_576

Answering = Callable[[Request, str], Answer | None]
"""The answer to a request, by whoever is reached at an address; ``None`` closes without a word."""


def serve(
    answer: Answering, port: int, public: str = "", largest: int = LARGEST
) -> tuple[str, Callable[[], None]]:
    """Listen on a port (0: any); the address, and how to stop.

    Links lead to ``public``, where browsers do not reach the address itself.
    """

    class Talk(_Talk):
        answering = staticmethod(answer)

    server = ThreadingHTTPServer((LOOPBACK, port), Talk)
    server.daemon_threads = True
    address = f"http://{LOOPBACK}:{server.server_address[1]}"
    Talk.address, Talk.largest = public or address, largest
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()

    def stop() -> None:
        server.shutdown()
        thread.join()
        server.server_close()

    return address, stop


class _Talk(BaseHTTPRequestHandler):
    """One connection."""

    answering: Answering
    address = ""
    largest = LARGEST
    timeout = 30
    server_version = "Rehearsal"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer a question."""
        self._answer()

    def do_POST(self) -> None:
        """Answer what was sent."""
        self._answer()

    def do_PATCH(self) -> None:
        """Change what is told."""
        self._answer()

    def do_DELETE(self) -> None:
        """Remove something."""
        self._answer()

    def log_message(self, *_told: object) -> None:
        """Say nothing: addresses of pages are secrets of persons."""

    def _answer(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > self.largest:
            self._send(refusal(413, "too-large", "Too large"))
            return
        headers = dict(self.headers.items())
        body = self.rfile.read(int(length))
        request = Request(self.command, self.path, headers, body)
        answer = sheet(request) or self.answering(request, self.address)
        if answer is not None:
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        with suppress(ConnectionError):  # whoever asked may be gone
            self.end_headers()
            self.wfile.write(answer.body)

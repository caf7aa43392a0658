"""The provider for rehearsals as one thing: its calls and pages, served on loopback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from engine.base.ports import Clock
from engine.outside.rehearsal.exchange import Answer, Request
from engine.outside.rehearsal.server import serve as listen
from engine.outside.rehearsal.trouble import Trouble
from engine.signing.demo_provider.acts import Acts
from engine.signing.demo_provider.api import SigningApi
from engine.signing.demo_provider.keys import REHEARSAL
from engine.signing.demo_provider.pages import SignerPages
from engine.signing.demo_provider.portal_api import PortalApi
from engine.signing.demo_provider.postbacks import Postbacks
from engine.signing.demo_provider.published import PublishedAuthority
from engine.signing.demo_provider.signings import Signings

LARGEST: Final = 134_217_728


class DemoSigning:
    """A provider that keeps its state in ``folder``; the authority of its signers has another one.

    ``trouble`` may be changed at any time.
    """

    def __init__(self, folder: Path, authority: Path, clock: Clock, token: str = REHEARSAL) -> None:
        self.trouble = Trouble()
        self.answers_from = ""
        """Where files are said to be instead of here."""
        self.authority = PublishedAuthority(authority, clock)
        self.signings = Signings(folder, clock)
        self.postbacks = Postbacks(self.trouble)
        self.acts = Acts(self.signings, self.authority, self.postbacks, clock)
        self._api = SigningApi(self.signings, token, clock, PortalApi(self.signings, clock))
        self._pages = SignerPages(self.signings, self.acts)

    def serve(self, port: int) -> tuple[str, Callable[[], None]]:
        """Listen on a port (0: any); the address, and how to stop."""
        address, end = listen(self.answer, port, largest=LARGEST)
        self.postbacks.address = address
        self.postbacks.start()

        def stop() -> None:
            self.trouble.over.set()
            end()
            self.postbacks.stop()

        return address, stop

    def answer(self, request: Request, address: str) -> Answer | None:
        """What is answered; ``None`` closes the connection without a word."""
        if not request.path.startswith("/api/"):
            return self._pages.answer(request)
        if self.trouble.answers == "broken":
            return None
        return self.trouble.instead() or self._api.answer(request, self.answers_from or address)

"""The notices of a case in its cabinet: what was told, when, and what is new to the reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from engine.base.ports import Clock
from engine.base.reads import NOTICES, ReadMark
from engine.bundles.library import Library
from engine.case.letters import EMAIL
from engine.definitions.model.items import APPLICANT
from engine.definitions.model.route import CABINET
from engine.services import senders
from engine.services.case_loading import CaseRequest, LoadedCase, loaded
from engine.services.views import Viewer
from engine.store.store import Store

SHOWN: Final = frozenset({CABINET, EMAIL})
"""By these channels something can be read again; short messages and codes are not kept here."""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice as it was sent, in the language it was sent in."""

    number: int
    at: datetime | None
    language: str
    subject: str = field(repr=False)
    text: str = field(repr=False)
    is_new: bool


@dataclass(frozen=True, slots=True)
class Notices:
    """Everything it needs is given to it."""

    store: Store
    library: Library
    clock: Clock

    def of(self, viewer: Viewer, case_id: str) -> tuple[NoticeLine, ...]:
        """The notices to the applicant, the newest first. Raises NotFound."""
        case = self._loaded(viewer, case_id)
        return tuple(reversed(tuple(_lines(case, self._seen(viewer, case_id)))))

    def read(self, viewer: Viewer, case_id: str) -> None:
        """The applicant has seen all that there is. Raises NotFound."""
        case = self._loaded(viewer, case_id)
        lines = tuple(_lines(case, self._seen(viewer, case_id)))
        if not any(line.is_new for line in lines):
            return
        now = self.clock.now()
        mark = ReadMark(viewer.account_id, case_id, NOTICES, now, now, lines[-1].number)
        with self.store.write() as unit:
            unit.reads.put(mark)

    def _seen(self, viewer: Viewer, case_id: str) -> int:
        with self.store.read() as view:
            mark = view.reads.mark(viewer.account_id, case_id, NOTICES)
        return mark.number if mark else 0

    def _loaded(self, viewer: Viewer, case_id: str) -> LoadedCase:
        request = CaseRequest(case_id, senders.applicant(viewer.account_id))
        with self.store.read() as view:
            return loaded(view, self.library.serve, request, self.clock.now())


def _lines(case: LoadedCase, seen: int) -> Iterator[NoticeLine]:
    own = {APPLICANT, *(f"person {unit}" for unit in case.actor.persons)}
    said: set[tuple[int, str]] = set()
    for event in case.events:
        data = event.data
        if event.kind != "message" or data.get("to") not in own:
            continue
        mark = (int(data.get("about", 0)), str(data.get("text", "")))
        if mark in said or not SHOWN.intersection(data.get("channels", ())):
            continue
        said.add(mark)  # an applicant who is also the person is told once
        yield NoticeLine(
            number=event.number,
            at=event.at,
            language=str(data.get("language", "")),
            subject=str(data.get("subject", "")),
            text=str(data.get("text", "")),
            is_new=event.number > seen,
        )

"""What is sent to a case: forms that were filled in, and steps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from engine.base.dataclass import dataclass
from engine.base.money import EntryRow
from engine.base.records import Action, Code
from engine.base.values import NOTHING
from engine.case.form_pages import SENDS, FormPage
from engine.forms.read import Raw
from engine.services.case_loading import CaseRequest
from engine.services.senders import Sender


@dataclass(frozen=True, slots=True)
class FormEntry:
    """What a page of forms sent; ``seen_version`` is that of the answers the page was made of.

    Without ``raw`` it is what is stored. ``automatic`` marks a save that nobody asked for, which
    leaves no line in the history. ``key`` names the sending, so that it is done once. ``explained``
    says of answers that are to be corrected why they are right, by key; None: as it is stored.
    ``lang`` is the language in which the page was read.
    """

    case_id: str
    sender: Sender
    item: str
    unit: str = ""
    raw: Raw | None = field(default=None, repr=False)
    seen_version: int = 0
    key: str = ""
    automatic: bool = False
    explained: Mapping[str, str] | None = field(default=None, repr=False)
    lang: str = ""

    @property
    def request(self) -> CaseRequest:
        """The case as it is loaded to save."""
        return CaseRequest(self.case_id, self.sender)

    @property
    def sending(self) -> CaseRequest:
        """The case as it is loaded to send; the same of one version of a page is sent once."""
        place = f"{self.item}/{self.unit}/{self.seen_version}/{self._digest}"
        return CaseRequest(self.case_id, self.sender, self.key or place, sends=True)

    @property
    def _digest(self) -> str:
        """What tells one sending from another of the same version, as of a second tab."""
        typed = {name: list(texts) for name, texts in (self.raw or NOTHING).items()}
        told = json.dumps([typed, dict(self.explained or NOTHING)], sort_keys=True)
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class RecordedEntry:
    """An entry of a statement that a step records, as it stands then, and what the history says."""

    row: EntryRow = field(repr=False)
    told: Action


@dataclass(frozen=True, slots=True)
class StepEntry:
    """A step that somebody, an outside party or the clock takes.

    ``units`` are those it is for: empty for the only one; ``kept_for`` are those that its page is
    for, under which the draft is kept whomever is chosen on it. ``seen`` is the number of the last
    event that the sender saw, ``arrival`` the event since which a step of time counts, ``data``
    what an outside party or the clock says with it. ``key`` names the command, so that it is
    obeyed once.
    """

    case_id: str
    sender: Sender
    item: str
    step: str
    units: tuple[str, ...] = ()
    raw: Raw = field(default_factory=lambda: NOTHING, repr=False)
    key: str = ""
    seen: int | None = None
    arrival: int | None = None
    data: Mapping[str, Any] = field(default_factory=lambda: NOTHING, repr=False)
    secrets: Mapping[str, str] = field(default_factory=lambda: NOTHING, repr=False)
    """What messages of this step tell and no event keeps, as a code."""
    secrets_end_at: datetime | None = None
    code: Code | None = None
    """The one-time code that a step makes."""
    proved: bool = False
    """Whether the code was entered that a step is taken with."""
    kept_for: tuple[str, ...] | None = None
    records: RecordedEntry | None = None
    """Written with the step or not at all: the same money is never recorded in two cases."""

    @property
    def request(self) -> CaseRequest:
        """The case as it is loaded for the step."""
        sends = self.step == SENDS
        return CaseRequest(self.case_id, self.sender, self.key, sends=sends, counts=not sends)

    @property
    def draft(self) -> str:
        """The key under which what is typed into the form of the step is kept for its sender."""
        units = "+".join(self.units if self.kept_for is None else self.kept_for)
        return f"{self.item}/{units}/{self.step}/{self.sender.key}"


def seed_of(entry: FormEntry, page: FormPage) -> str:
    """What new rows of a page are named by: the same for the same page, pressed twice."""
    return f"{entry.case_id}/{page.key}/{entry.seen_version}"

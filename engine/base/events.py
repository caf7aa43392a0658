"""What happened to a case: one type, stored as it is judged, and never changed.

``kind`` says what happened:

- ``step``: somebody, a provider or the clock took a step of an item, or of the case.
- ``proposed``, ``confirmed``, ``returned``, ``taken back``: a step that others must confirm.
- ``lapsed``: the proposal of a step (``step`` is its name), or, without a step, an instance that
  its person, value or row left, or whose condition does not hold any more.
- ``followed``: a status that came by itself; with ``before`` empty the instance began.
- ``ended``: the case has the end ``after``; empty: it is under way again.
- ``refused``: the form of a step was not right, and how often is counted; ``data`` holds the
  ``codes`` of the messages that count.
- ``heard``: what an outside party said where it led nowhere.
- ``due``: a time that was waited for has come: ``step`` is ``stays``, ``overdue`` or ``date``, and
  ``before`` the status the item stands in.
- ``submitted``: answers were sent in and are frozen; ``data`` names the submission.
- ``comment``, ``file``, ``contact``, ``message``, ``note``, ``no answer``, ``claim``, ``read``,
  ``bundle``: what concerns a case without moving it. ``no answer``: the bank leaves the messages so
  far without one; ``read``: a side opened the messages of the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any, Literal

from engine.base.dataclass import dataclass
from engine.base.values import NOTHING

EventKind = Literal[
    "step",
    "proposed",
    "confirmed",
    "returned",
    "taken back",
    "lapsed",
    "followed",
    "ended",
    "refused",
    "heard",
    "due",
    "submitted",
    "comment",
    "file",
    "contact",
    "message",
    "note",
    "no answer",
    "claim",
    "read",
    "bundle",
]

Side = Literal["user", "bank", "provider", "system"]
"""Who acted: the applicant, a member of staff, an outside party, or the product itself."""


@dataclass(frozen=True, slots=True)
class By:
    """Who did something: ``role`` as the definitions name it, ``account`` where there is one."""

    side: Side = "system"
    role: str = ""
    account: str = ""


BY_ITSELF = By()


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One thing that happened; ``number`` orders the events of a case, from 1 without gaps.

    ``of`` is the person, value or row an item is for, empty for an item taken once. ``before`` and
    ``after`` are statuses; ``after`` is empty where nothing moved. ``data`` holds what was asked:
    ``set`` answers by path, ``add`` a row by its group, ``remove`` a row's id by its group,
    ``comment``, ``comments`` on single answers, ``reason``; ``counted`` marks a step that may be
    taken so often only.
    """

    kind: EventKind
    item: str = ""
    of: str = ""
    step: str = ""
    before: str = ""
    after: str = ""
    by: By = BY_ITSELF
    at: datetime | None = None
    data: Mapping[str, Any] = field(default_factory=lambda: NOTHING, repr=False)
    number: int = 0

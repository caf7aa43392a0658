"""Cases as lists and searches show them: a projection, made anew whenever a case changes."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import Final, Literal

from engine.base.dataclass import dataclass
from engine.base.values import NOTHING, Answers

RowKind = Literal["turn", "confirm", "queue", "mine", "answered", "unanswered", "case", "wrong"]
"""Which list a line is for; its ``name`` says whose or which.

``turn``: a role, a provider or the applicant has to act; ``confirm``: a role that confirms what is
proposed; ``queue``: a list that the flow names; ``mine``: the account that took the case;
``answered``: the account that the applicant answered; ``unanswered``: the applicant wrote and waits
for an answer; ``case``: all that are open; ``wrong``: the engines differ, or it stands still.
"""

OPEN: Final = "open"
DIFFER: Final = "differ"
STOPPED: Final = "stopped"

LAST: Final = "zzzz"
"""The order of a line that comes after all others."""


@dataclass(frozen=True, slots=True)
class SearchKey:
    """Something a case is found by: ``kind`` as ``email``, and its keyed hash."""

    kind: str
    hash: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardName:
    """What a person or company of a case is called, and the place of its answers (``client``)."""

    place: str
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A line of a list: a case, or one of an item of it, for a unit.

    ``not_for`` are accounts that may not act although they have the role: who proposed a step does
    not confirm it. ``acted_at`` is the last act of the applicant's side, ``touched_at`` that of the
    bank's, ``taken_by`` the account that took the case. ``is_new``: nobody of the bank opened it;
    ``is_answered``: the applicant acted since the bank did. Overdue once ``due_at`` has passed.
    """

    case: str
    programme: str
    bundle: str
    number: str
    kind: RowKind
    name: str
    item: str = ""
    of: str = ""
    status: str = ""
    since: datetime | None = None
    due_at: datetime | None = None
    is_proposal: bool = False
    not_for: tuple[str, ...] = ()
    taken_by: str = ""
    acted_at: datetime | None = None
    touched_at: datetime | None = None
    is_new: bool = False
    is_answered: bool = False
    lapsed: int = 0
    """The event by which a proposal lapsed that the account of the line had made or confirmed."""
    choices: tuple[str, ...] = ()
    """Codes that lists of the programme can be narrowed to."""
    order: str = ""
    """What the list is put in order by, as text that sorts so; empty: by ``due_at``."""
    place: int = 0
    """Which of the lines of the case it is."""
    client: str = field(default="", repr=False)
    whom: str = field(default="", repr=False)
    """The person whom the item is for, by name."""
    values: Answers = field(default_factory=lambda: NOTHING, repr=False)
    """What stands in the columns of a queue, by subject. Names and values are sealed at rest."""
    waits_for: str = ""
    """Of the line of a whole case: those whose turn it is, one after another."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """That somebody confirmed what somebody had proposed, and the event by which."""

    number: int
    at: datetime
    proposer: str
    confirmer: str


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case as it is found; rebuilt from the case at any time.

    ``names`` are what its people and companies are called, the applicant's own first; they are
    sealed at rest. ``due_at`` is the first time that anybody has to act by.
    """

    case: str
    programme: str
    account: str
    title: str = field(repr=False)
    status: str
    current: tuple[str, ...]
    """Codes of the stages the case waits in."""
    changed_at: datetime
    needs_person: bool = False
    bundle: str = ""
    number: str = ""
    since: datetime | None = None
    """When the case came to where it stands."""
    due_at: datetime | None = None
    waits_for: tuple[str, ...] = ()
    """Whose turn it is, each once."""
    decided: tuple[str, ...] = ()
    """What was decided, as ``ITEM STATUS``, each once."""
    unread: int = 0
    """What the bank told the applicant that he or she has not opened yet."""
    names: tuple[CardName, ...] = field(default=(), repr=False)
    rows: tuple[QueueRow, ...] = ()
    """Where it is listed; written only."""
    keys: tuple[SearchKey, ...] = field(default=(), repr=False)
    """What it is found by; written only."""
    confirmed: tuple[Confirmation, ...] = ()
    """Who confirmed whose proposals; written only."""
    refusals: tuple[int, ...] = ()
    """The bank's acts, by number of event, that led to a bad decision; written only."""

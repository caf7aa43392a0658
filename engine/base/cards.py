"""A case as lists and searches show it: a projection, made anew whenever the case changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from engine.base.values import NOTHING, Answers


@dataclass(frozen=True, slots=True)
class SearchKey:
    """Something a case is found by: ``kind`` as ``email``, and its keyed hash."""

    kind: str
    hash: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardTurn:
    """An item that somebody has to act on, for one of its units.

    ``who`` is a role, a provider, ``applicant`` or ``the person``; ``whom`` the name of the person
    it is for. Overdue once ``due_at`` has passed.
    """

    who: str
    item: str
    of: str = ""
    status: str = ""
    since: datetime | None = None
    due_at: datetime | None = None
    whom: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A line of a queue: the case, or one unit of the item whose answers the queue shows."""

    queue: str
    item: str = ""
    of: str = ""
    since: datetime | None = None
    whom: str = field(default="", repr=False)
    values: Answers = field(default_factory=lambda: NOTHING, repr=False)
    """What stands in the columns, by subject."""


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case as lists and searches show it; rebuilt from the case at any time.

    ``names`` are what its people and companies are called, the applicant's own first; they, the
    turns and the rows are sealed at rest. ``due_at`` is the first time that anybody has to act by.
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
    names: tuple[str, ...] = field(default=(), repr=False)
    turns: tuple[CardTurn, ...] = ()
    rows: tuple[QueueRow, ...] = ()
    keys: tuple[SearchKey, ...] = field(default=(), repr=False)
    """What it is found by; written only."""

    @property
    def waits_for(self) -> tuple[str, ...]:
        """Whose turn it is, each once."""
        return tuple(dict.fromkeys(turn.who for turn in self.turns))

    @property
    def queues(self) -> tuple[str, ...]:
        """The queues it stands in, each once."""
        return tuple(dict.fromkeys(row.queue for row in self.rows))

"""What the bank asks of a provider of identification, whoever it is.

A callback never decides: it only says about whom the provider must be asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from typing import Literal, Protocol

from engine.base.dataclass import dataclass

State = Literal["waiting", "passed", "failed", "refused", "doubted", "held", "missed"]
"""How far a session is.

``failed``: the person may try again in the same session; ``refused``: not again; ``doubted``: a
person of the bank must look; ``held``: a call took place, and only the bank says what it found;
``missed``: nobody came to it.
"""


@dataclass(frozen=True, slots=True)
class PersonAsked:
    """Who is to be identified, and where they return to.

    ``reference`` is ours and unique, ``[0-9a-f-]{8,64}``: the same one begins once. Name and birth
    date are there to be compared with what the document says.
    """

    reference: str
    lang: str
    email: str = field(repr=False)
    phone: str = field(repr=False)
    full_name: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    come_back: str = field(repr=False)
    title: str = field(default="", repr=False)
    """What a call is named by, without anything of the person."""
    meets_at: datetime | None = field(default=None, repr=False)
    minutes: int = field(default=0, repr=False)
    session: str = field(default="", repr=False)
    """What was begun for the same reference at an earlier time that was agreed."""


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A session at the provider; who has ``link`` can go through it, until ``ends_at``."""

    session: str
    link: str = field(repr=False)
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session at an agreed time: who comes comes before ``closes_at``."""

    session: str
    meets_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """What the provider read from the document; what it did not read is empty."""

    full_name: str = field(repr=False)
    personal_code: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    number: str = field(repr=False)
    valid_until: date | None = field(repr=False)
    country: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SessionResult:
    """What the provider says now.

    ``comment`` may be shown to the person. ``attempt`` counts attempts of the person, so that
    each failed one is told once.
    """

    state: State
    comment: str = field(repr=False)
    read: DocumentRead | None
    attempt: int


@dataclass(frozen=True, slots=True)
class Callback:
    """Something happened in a session of ours; ``key`` is the same for the same event.

    It is named by our ``reference`` or by the provider's ``session``; without a key nothing
    happened. ``answer`` is what the provider wants to read, as JSON.
    """

    key: str
    reference: str
    session: str = ""
    answer: str = ""


class Identification(Protocol):
    """A provider of identification."""

    def begin(self, asked: PersonAsked) -> OpenedSession:
        """Begin a session, or go on with the one of the same reference; the link is a fresh one.

        Raises ``ProviderDown`` and ``ProviderRefused``, as does all that asks the provider.
        """
        ...

    def result(self, reference: str, meeting: Meeting | None = None) -> SessionResult:
        """How the session of a reference stands; of one at an agreed time, what came of it."""
        ...

    def callback(self, headers: Mapping[str, str], body: bytes) -> Callback:
        """Check that the provider sent this, and read about what. Raises ``CallbackRefused``."""
        ...

    @property
    def is_held_by_bank(self) -> bool:
        """Whether people of the bank hold the calls."""
        ...

    def start_address(self, session: str) -> str:
        """Where an employee of the bank starts the call; empty where the provider holds it."""
        ...

    def end(self, session: str) -> None:
        """Nobody is waited for any more in a session."""
        ...

    def check(self) -> str:
        """Empty if the provider answers and takes our token, else what is wrong.

        Sends nothing of any person.
        """
        ...

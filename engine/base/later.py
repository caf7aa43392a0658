"""What comes later: times that cases wait for, links that people were sent, outside parties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from engine.base.dataclass import dataclass
from engine.base.values import NOTHING


@dataclass(frozen=True, slots=True)
class CaseTimer:
    """A moment that a case waits for, and what the clock says when it comes.

    ``step`` is what its command is called, ``name`` the step of time or what is raised. ``arrival``
    is the event since which the item stands so, 0 where none counts. The id is made of all that, so
    that the same timer is set once.
    """

    id: str
    case: str
    item: str
    of: str
    step: str
    name: str
    arrival: int
    due_at: datetime
    data: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    look_at: datetime | None = None
    """When to look next, where the moment has come and nothing could happen; None: at its time."""
    tries: int = 0


@dataclass(frozen=True, slots=True)
class PersonalLink:
    """A link that opens one item for one person without logging in. Only its hash is kept."""

    id: str
    hash: str = field(repr=False)
    case: str
    item: str
    of: str
    created_at: datetime
    ends_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SessionWanted:
    """An item that waits for what a provider reports of one person; ``id`` is for a new session.

    ``since`` is the event by which another person who stood there before was gone, 0 for nobody.
    ``meets_at`` and ``closes_at`` are those of its appointment, where it has one.
    """

    id: str
    item: str
    of: str
    provider: str
    port: str
    since: int = 0
    meets_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProviderSession:
    """What was begun at a provider for one item. ``id`` is our reference there.

    ``since`` is that of the person it was opened for, ``session`` and ``link`` are empty until it
    has begun; ``ask_at`` is when the provider is asked next, None where there is nothing to ask any
    more; ``told`` is what the case was told last, ``comment`` what the provider says to the person,
    ``digest`` that of the file which the provider says it has for us, ``signer`` what it calls the
    person of a signing.
    """

    id: str
    case: str
    item: str
    of: str
    provider: str
    port: str
    since: int
    opened_at: datetime
    ask_at: datetime | None
    session: str = ""
    link: str = field(default="", repr=False)
    link_ends_at: datetime | None = None
    tries: int = 0
    told: str = ""
    comment: str = field(default="", repr=False)
    fault: str = ""
    digest: str = ""
    signer: str = ""
    ended_at: datetime | None = None
    meets_at: datetime | None = None
    closes_at: datetime | None = None
    begun_for: datetime | None = None
    """The agreed time that the provider knows of; it is told where another one is agreed."""

"""What follows outside the picture of a case: messages, links, timers, the card, the history.

A pure function of the case, what happened, and what is given to it: the moment, chance, contacts.
Ids are made of case, event, notice, receiver and channel, so that repeating it adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.base.cards import CaseCard
from engine.base.events import CaseEvent
from engine.base.later import CaseTimer, PersonalLink
from engine.base.records import (
    Action,
    Message,
    StoredCase,
)
from engine.base.values import NOTHING
from engine.bundles.compiled import Ready
from engine.language.reader import Reader
from engine.meaning.flow.answers import AnswersWorld
from engine.meaning.picture import Picture


@dataclass(frozen=True, slots=True)
class Contact:
    """Where somebody is reached; ``account`` is empty for people who have none."""

    account: str = ""
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    language: str = ""


@dataclass(frozen=True, slots=True)
class EffectsContext:
    """A case as it is after the events, and what effects are made with.

    ``world`` judges its frozen answers; ``was`` those before, where they changed. ``history`` are
    all earlier events. ``staff`` finds the people of a role; ``reader`` the words of a language.
    ``token`` gives a secret nobody can guess, ``keyed_hash`` (purpose, text) → hash. ``site`` is
    what links begin with. ``secrets`` fill placeholders as ``{code}`` and are in no event; a
    message with one is emptied once sent, and not sent after ``secrets_end_at``.
    """

    case: StoredCase
    ready: Ready = field(repr=False)
    world: AnswersWorld = field(repr=False)
    applicant: Contact
    now: datetime
    reader: Callable[[str], Reader] = field(repr=False)
    staff: Callable[[str], tuple[Contact, ...]] = field(repr=False)
    token: Callable[[], str] = field(repr=False)
    keyed_hash: Callable[[str, str], str] = field(repr=False)
    history: tuple[CaseEvent, ...] = field(default=(), repr=False)
    was: AnswersWorld | None = field(default=None, repr=False)
    site: str = ""
    secrets: Mapping[str, str] = field(default_factory=lambda: NOTHING, repr=False)
    secrets_end_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Effects:
    """What is written in the commit of the events.

    ``events`` come after those given, numbered on: the messages of the case. ``timers`` are all
    that the case waits for now: those that are not among them are deleted.
    """

    card: CaseCard
    events: tuple[CaseEvent, ...] = ()
    messages: tuple[Message, ...] = field(default=(), repr=False)
    links: tuple[PersonalLink, ...] = field(default=(), repr=False)
    timers: tuple[CaseTimer, ...] = ()
    audit: tuple[Action, ...] = ()


def effects(
    context: EffectsContext, before: Picture, after: Picture, events: Iterable[CaseEvent]
) -> Effects:
    """Everything that ``events``, which led from ``before`` to ``after``, cause."""
    raise NotImplementedError

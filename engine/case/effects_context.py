"""What effects are made with: the case after the events, and what only the world outside knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime

from engine.base.dataclass import dataclass
from engine.base.events import CaseEvent
from engine.base.records import StoredCase
from engine.base.values import NOTHING
from engine.bundles.compiled import Ready
from engine.case.link_pages import LinkPages
from engine.case.receivers import Contact
from engine.language.reader import Reader
from engine.meaning.calendar import USUAL, WorkCalendar
from engine.meaning.flow.answers import AnswersWorld


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
    pages: LinkPages = field(default_factory=LinkPages)

    @property
    def calendar(self) -> WorkCalendar:
        """The calendar of the programme in its time zone."""
        return WorkCalendar(self.ready.zone, self.world.route.flow.calendar or USUAL)

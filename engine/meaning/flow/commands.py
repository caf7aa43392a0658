"""Who wants what of a case, and what is said when it is not to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any, Final, Literal

from engine.base.dataclass import dataclass
from engine.base.events import By, CaseEvent, Side
from engine.base.values import NOTHING
from engine.definitions.model.items import APPLICANT, THE_PERSON, Step

Answer = Literal["confirms", "returns", "takes back"]
"""What others do with a proposal; the last is for its proposer."""

ANSWERS: Final[tuple[Answer, ...]] = ("confirms", "returns", "takes back")

CLOCK: Final = "clock"
"""The role of time."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that may act: ``roles`` of staff, ``applicant``, a provider, the clock.

    ``persons`` are the units of persons that the actor is.
    """

    side: Side
    roles: frozenset[str]
    account: str = ""
    persons: frozenset[str] = frozenset()

    def may(self, step: Step, unit: str) -> bool:
        """Whether a step is this actor's to take, for this unit."""
        if step.kind == "person":
            return unit in self.persons
        return (APPLICANT if step.kind == "applicant" else step.actor) in self.roles

    def by(self, role: str) -> By:
        """This actor in one of the roles."""
        return By(self.side, role, self.account)


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that somebody wants to happen.

    ``step`` is the name of a step, of a step of time, or ``ROLE confirms``, ``ROLE returns``,
    ``ROLE takes back``. ``units`` are those it is for, all or none of which are moved; empty: the
    only one. ``seen`` is the number of the last event that the sender saw, None where nobody
    looked. ``arrival`` is the event of the arrival that a step of time belongs to.
    """

    item: str
    step: str
    actor: Actor
    units: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=lambda: NOTHING, repr=False)
    seen: int | None = None
    arrival: int | None = None
    at: datetime | None = None
    refused: tuple[str, ...] = ()
    """The messages for which the form of the step is not right; empty where it is."""


RefusalCode = Literal[
    "no such item",
    "no such unit",
    "no such step",
    "final",
    "not begun",
    "other status",
    "condition",
    "not signed",
    "used up",
    "another time",
    "earlier stage",
    "decided",
    "completed",
    "other role",
    "stale",
    "proposal open",
    "no proposal",
    "same person",
    "goes round",
    "comments not sent",
    "no code",
]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a command was not obeyed; nothing has changed."""

    code: RefusalCode
    item: str = ""
    unit: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """Something that an actor may do now: a step, or an answer to a proposal.

    ``name`` is what a command calls it; ``proposes`` says that others must confirm it.
    """

    item: str
    unit: str
    name: str
    step: Step
    answer: Answer | Literal[""] = ""
    proposes: bool = False

    @property
    def form(self) -> str:
        """The form that is filled in with it, or empty."""
        return ("comment" if self.answer == "returns" else "") if self.answer else self.step.form


Decided = tuple[CaseEvent, ...] | Refusal
"""The events of an obeyed command, or why it is refused."""

PERSON: Final = THE_PERSON

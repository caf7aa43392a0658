"""What the pages of a case at the bank's desk are given: plain values in the reader's language."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import Literal

from engine.base.dataclass import dataclass
from engine.definitions.model.items import StatusKind
from engine.forms.view import FormView, ProblemView
from engine.meaning.words.overview import StageState
from engine.meaning.words.summary import FactInWords, ReasonInWords
from engine.services.desk_documents import ReadLine
from engine.services.time_left import TimeLeft

Weight = Literal["first", "plain", "grave"]
"""How a button looks: ``first`` is the one of its section, ``grave`` ends something."""


@dataclass(frozen=True, slots=True)
class DeskStep:
    """A step as a button. ``place`` and ``step`` name it in addresses, ``units`` are chosen there.

    ``asks`` says that a page comes before it, ``returns`` that it gives something back to the
    client with a comment; ``key`` is a letter that opens it.
    """

    place: str
    step: str
    caption: str
    about: str
    asks: bool
    returns: bool = False
    weight: Weight = "plain"
    key: str = ""
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeseenLetter:
    """A message that a step causes: to whom, by which ways, in which language and words."""

    to: str = field(repr=False)
    ways: tuple[str, ...]
    missing: tuple[str, ...]
    language: str
    lang: str
    subject: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Moving:
    """An item that a step moves: how it stands, and how it will."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Foresight:
    """What happens then: what moves, who is told. ``ends`` is the end of the case, or empty.

    ``depends_on`` are the questions of which it depends, as long as they are not answered.
    """

    moves: tuple[Moving, ...] = ()
    letters: tuple[ForeseenLetter, ...] = ()
    ends: str = ""
    depends_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenedDocument:
    """A document that was sent. ``opened_at`` is when the reader saw its last version, if ever;
    ``was_opened`` whether it was any version."""

    place: str
    title: str
    opened_at: datetime | None
    was_opened: bool


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A step that was proposed. ``others`` are colleagues who can still agree.

    ``confirmed`` are those who have, and when; ``wanted`` how many it takes; ``since`` counts what
    happened in the case after it was proposed. ``answers`` are what the reader may do with it.
    """

    caption: str
    about: str
    by: str
    at: datetime | None
    is_own: bool
    reason: str = field(repr=False)
    filled: tuple[tuple[str, str], ...] = field(repr=False)
    confirmed: tuple[tuple[str, datetime | None], ...]
    wanted: int
    others: tuple[str, ...]
    role: str
    since: int
    then: Foresight
    documents: tuple[OpenedDocument, ...] = ()
    confirm: DeskStep | None = None
    give_back: DeskStep | None = None
    take_back: DeskStep | None = None


@dataclass(frozen=True, slots=True)
class EndedProposal:
    """A proposal that led to nothing: returned by somebody with a comment, or lapsed.

    ``by`` is who proposed, ``because`` what happened just before a proposal lapsed.
    """

    caption: str
    about: str
    by: str
    is_own: bool
    at: datetime | None
    returned_by: str
    text: str = field(repr=False)
    because: str = ""
    sent: tuple[str, int] = ("", 0)
    """The document whose sending made it lapse, and its version."""


@dataclass(frozen=True, slots=True)
class WorkBlock:
    """Something that waits: an item, or equal ones of several persons, with what can be done."""

    place: str
    title: str
    whom: tuple[str, ...] = field(repr=False)
    status: str
    kind: StatusKind
    time: TimeLeft
    news: str
    look_at: str
    """The item of answers or documents to look at, or empty."""
    steps: tuple[DeskStep, ...] = ()
    proposal: ProposalView | None = None
    drafts: int = 0
    """The reader's comments on answers that are not sent."""
    has_keys: bool = False
    unlike: tuple[str, ...] = field(default=(), repr=False)
    """Whose document is not as it was answered, and in what."""

    @property
    def may_comment(self) -> bool:
        """Whether there are answers, and a step that sends comments on them."""
        return bool(self.look_at) and any(step.returns for step in self.steps)


@dataclass(frozen=True, slots=True)
class LinkedObstacle:
    """What stands in the way of a step, with its place on the page."""

    title: str
    status: str
    place: str


@dataclass(frozen=True, slots=True)
class ClosedView:
    """Steps that come next and are closed: why, and what stands in their way.

    ``steps`` are their captions, each with what it is about.
    """

    steps: tuple[tuple[str, str], ...]
    text: str
    obstacles: tuple[LinkedObstacle, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that a check has found for the bank to look at."""

    id: str
    text: str = field(repr=False)
    caption: str
    whom: str = field(repr=False)
    code: str
    about: str = field(repr=False)
    """The same for all marks that say the same of the same answer."""
    looked_at_by: str = ""
    looked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hidden:
    """A personal code: shortened, or whole where somebody asked to see it."""

    caption: str
    text: str = field(repr=False)
    is_whole: bool


@dataclass(frozen=True, slots=True)
class PersonCell:
    """How an item stands for a person; empty where there is none."""

    caption: str = ""
    kind: StatusKind = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with every item that is taken for each person, in the order of the headings."""

    unit: str
    name: str = field(repr=False)
    part: str
    codes: tuple[Hidden, ...]
    cells: tuple[PersonCell, ...]
    marks: tuple[Mark, ...]
    lacks: bool
    read: tuple[ReadLine, ...] = ()


@dataclass(frozen=True, slots=True)
class WayStage:
    """A stage of the case's way: how far it is, who came last and when, what it waits for."""

    title: str
    state: StageState
    detail: str
    at: datetime | None
    why: tuple[ReasonInWords, ...]
    is_bad: bool


@dataclass(frozen=True, slots=True)
class CaseNow:
    """The page “Now”. ``idle`` says what it waits for where nothing waits for the reader."""

    work: tuple[WorkBlock, ...]
    ended_proposals: tuple[EndedProposal, ...]
    roles: tuple[str, ...]
    marks: tuple[Mark, ...]
    closed: tuple[ClosedView, ...]
    others: tuple[str, ...]
    also: tuple[DeskStep, ...]
    headings: tuple[str, ...]
    people: tuple[PersonRow, ...]
    way: tuple[WayStage, ...]
    facts: tuple[FactInWords, ...]
    idle: tuple[str, ...]
    ended: str
    ended_at: datetime | None
    bundle: str
    held: bool
    may_note: bool


@dataclass(frozen=True, slots=True)
class Whom:
    """One of those a step can be for: ticked, or closed with the reason."""

    unit: str
    name: str = field(repr=False)
    note: str = field(repr=False)
    is_ticked: bool
    closed: str = ""


@dataclass(frozen=True, slots=True)
class DeskStepPage:
    """A step as a page. ``text`` is the built-in form that is asked, ``comment`` or ``reason``."""

    place: str
    step: str
    title: str
    caption: str
    button: str
    weight: Weight
    whom: tuple[Whom, ...]
    forms: tuple[FormView, ...]
    problems: tuple[ProblemView, ...]
    text: str
    text_is_needed: bool
    typed: str = field(repr=False)
    rows: tuple[tuple[str, str], ...] = field(repr=False)
    """Rows of which one is struck out: id and words."""
    rows_name: str = ""
    then: Foresight = field(default_factory=Foresight)
    seen: int = 0
    version: int = 0
    kept_at: datetime | None = None
    reads: str = ""
    is_answer: bool = False
    """Whether it answers a proposal: what is written then is for the bank."""

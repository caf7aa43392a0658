"""What pages are given: plain values in the reader's language, nothing to decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Literal

from engine.base.dataclass import dataclass
from engine.base.values import NOTHING, Answers, Problem
from engine.definitions.model.ports import SIGNING
from engine.forms.requirements import Need
from engine.forms.view import FormView, ProblemView
from engine.meaning.flow.appointments import Door
from engine.meaning.words.overview import FlowOverview, ItemLine, StageLine
from engine.meaning.words.summary import PeopleInWords, ReasonInWords
from engine.services.correction_pages import CorrectionView
from engine.services.document_views import CommentLine


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: an applicant's account and the language to answer in."""

    account_id: str
    lang: str


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands on the page: texts by input name, and problems to show at them.

    ``known`` are answers outside the page, ``explained`` why answers that are to be corrected are
    right, by key; None: as it is stored.
    """

    raw: Mapping[str, Sequence[str]] = field(default_factory=lambda: NOTHING, repr=False)
    problems: tuple[Problem, ...] = ()
    known: Answers = field(default_factory=lambda: NOTHING, repr=False)
    explained: Mapping[str, str] | None = field(default=None, repr=False)


UNTOUCHED = Entered()
"""A page that nobody has typed on."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list, and the stages in which it waits, or what was decided; without words where
    its definitions cannot be read any more."""

    id: str
    number: str
    stage: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class CaseLines:
    """Some of the cases of an account, and how many there are."""

    lines: tuple[CaseLine, ...]
    count: int


@dataclass(frozen=True, slots=True)
class FormPageView:
    """The forms of an item. ``place`` names it in addresses; ``version`` goes back with them."""

    case_id: str
    number: str
    place: str
    title: str
    version: int
    read_only: bool
    saved_at: datetime | None
    forms: tuple[FormView, ...]
    problems: tuple[ProblemView, ...]
    """All that the applicant may see, in page order."""
    needs: tuple[Need, ...]
    comments: tuple[CommentLine, ...] = field(default=(), repr=False)
    """What the bank said of what was sent, where nothing was sent since."""
    correction: CorrectionView | None = field(default=None, repr=False)
    """Where only single answers are open."""
    confirms: bool = False
    """Whether sending it asks for more than an earlier case gave: most of it is only looked at."""
    measures: bool = False
    """Whether the forms may ask for measuring the device, now or after other answers."""
    depends: str = ""
    """A digest of what its questions depend on: while it is the same, so are they."""


@dataclass(frozen=True, slots=True)
class StepPageView:
    """A step that is open: its button, what is filled in with it, and what to know before.

    ``place`` names the item in addresses. ``is_final`` says that nothing can be done afterwards.
    ``shown`` is what the item shows the applicant, as the documents to be signed.
    """

    case_id: str
    number: str
    place: str
    step: str
    title: str
    caption: str
    seen: int
    version: int
    forms: tuple[FormView, ...]
    problems: tuple[ProblemView, ...]
    text: str
    """The built-in form that it asks, ``comment`` or ``reason``, or empty."""
    typed: str
    is_final: bool
    shown: tuple[ShownValue, ...] = ()

    @property
    def measures(self) -> bool:
        """Whether the form asks for measuring the device."""
        return any(section.measures for form in self.forms for section in form.sections)


@dataclass(frozen=True, slots=True)
class Person:
    """One person who has to act, by name where it is known."""

    path: str
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PeopleView:
    """People with a duty, and why."""

    words: PeopleInWords
    persons: tuple[Person, ...]
    why: tuple[ReasonInWords, ...]


@dataclass(frozen=True, slots=True)
class StepButton:
    """A step that the applicant may take now.

    ``asks`` says that something is asked first, ``stays`` that the item stands the same afterwards.
    """

    place: str
    step: str
    caption: str
    asks: bool
    stays: bool = False


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of a stage: how it stands, and what the applicant may do with it.

    ``fill_in`` and ``read`` are the place of its forms in addresses, or empty.
    """

    line: ItemLine
    fill_in: str
    read: str
    steps: tuple[StepButton, ...]
    session: str = ""
    """Its place in addresses, where the applicant goes on at an outside party; or empty."""
    door: Door | None = None
    """Whether it is time to go on there, where a time is agreed."""
    port: str = ""
    """The port of that party."""

    @property
    def signs(self) -> bool:
        """Whether going on there is to sign."""
        return self.port == SIGNING


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage with its items."""

    line: StageLine
    items: tuple[ItemView, ...]


TurnSide = Literal["you", "others", "bank", "stopped", "nobody"]
"""Whose turn it is, as the applicant sees it."""


@dataclass(frozen=True, slots=True)
class SaidOfTurn:
    """Words with what they are about."""

    about: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MainButton:
    """The one thing to press: a form to fill in or a session to begin, by place, or a step."""

    caption: str
    fill_in: str = ""
    step: StepButton | None = None
    session: str = ""
    signs: bool = False
    """Whether what begins is a signing."""


@dataclass(frozen=True, slots=True)
class FirstCard:
    """What an applicant reads first: whose turn it is, what to do, until when, what comes next.

    ``covers`` are item and unit of what its buttons are for, ``shown`` is what to know of that;
    ``call`` is a number to ring.
    """

    turn: TurnSide
    eyebrow: str
    heading: str
    lead: str
    comments: tuple[SaidOfTurn, ...] = ()
    button: MainButton | None = None
    others: tuple[StepButton, ...] = ()
    facts: tuple[SaidOfTurn, ...] = ()
    afterwards: tuple[str, ...] = ()
    call: str = ""
    late: bool = False
    returned: bool = False
    covers: tuple[str, str] = ("", "")
    shown: tuple[ShownItem, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document that is filled in: how far it is, and what may be done with it."""

    item: ItemView
    note: str


@dataclass(frozen=True, slots=True)
class ShownValue:
    """An answer or a value that is shown; ``files`` are ids and names to download.

    ``copied`` says that its reader puts it somewhere else, as into a payment.
    ``together`` is the path of their question where they are to be signed, all of them.
    """

    name: str
    text: str
    files: tuple[tuple[str, str], ...] = ()
    copied: bool = False
    together: str = ""


@dataclass(frozen=True, slots=True)
class ShownItem:
    """What the bank filled in that the applicant needs, as an invoice."""

    item: str
    unit: str
    title: str
    caption: str
    values: tuple[ShownValue, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Overview:
    """Where a case stands.

    ``to_do`` are the items that wait for the applicant, ``steps`` those of the case itself.
    """

    case_id: str
    number: str
    programme: str
    words: FlowOverview
    stages: tuple[StageView, ...]
    people: tuple[PeopleView, ...]
    decisions: tuple[ItemLine, ...]
    steps: tuple[StepButton, ...]
    turn: TurnSide
    to_do: tuple[ItemView, ...]
    waiting: tuple[ItemLine, ...]
    """The items that wait for somebody else."""
    seen: int
    held: bool
    submitted_place: str
    submitted_at: datetime | None
    first: FirstCard
    documents: tuple[DocumentLine, ...] = ()
    shown: tuple[ShownItem, ...] = ()

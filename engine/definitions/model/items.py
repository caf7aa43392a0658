"""Items as frozen values: everything that has a status, and the steps that move it."""

from __future__ import annotations

from typing import Final, Literal

from engine.base.dataclass import dataclass
from engine.base.values import Span, Text
from engine.definitions.model.conditions import Condition, Subject
from engine.definitions.model.durations import Duration
from engine.definitions.model.forms import Computed, Form
from engine.definitions.model.making import Making

APPLICANT: Final = "applicant"
"""The actor who holds the account."""

THE_PERSON: Final = "the person"
"""The actor, receiver and subject whom an item is for, where it is taken for each person."""

NOBODY: Final = "nobody"
"""What a status waits for that waits only for time or for another item."""

PROPOSED: Final = "proposed"
"""Tested like a status: a step of the item is proposed and not confirmed yet."""

COMMENT: Final = "comment"
"""A form that is always there: a text that the applicant may read."""

REASON: Final = "reason"
"""A form that is always there: a text for the bank only."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A target with the condition under which it is taken; None is ``otherwise``."""

    to: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """``at most``: how often since the item came from another status, or within ``per``.

    One more time leads to ``then``, or is refused where ``then`` is empty.
    """

    count: int
    per: Duration | None = None
    then: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A role that must agree before a step counts; always, or while the condition holds."""

    role: str
    when: Condition | None = None


ActorKind = Literal["role", "applicant", "person", "provider"]

CodeUse = Literal["", "sent", "entered"]
"""``sent``: the step makes a one-time code; ``entered``: it is taken with that code only."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """The moment that was agreed for an item, in answers: a date, and a time as ``09:30``.

    What is done at it is open from ``opens`` before until ``closes`` after.
    """

    day: Subject
    clock: Subject
    opens: Duration
    closes: Duration
    span: Span


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody may do with an item in a status.

    ``name`` is the whole key (``officer accepts``): its code in scenarios, commands, history.
    ``to`` is the first branch that holds; without one the step stays. ``form`` is the name of a
    form, ``comment``, ``reason`` or empty. ``adds_to`` is the group that keeps every filled-in form
    as a row, ``removes_from`` the group of which a row is struck out. ``signed_in`` is the path of
    a question of signed files: the step is open only for a person who signed in them.
    """

    name: str
    actor: str
    kind: ActorKind
    verb: str
    caption: Text
    span: Span
    to: tuple[Branch, ...] = ()
    form: str = ""
    adds_to: str = ""
    removes_from: str = ""
    signed_in: str = ""
    confirmed_by: tuple[Confirmation, ...] = ()
    limit: Limit | None = None
    when: Condition | None = None
    any_time: bool = False
    at_appointment: bool = False
    code: CodeUse = ""


@dataclass(frozen=True, slots=True)
class Timer:
    """A step that nobody takes: ``after 30 days`` (of the arrival), ``3 days before DATE``, ``on
    DATE``, ``after the appointment``, ``after 5 times CODE``."""

    name: str
    to: tuple[Branch, ...]
    span: Span
    after: Duration | None = None
    date: Subject | None = None
    """The date that ``before`` is counted back from; None where it counts from the arrival."""
    before: Duration | None = None
    when: Condition | None = None
    after_appointment: bool = False
    times: int = 0
    """How often, since the arrival, a check of a form has refused a step with ``code``."""
    code: str = ""


HappeningKind = Literal[
    "becomes", "step", "stays", "overdue", "date", "starts", "completed", "ends", "product"
]


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happens, as ``becomes`` and notices name it.

    ``becomes``: ``item`` arrives in one of ``statuses``. ``step``: ``step`` of ``item`` is taken.
    ``stays``: ``item`` has been in one of ``statuses`` for ``duration``, once or ``every`` time.
    ``overdue``: the due time of ``item`` has passed. ``date``: ``duration`` before ``date``.
    ``starts``: the stage ``name`` becomes current. ``completed`` and ``ends``: the case has the end
    ``name`` (``ends`` without a name: any). ``product``: ``name`` is an event of the product.
    """

    kind: HappeningKind
    span: Span
    item: str = ""
    statuses: tuple[str, ...] = ()
    step: str = ""
    name: str = ""
    duration: Duration | None = None
    every: bool = False
    date: Subject | None = None


@dataclass(frozen=True, slots=True)
class Becomes:
    """What follows by itself: as soon as ``when`` holds, or when one of ``on`` happens."""

    to: str
    span: Span
    when: Condition | None = None
    on: tuple[Happening, ...] = ()


StatusKind = Literal["", "good", "over", "bad"]


@dataclass(frozen=True, slots=True)
class Status:
    """Where an item can stand.

    ``kind``: ``good``, ``over`` (finished, no judgement), ``bad`` (the case stands still; of a
    decision: finished), or empty: under way. ``waits_for`` is a role, a provider, ``applicant``,
    ``the person`` or ``nobody``; the reader fills it in where the steps tell it.
    """

    name: str
    caption: Text
    span: Span
    kind: StatusKind = ""
    steps: tuple[Step, ...] = ()
    timers: tuple[Timer, ...] = ()
    becomes: tuple[Becomes, ...] = ()
    waits_for: str = NOBODY
    due: Duration | None = None
    due_since: Happening | None = None
    """What the time counts from, where it is not the arrival in this status."""
    text: Text | None = None
    to_do: Text | None = None
    """What whoever it waits for is told to do, as an order."""
    shown_as: str = ""
    """The status of this item that the applicant sees instead, or empty."""

    @property
    def is_done(self) -> bool:
        """Whether an item that stands here is finished: good or over."""
        return self.kind in ("good", "over")


@dataclass(frozen=True, slots=True)
class ForEach:
    """What an item is taken for: one of it for each person, value or row.

    ``persons``: ``subject`` is a fact or a group of persons. ``values``: ``subject`` is a question
    or fact of several codes, ``among`` those that count (empty: all). ``rows``: ``subject`` is a
    repeating group, ``where`` the rows that count.
    """

    kind: Literal["persons", "values", "rows"]
    subject: Subject
    among: tuple[str, ...] = ()
    where: Condition | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer or value that the applicant sees; None is its own caption."""

    subject: Subject
    caption: Text | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """Everything that has a status; ``statuses`` in their order, the first is where it begins.

    ``forms`` are those the applicant fills in here; ``forms_from`` the fact that names one form for
    each value instead. ``values`` are computed from what the steps asked. ``own_forms`` are the
    forms whose answers belong to one of an item taken for each: paths ``item[].name``.
    """

    name: str
    title: Text
    statuses: tuple[Status, ...]
    span: Span
    each: ForEach | None = None
    when: Condition | None = None
    begins: tuple[Branch, ...] = ()
    """Statuses it may begin in, the first that holds; empty: the first status."""
    forms: tuple[str, ...] = ()
    forms_from: str = ""
    reviewed_by: str = ""
    rests_on: tuple[str, ...] = ()
    decision: bool = False
    appointment: Appointment | None = None
    values: tuple[Computed, ...] = ()
    shows: tuple[Shown, ...] = ()
    """Answers and values of it that the applicant sees."""
    own_forms: tuple[Form, ...] = ()
    makes: tuple[Making, ...] = ()
    """Answers that nobody fills in: made when a step asks them."""
    suggests: tuple[Making, ...] = ()
    """What questions of its steps are filled with at first."""
    source: str = ""

    @property
    def steps(self) -> tuple[Step, ...]:
        """Those of every status."""
        return tuple(step for status in self.statuses for step in status.steps)

    def status(self, name: str) -> Status:
        """One status. Raises ``KeyError``."""
        for status in self.statuses:
            if status.name == name:
                return status
        raise KeyError(name)

    def step(self, status: str, name: str) -> Step | None:
        """A step of a status by its name."""
        steps = self.status(status).steps if status else ()
        return next((step for step in steps if step.name == name), None)

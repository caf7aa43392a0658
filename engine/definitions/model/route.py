"""The route of a case and all around it as frozen values: roles, stages, ends, queues, notices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from engine.base.dataclass import dataclass
from engine.base.values import Span, Text
from engine.definitions.model.calendars import Calendar
from engine.definitions.model.conditions import Condition
from engine.definitions.model.items import Happening, Item, Step
from engine.definitions.model.making import NumberSeries, OwnAccount

CABINET: Final = "cabinet"
CHANNELS: Final = (CABINET, "email", "sms")
"""The channel of whoever has a cabinet; the others leave the house."""

Right = Literal["read", "take", "assign", "note", "write", "audit"]


@dataclass(frozen=True, slots=True)
class Role:
    """People of the bank. ``may`` are the rights beside the steps, as they hold.

    ``says_why``: they say why before they open a case that neither they have nor their lists.
    """

    name: str
    caption: Text
    span: Span
    may: tuple[Right, ...] = ()
    says_why: bool = False


@dataclass(frozen=True, slots=True)
class Provider:
    """An outside party that acts by itself, and the port it is connected to.

    ``documents`` are the questions whose files it is given.
    """

    name: str
    caption: Text
    span: Span
    port: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: when it is needed, which items it holds, and when it is done.

    ``given_by`` is the fact (``from: stages``) that names it when it applies. ``opens_after`` is an
    earlier stage; from its first completion on this one runs beside the others. ``done_when`` None:
    when every item is good or over, or decided.
    """

    name: str
    title: Text
    items: tuple[str, ...]
    span: Span
    when: Condition | None = None
    given_by: str = ""
    opens_after: str = ""
    done_when: Condition | None = None
    together: str = ""
    text: Text | None = None
    because: Text | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """An end of a case. The first of a flow holds while every stage is done; others are final.

    One with ``when`` is reached as soon as that holds, one without by a step of the case.
    """

    name: str
    caption: Text
    span: Span
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class CaseStatus:
    """What people read of the case while ``when`` holds; the first that holds."""

    name: str
    caption: Text
    span: Span
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class CaseLife:
    """The case itself: steps that are open until the first decision, what people read, its ends."""

    ends: tuple[End, ...]
    steps: tuple[Step, ...] = ()
    statuses: tuple[CaseStatus, ...] = ()


@dataclass(frozen=True, slots=True)
class Queue:
    """A list of cases for a role; ``columns`` are names of subjects, or number, name, since."""

    name: str
    caption: Text
    roles: tuple[str, ...]
    span: Span
    cases: Condition | None = None
    columns: tuple[str, ...] = ()
    order: str = ""


@dataclass(frozen=True, slots=True)
class ReadyText:
    """A text that staff put into a message, in the language of whoever reads it."""

    name: str
    caption: Text
    text: Text
    span: Span


@dataclass(frozen=True, slots=True)
class Notice:
    """A message sent when one of ``on`` happens and ``when`` holds at the end of the breath.

    ``to`` are receivers (``applicant``, ``the person``, roles, person groups) or facts that name
    some; ``channels`` are channels or one fact that names some. ``optional`` is what it is for, in
    words beside which applicants may switch off its channels outside the cabinet. ``attaches`` are
    questions whose files go with its mails.
    """

    name: str
    on: tuple[Happening, ...]
    to: tuple[str, ...]
    channels: tuple[str, ...]
    text: Text
    span: Span
    subject: Text | None = None
    when: Condition | None = None
    optional: Text | None = None
    attaches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """What the bank relies on: ``fits`` holds ``at`` a stage, an end, or ``always``."""

    at: str
    fits: Condition
    span: Span
    because: Text | None = None


@dataclass(frozen=True, slots=True)
class Adding:
    """What may be added to a completed case: ``asks`` is the question asked anew.

    A choice is offered while no case of the applicant has it, those of ``again`` always.
    """

    asks: str
    caption: Text
    span: Span
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """Everything a case lives by after its answers: read from one flow file."""

    roles: tuple[Role, ...]
    providers: tuple[Provider, ...]
    stages: tuple[Stage, ...]
    items: tuple[Item, ...]
    case: CaseLife
    queues: tuple[Queue, ...] = ()
    notices: tuple[Notice, ...] = ()
    promises: tuple[Promise, ...] = ()
    ready_texts: tuple[ReadyText, ...] = ()
    calendar: Calendar | None = None
    adding: Adding | None = None
    listed_by: str = ""
    """The question with choices that every list shows and can be narrowed to."""
    accounts: tuple[OwnAccount, ...] = ()
    """Accounts of the bank, on which it is paid."""
    series: tuple[NumberSeries, ...] = ()
    step_forms: Mapping[str, str] | None = None
    """Forms that steps ask, by name, to the item (or ``case``) whose step asks them."""

    def item(self, name: str) -> Item:
        """One item. Raises ``KeyError``."""
        for item in self.items:
            if item.name == name:
                return item
        raise KeyError(name)

    def account(self, name: str) -> OwnAccount:
        """One account of the bank. Raises ``KeyError``."""
        for account in self.accounts:
            if account.name == name:
                return account
        raise KeyError(name)

    def stage_of(self, item: str) -> Stage:
        """The stage an item stands in. Raises ``KeyError``."""
        for stage in self.stages:
            if item in stage.items:
                return stage
        raise KeyError(item)

"""A case at the bank's desk: how its pages load it, and the head above every part of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from flask import abort, current_app, g, make_response, redirect, request, url_for

from engine.base.dataclass import dataclass
from engine.case.talk import unread
from engine.language.marker import N_
from engine.services import senders
from engine.services.case_loading import CaseRequest, LoadedCase, NotBegun
from engine.services.desk_case import CaseHead, DeskCase
from engine.services.queue_views import Neighbours
from engine.services.reads import may_audit, only_reads
from web.late import not_done
from web.product import product
from web.staff import stood
from web.staff.desk import member, viewer
from web.staff.recording import record
from web.staff.way_back import neighbours

PARTS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "now": ("staff.case", N_("Now")),
        "answers": ("staff.answers", N_("Answers")),
        "people": ("staff.people", N_("People")),
        "documents": ("staff.documents", N_("Documents")),
        "messages": ("staff.messages", N_("Messages")),
        "history": ("staff.history", N_("History")),
        "reads": ("staff.reads", N_("Reads")),
    }
)
"""The parts of a case in their order: the page of each, and what it is called."""

SAY_WHY: Final = N_("Say first why you open this case.")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above every part of a case: ``words`` tell of it, ``part`` is this one.

    ``others`` are colleagues who have it open as well, with the item they write about.
    """

    words: CaseHead
    part: str
    parts: tuple[tuple[str, str, str], ...]
    others: tuple[tuple[str, str], ...] = field(repr=False)
    only_reads: bool = False
    """Whether the reader may do nothing here."""
    may_audit: bool = False
    stood_at: datetime | None = None
    """The time that is shown; None for now."""
    unread: int = 0
    """How many messages of the client nobody of the bank has opened yet."""
    beside: Neighbours | None = None
    """Where the case stands in the list one came from."""

    @property
    def case_id(self) -> str:
        """The id of the case, as addresses have it."""
        return self.words.case_id

    @property
    def number(self) -> str:
        """The number that people read out."""
        return self.words.number

    @property
    def client(self) -> str:
        """What the client is called."""
        return self.words.client


def opened(case_id: str) -> LoadedCase:
    """The case, as the reader of this page sees it; whoever must say why is asked that first.

    Raises NotFound.
    """
    case = loaded(case_id)
    if product().reads.must_say_why(case):
        part = next((name for name, one in PARTS.items() if one[0] == request.endpoint), None)
        address = url_for("staff.why", case_id=case_id, to=part)
        late = not_done(SAY_WHY, address) if request.method == "POST" else None
        abort(make_response(late) if late else redirect(address, 303))
    g.only_reads, g.may_audit = only_reads(case), may_audit(case)
    past = stood.asked(case)
    if past is None:
        return case
    try:
        return loaded(case_id, past)
    except NotBegun:
        stood.refuse(case, stood.BEFORE)


def loaded(case_id: str, past: datetime | None = None) -> LoadedCase:
    """The case, before anything of it is shown. Raises NotFound."""
    sender = senders.staff(member().account)
    return product().cases.load(CaseRequest(case_id, sender, until=past))


def desk_case(case_id: str) -> DeskCase:
    """The case with the words and names to tell it. Raises NotFound."""
    return product().case_desk.tell(viewer(), opened(case_id))


def head(case: LoadedCase | DeskCase, part: str, place: str = "") -> Head:
    """The head of a case above one of its parts, whose showing is recorded.

    ``place`` is the item that the reader writes about.
    """
    told = case if isinstance(case, DeskCase) else product().case_desk.tell(viewer(), case)
    if told.case.stood_at is not None:
        record(told.case, f"stood/{part}")
        return _above(told, part, ())
    record(told.case, part)
    return replace(still_open(told, part, place), beside=neighbours(told.case.case.id))


def still_open(told: DeskCase, part: str, place: str = "") -> Head:
    """The head of a case that the reader has open already; the others are told so."""
    case_id, account = told.case.case.id, member().account
    here = product().who_is_here
    here.enter(case_id, account, place)
    others = tuple(
        (told.names.get(one.account, ""), told.titled(one.place))
        for one in here.others(case_id, account)
    )
    return _above(told, part, others)


def _above(told: DeskCase, part: str, others: tuple[tuple[str, str], ...]) -> Head:
    past, audits = told.case.stood_at, bool(g.get("may_audit"))
    shown = (
        (name, *each)
        for name, each in PARTS.items()
        if each[0] in current_app.view_functions and (name != "reads" or (audits and past is None))
    )
    return Head(
        told.head(),
        part,
        tuple(shown),
        others,
        only_reads=bool(g.get("only_reads")),
        may_audit=audits,
        stood_at=past,
        unread=unread(told.case.events, "bank"),
    )

"""What somebody at the desk is told of cases that were added to others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from engine.base.dataclass import dataclass
from engine.base.records import StoredCase
from engine.case.form_pages import form_pages
from engine.case.number import number
from engine.case.state import CaseState
from engine.definitions.model.conditions import Subject
from engine.definitions.model.ports import EARLIER
from engine.meaning.flow.stages import instances_of
from engine.meaning.words.units import unit_name
from engine.services import senders
from engine.services.case_loading import CaseRequest, Serve, loaded
from engine.services.desk_case import DeskCase
from engine.store.store import View


@dataclass(frozen=True, slots=True)
class LinkedCase:
    """Another case of the same applicant, with its number."""

    id: str
    number: str


@dataclass(frozen=True, slots=True)
class Linked:
    """``before`` is what a case was added to, ``after`` what was added to it.

    ``anew`` are the captions of what was answered otherwise than before or asked for the first
    time; ``stands`` tells by item what was taken over, and for whom.
    """

    before: LinkedCase | None = None
    after: tuple[LinkedCase, ...] = ()
    anew: tuple[str, ...] = ()
    stands: tuple[tuple[str, tuple[str, ...]], ...] = field(default=(), repr=False)


def linked(view: View, serve: Serve, case: DeskCase) -> Linked:
    """How a case hangs together with others."""
    own = case.case.case
    same = view.cases.of_account(own.account)
    after = tuple(_line(one) for one in same if one.follows == own.id)
    before = view.cases.find(own.follows) if own.follows else None
    if before is None:
        return Linked(after=after)
    request = CaseRequest(before.id, senders.applicant(before.account))
    earlier = loaded(view, serve, request, case.case.now).state
    anew = tuple(dict.fromkeys(_anew(earlier, case)))
    return Linked(_line(before), after, anew, tuple(_stands(case)))


def _line(case: StoredCase) -> LinkedCase:
    return LinkedCase(case.id, number(case))


def _anew(earlier: CaseState, case: DeskCase) -> Iterator[str]:
    """Captions of answers that the earlier case does not have, in the order of the forms."""
    known, now = earlier.world.answers, case.case.state
    adding = now.route.flow.adding
    for page in form_pages(now):
        sent = now.sent.get(page.place)
        if sent is None or page.place not in earlier.sent:
            continue
        for path in (*page.outline.fields, *page.outline.groups):
            answer, is_asked = sent.answers.get(path), adding and path == adding.asks
            if answer and answer != known.get(path) and not is_asked:
                yield case.captions.subject(Subject(path))


def _stands(case: DeskCase) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Whom nobody had to ask again: what the earlier case has said of them."""
    state, situation = case.case.state, case.situation
    saying = {one.name for one in state.route.flow.providers if one.port == EARLIER}
    for item in state.route.flow.items:
        own = (one for one in case.case.events if one.item == item.name)
        said = {one.of for one in own if one.by.role in saying}
        units = [unit for unit, _ in instances_of(state.world, state.picture, item) if unit in said]
        if units:
            names = (unit_name(situation, item, unit, case.captions) for unit in units)
            yield case.title(item.name), tuple(names)

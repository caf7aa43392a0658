"""What follows outside the picture of a case: messages, links, timers, the card, the history.

A pure function of the case, what happened, and what is given to it: the moment, chance, contacts.
Ids are made of case, event, notice, receiver and channel, so that repeating it adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace
from datetime import datetime

from engine.base.cards import CaseCard
from engine.base.dataclass import dataclass
from engine.base.events import CaseEvent
from engine.base.later import CaseTimer, PersonalLink, SessionWanted
from engine.base.records import Action, Message
from engine.case.audit_lines import audit_line
from engine.case.effects_context import EffectsContext
from engine.case.letters import LetterWriting
from engine.case.projection import case_card
from engine.case.provider_waits import is_instance_lapse, sessions_wanted
from engine.case.receivers import AddressBook, Contact
from engine.case.timers import case_timers
from engine.definitions.model.items import Item
from engine.meaning.flow.commands import CLOCK
from engine.meaning.flow.happenings import happenings
from engine.meaning.flow.steps import is_final
from engine.meaning.flow.times import awaited
from engine.meaning.picture import Key, Picture

__all__ = ["Contact", "Effects", "EffectsContext", "effects"]


@dataclass(frozen=True, slots=True)
class Effects:
    """What is written in the commit of the events.

    ``events`` come after those given, numbered on: the messages of the case. ``timers`` and
    ``sessions`` are all that the case waits for now: those that are not among them end. ``closed``
    are items and units whose personal links open nothing any more, all of them where None.
    ``quiet_until`` is when messages leave the house that only the clock brought about.
    """

    card: CaseCard
    events: tuple[CaseEvent, ...] = ()
    messages: tuple[Message, ...] = field(default=(), repr=False)
    links: tuple[PersonalLink, ...] = field(default=(), repr=False)
    timers: tuple[CaseTimer, ...] = ()
    sessions: tuple[SessionWanted, ...] = ()
    audit: tuple[Action, ...] = ()
    closed: tuple[Key, ...] | None = ()
    quiet_until: datetime | None = None


def effects(
    context: EffectsContext, before: Picture, after: Picture, events: Iterable[CaseEvent]
) -> Effects:
    """Everything that ``events``, which led from ``before`` to ``after``, cause."""
    happened = tuple(_dated(event, before.number + place, context.now)
                     for place, event in enumerate(events, start=1))  # fmt: skip
    waits = awaited(context.world, after, context.calendar)
    next_number = (happened[-1].number if happened else before.number) + 1
    writing = LetterWriting(context, after, waits, next_number)
    letters = writing.letters(happenings(context.world, before, after, happened, context.was))
    everything = (*happened, *letters.events)
    return Effects(
        card=case_card(context, after, (*context.history, *everything)),
        events=letters.events,
        messages=letters.messages,
        links=letters.links,
        timers=case_timers(context.case.id, waits),
        sessions=sessions_wanted(
            context.case.id, context.world, after, (*context.history, *happened)
        ),
        audit=tuple(audit_line(context.case, event) for event in everything),
        closed=None
        if is_final(context.world, after)
        else (
            *_lapsed(happened),
            *_finished(context, happened),
            *((link.item, link.of) for link in letters.links),
            *_readdressed(context, before, after),
        ),
        quiet_until=_quiet_until(context, happened),
    )


def standing_effects(context: EffectsContext, picture: Picture) -> Effects:
    """The card and the timers of a case as it stands, for whoever makes them anew."""
    waits = awaited(context.world, picture, context.calendar)
    card = case_card(context, picture, context.history)
    return Effects(
        card,
        timers=case_timers(context.case.id, waits),
        sessions=sessions_wanted(context.case.id, context.world, picture, context.history),
    )


def _dated(event: CaseEvent, number: int, now: datetime) -> CaseEvent:
    return replace(event, number=event.number or number, at=event.at or now)


def _lapsed(events: Iterable[CaseEvent]) -> Iterable[Key]:
    return ((event.item, event.of) for event in events if is_instance_lapse(event))


def _finished(context: EffectsContext, events: Iterable[CaseEvent]) -> Iterable[Key]:
    """What came out one way or the other: its links are of no use any more."""
    items = context.world.route.items
    for event in events:
        came = event.item in items and event.after and event.after != event.before
        if came and items[event.item].status(event.after).kind:
            yield event.item, event.of


def _readdressed(context: EffectsContext, before: Picture, after: Picture) -> Iterable[Key]:
    """Whatever was opened by links that were sent where a person is not reached any more."""
    was, items = context.was, context.world.route.items
    if was is None:
        return
    then = AddressBook(was.situation(before), context.applicant, context.staff, ())
    now = AddressBook(context.world.situation(after), context.applicant, context.staff, ())
    for unit in dict.fromkeys(of for name, of in after.instances if _is_for_person(items[name])):
        old, new = then.person(unit).contact, now.person(unit).contact
        if (old.email, old.phone) != (new.email, new.phone):
            yield from ((name, unit) for name in items)


def _is_for_person(item: Item) -> bool:
    return item.each is not None and item.each.kind == "persons"


def _quiet_until(context: EffectsContext, events: tuple[CaseEvent, ...]) -> datetime | None:
    if not any(event.by.role == CLOCK for event in events):
        return None
    opens = context.calendar.open_at(context.now)
    return opens if opens > context.now else None

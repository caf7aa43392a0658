"""The card of a case: how it stands, whose turn it is, where it is listed, how it is found.

Everything is computed from the case as it is loaded, so that all cards can be made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from engine.base.cards import CaseCard, Confirmation, QueueRow
from engine.base.events import CaseEvent
from engine.case.case_lines import Hands, case_lines, hands, unanswered_lines
from engine.case.effects_context import EffectsContext
from engine.case.number import number
from engine.case.queue_lines import Listing
from engine.case.search import card_names, search_keys
from engine.case.talk import unread
from engine.definitions.model.conditions import Subject
from engine.definitions.model.route import Flow
from engine.meaning.flow.stages import instances_of, is_reached
from engine.meaning.flow.standing import current_stages, standing
from engine.meaning.flow.world import World
from engine.meaning.picture import Picture


def case_card(context: EffectsContext, picture: Picture, events: Iterable[CaseEvent]) -> CaseCard:
    """The card of a case; ``events`` are all that ever happened to it."""
    case, world = context.case, context.world
    situation = world.situation(picture)
    names = card_names(situation)
    happened = tuple(events)
    found = hands(happened)
    line = _line(context, found, names[0].name if names else "")
    line = replace(line, choices=_choices(context, picture))
    listing = Listing(world, picture, context.calendar, line)
    listed = listing.rows()
    waiting = [row for row in listed if row.kind == "turn"]
    whole = case_lines(listing, waiting, found, happened)
    every = (*listed, *whole, *unanswered_lines(line, happened))
    waits_for = tuple(dict.fromkeys(row.name for row in waiting))
    arrived = [row.since for row in waiting if row.since is not None]
    due = [row.due_at for row in waiting if row.due_at is not None]
    roles = {role.name for role in world.route.flow.roles}
    return CaseCard(
        case=case.id,
        programme=case.programme,
        account=case.account,
        title="",
        status=standing(world, picture).name,
        current=current_stages(world, picture),
        changed_at=case.changed_at,
        needs_person=not roles.isdisjoint(waits_for),
        bundle=case.bundle,
        number=number(case),
        since=max(arrived, default=case.changed_at),
        due_at=min(due, default=None),
        waits_for=waits_for,
        decided=tuple(dict.fromkeys(_decided(world, picture))),
        unread=unread(happened, "user"),
        names=names,
        rows=tuple(_in_hands(every, found, world.route.flow)),
        confirmed=tuple(_confirmations(happened)),
        refusals=tuple(refusals(world.route.flow, happened)),
        keys=search_keys(situation, number(case), context.applicant, context.keyed_hash),
    )


def _in_hands(rows: Iterable[QueueRow], found: Hands, flow: Flow) -> Iterator[QueueRow]:
    """Lines with who has the case."""
    queues = {queue.name: queue for queue in flow.queues}
    return (found.of_row(row, queues) for row in rows)


def _decided(world: World, picture: Picture) -> Iterator[str]:
    for item in world.route.flow.items:
        if item.decision and is_reached(world, picture, world.route.stage_of[item.name]):
            for _, instance in instances_of(world, picture, item):
                status = instance.status
                if status and item.status(status).kind in ("good", "bad"):
                    yield f"{item.name} {status}"


def _confirmations(events: Iterable[CaseEvent]) -> Iterator[Confirmation]:
    """Who confirmed whose proposals."""
    proposed: dict[tuple[str, str], str] = {}
    for event in events:
        about = event.item, event.of
        if event.kind == "proposed":
            proposed[about] = event.by.account
        elif event.kind == "confirmed" and about in proposed and event.at is not None:
            yield Confirmation(event.number, event.at, proposed[about], event.by.account)


def refusals(flow: Flow, events: Iterable[CaseEvent]) -> Iterator[int]:
    """Acts of the bank that led to a bad decision: steps, and what confirmed their proposals."""
    bad = {
        (item.name, one.name)
        for item in flow.items
        if item.decision
        for one in item.statuses
        if one.kind == "bad"
    }
    confirmed: dict[tuple[str, str], list[int]] = {}
    for event in events:
        about = event.item, event.of
        if event.kind == "proposed":
            confirmed[about] = []
        elif event.kind == "confirmed" and about in confirmed:
            confirmed[about].append(event.number)
        elif event.kind == "step" and (event.item, event.after) in bad:
            yield from confirmed.pop(about, ())
            if event.by.side == "bank":
                yield event.number


def _choices(context: EffectsContext, picture: Picture) -> tuple[str, ...]:
    """What is chosen of what the lists of the programme can be narrowed to."""
    asked = context.world.route.flow.listed_by
    chosen = context.world.scope(picture).value(Subject(asked)) if asked else ()
    several = chosen if isinstance(chosen, tuple) else (chosen,)
    return tuple(code for code in several if isinstance(code, str))


def _line(context: EffectsContext, found: Hands, client: str) -> QueueRow:
    """What all lines of a case share."""
    case = context.case
    return QueueRow(
        case=case.id,
        programme=case.programme,
        bundle=case.bundle,
        number=number(case),
        kind="turn",
        name="",
        since=case.changed_at,
        taken_by=found.taken_by,
        acted_at=found.acted_at,
        touched_at=found.touched_at,
        is_new=found.is_new,
        is_answered=bool(found.answered),
        client=client,
    )

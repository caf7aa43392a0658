"""Everything that may happen next to an instance: steps of people and providers, and of time."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.life.entries import Entries
from engine.base.events import CaseEvent
from engine.definitions.model.items import Step
from engine.meaning.flow.steps import Attempt, is_final, stepped, timer_target, why_closed
from engine.meaning.flow.world import World
from engine.meaning.picture import ItemState, Picture


def events_open(
    world: World, picture: Picture, state: ItemState, entries: Entries
) -> Iterator[CaseEvent]:
    """The event of every step that is open for an instance, once for each entry."""
    if not state.instance.status or is_final(world, picture):
        return
    status = state.item.status(state.instance.status)
    for step in status.steps:
        if state.item.name in entries.proposing and step.confirmed_by:
            yield from _proposed(world, picture, state, step, entries)
        else:
            yield from _taken(world, picture, state, step, entries)
    for timer in status.timers:
        to = timer_target(world, picture, state, timer)
        if to:
            before = state.instance.status
            yield CaseEvent(
                "step", state.item.name, state.unit, timer.name, before=before, after=to
            )


def _taken(
    world: World, picture: Picture, state: ItemState, step: Step, entries: Entries
) -> Iterator[CaseEvent]:
    for data in entries.of(state.item, step, state.instance):
        attempt = Attempt(step, data=data)
        if not why_closed(world, picture, state, attempt):
            yield stepped(world, picture, state, attempt)


def _proposed(
    world: World, picture: Picture, state: ItemState, step: Step, entries: Entries
) -> Iterator[CaseEvent]:
    """A step that others must confirm, where somebody asks whether it is proposed."""
    proposal = state.instance.proposal
    about = (state.item.name, state.unit, step.name)
    if proposal is None:
        if not why_closed(world, picture, state, Attempt(step)):
            yield CaseEvent("proposed", *about)
    elif proposal.step == step.name:
        yield from _taken(world, picture, state, step, entries)
        yield CaseEvent("returned", *about)

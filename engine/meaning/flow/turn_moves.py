"""The moves of somebody of the bank in order: what waits for them, what is only possible, and what
comes next but is not open yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from engine.base.dataclass import dataclass
from engine.definitions.model.items import Item, Step
from engine.meaning.flow.commands import Actor, Command, Move, Refusal
from engine.meaning.flow.decide import permitted, refusal_of_step
from engine.meaning.flow.stages import instances_of, is_finished, is_passed, units_of
from engine.meaning.flow.standing import turns
from engine.meaning.flow.steps import is_final
from engine.meaning.flow.world import World
from engine.meaning.picture import CASE, ItemState, Key, Picture

NEXT: Final = frozenset({"earlier stage", "condition", "not signed", "used up", "proposal open"})
"""Refusals of steps that may open yet, as the case goes on."""


@dataclass(frozen=True, slots=True)
class SortedMoves:
    """``now`` are open and wait for this actor, ``also`` are open and wait for nobody.

    ``own`` are the proposals that the actor made and may take back.
    """

    now: tuple[Move, ...]
    also: tuple[Move, ...]
    own: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class ClosedStep:
    """A step that comes next and is not open: whose it is, and what stands in its way."""

    item: str
    unit: str
    step: Step
    refusal: Refusal


def sorted_moves(
    world: World, picture: Picture, actor: Actor, at: datetime | None = None
) -> SortedMoves:
    """Every open move of an actor, where it belongs, each in the order of the flow."""
    waiting = waits_for_actor(world, picture, actor)
    now: list[Move] = []
    also: list[Move] = []
    own: list[Move] = []
    for move in permitted(world, picture, actor, at):
        if move.answer == "takes back":
            own.append(move)
        elif move.answer or _is_turn(move, waiting) or _is_awaited(world, picture, move):
            now.append(move)
        else:
            also.append(move)
    return SortedMoves(tuple(now), tuple(also), tuple(own))


def waits_for_actor(world: World, picture: Picture, actor: Actor) -> frozenset[Key]:
    """The items, each for its unit, that wait for one of the actor's roles."""
    return frozenset(
        (turn.item, turn.unit) for turn in turns(world, picture) if turn.who in actor.roles
    )


def next_closed(
    world: World, picture: Picture, actor: Actor, at: datetime | None = None
) -> tuple[ClosedStep, ...]:
    """The steps of an actor that come next, with what each waits for, in the order of the flow."""
    return () if is_final(world, picture) else tuple(_closed(world, picture, actor, at))


def leads_to_end(item: Item | None, step: Step) -> bool:
    """Whether a step ends the case, or leads to where an item is bad."""
    if item is None:
        return True
    return any(item.status(branch.to).kind == "bad" for branch in step.to)


def _is_turn(move: Move, waiting: frozenset[Key]) -> bool:
    return move.item != CASE and (move.item, move.unit) in waiting


def _is_awaited(world: World, picture: Picture, move: Move) -> bool:
    """Whether a step that opens under a condition only is what an unfinished item needs now."""
    item = world.route.items.get(move.item)
    if item is None or move.step.when is None or move.step.any_time:
        return False
    return not is_finished(item, picture.instance(move.item, move.unit))


def _closed(
    world: World, picture: Picture, actor: Actor, at: datetime | None
) -> Iterator[ClosedStep]:
    for item in world.route.flow.items:
        stage = world.route.stage_of[item.name]
        if is_passed(world, picture, stage):
            continue
        begun = [(unit, each) for unit, each in instances_of(world, picture, item) if each.status]
        for unit, instance in begun:
            if not is_finished(item, instance):
                yield from _of_state(world, picture, (actor, at), ItemState(item, unit, instance))
        if not begun and not stage.opens_after:
            yield from _of_item(world, picture, actor, item)


def _of_state(
    world: World, picture: Picture, who: tuple[Actor, datetime | None], state: ItemState
) -> Iterator[ClosedStep]:
    actor, at = who
    for step in state.item.status(state.instance.status).steps:
        asked = Command(state.item.name, step.name, actor, (state.unit,), at=at)
        refusal = refusal_of_step(world, picture, asked, state)
        if refusal is not None and refusal.code in NEXT:
            yield ClosedStep(state.item.name, state.unit, step, refusal)


def _of_item(world: World, picture: Picture, actor: Actor, item: Item) -> Iterator[ClosedStep]:
    """The steps in which an item will begin once its stage is reached."""
    known = units_of(world, picture, item)
    units = known or ()
    if known is None or not units:
        return
    several = item.each is not None and item.each.kind == "values"
    for unit in units if several else units[:1]:
        for step in item.statuses[0].steps:
            if actor.may(step, unit):
                about = Refusal("earlier stage", item.name, unit, step.name)
                yield ClosedStep(item.name, unit, step, about)

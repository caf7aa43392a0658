"""What people read of a case as a whole, as codes: how it stands, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from engine.base.dataclass import dataclass
from engine.definitions.model.items import APPLICANT, NOBODY, Item
from engine.meaning.flow.proposals import missing_roles
from engine.meaning.flow.stages import (
    current,
    instances_of,
    is_finished,
    is_reached,
)
from engine.meaning.flow.steps import is_final
from engine.meaning.flow.world import World
from engine.meaning.picture import CASE, Instance, ItemState, Picture

IN_PREPARATION: Final = "in preparation"
"""Nothing was sent in yet."""

STOPPED: Final = "stopped"
"""Something is bad that is no decision: the case stands still until somebody acts."""

IN_PROGRESS: Final = "in progress"

BUILT_IN: Final = (IN_PREPARATION, STOPPED, IN_PROGRESS)

StandingKind = Literal["end", "status", "built in"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands: ``name`` of an end, of a status of the case, or of what is built in."""

    kind: StandingKind
    name: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Who has to act on an item for a unit; ``item`` is ``case`` for the case itself."""

    who: str
    item: str
    unit: str = ""


def standing(world: World, picture: Picture) -> Standing:
    """How the case stands: its end, the first of its own statuses that holds, or what is built in.

    What the flow says with a condition comes before what is built in, its “otherwise” after it.
    """
    if picture.end:
        return Standing("end", picture.end)
    statuses = world.route.flow.case.statuses
    for status in statuses:
        if status.when is not None and world.holds(status.when, picture) is True:
            return Standing("status", status.name)
    if is_in_preparation(world, picture):
        return Standing("built in", IN_PREPARATION)
    if is_stopped(world, picture):
        return Standing("built in", STOPPED)
    otherwise = (status.name for status in statuses if status.when is None)
    name = next(otherwise, "")
    return Standing("status", name) if name else Standing("built in", IN_PROGRESS)


def is_in_preparation(world: World, picture: Picture) -> bool:
    """Whether the applicant has only begun: every item stands where it began or was saved."""
    begun = picture.instances.items()
    return bool(begun) and all(
        each.status in _prepared(world.route.items[name]) for (name, _), each in begun
    )


def is_stopped(world: World, picture: Picture) -> bool:
    """Whether an item is bad that is no decision."""
    return any(
        instance.status and item.status(instance.status).kind == "bad"
        for item in world.route.flow.items
        if not item.decision
        for _, instance in instances_of(world, picture, item)
    )


def turns(world: World, picture: Picture) -> tuple[Turn, ...]:
    """Whose turn it is, item by item, in the order of the flow; nobody's where time must pass."""
    return () if is_final(world, picture) else tuple(dict.fromkeys(_turns(world, picture)))


def waits_for(world: World, picture: Picture) -> tuple[str, ...]:
    """Whose turn it is, each once."""
    return tuple(dict.fromkeys(turn.who for turn in turns(world, picture)))


def decisions(world: World, picture: Picture) -> tuple[ItemState, ...]:
    """The decisions that were made, good and bad, in the order of the flow."""
    return tuple(
        ItemState(item, unit, instance)
        for item in world.route.decisions
        for unit, instance in instances_of(world, picture, item)
        if instance.status and item.status(instance.status).kind in ("good", "bad")
    )


def current_stages(world: World, picture: Picture) -> tuple[str, ...]:
    """The stages that can be worked on now; none once the case has a final end."""
    if is_final(world, picture):
        return ()
    return tuple(stage.name for stage in current(world, picture))


def _turns(world: World, picture: Picture) -> Iterator[Turn]:
    for role in missing_roles(world, picture, None):
        yield Turn(role, CASE)
    for item in world.route.flow.items:
        if not is_reached(world, picture, world.route.stage_of[item.name]):
            continue
        for unit, instance in instances_of(world, picture, item):
            yield from _of_instance(world, picture, ItemState(item, unit, instance))


def _of_instance(world: World, picture: Picture, state: ItemState) -> Iterator[Turn]:
    item, instance = state.item, state.instance
    if not instance.status:
        return
    if instance.proposal is not None:
        for role in missing_roles(world, picture, state):
            yield Turn(role, item.name, state.unit)
    elif _is_open(item, instance):
        yield Turn(item.status(instance.status).waits_for, item.name, state.unit)


def _is_open(item: Item, instance: Instance) -> bool:
    waits = item.status(instance.status).waits_for != NOBODY
    return waits and not is_finished(item, instance)


def _prepared(item: Item) -> frozenset[str]:
    """The statuses an item can stand in before the applicant has let go of it.

    The first one if it is the applicant's turn there, and those that the applicant's own steps
    lead on to while it stays the applicant's turn.
    """
    found: set[str] = set()
    waiting = [item.statuses[0].name]
    while waiting:
        status = item.status(waiting.pop())
        if status.waits_for != APPLICANT or status.name in found:
            continue
        found.add(status.name)
        own = (step for step in status.steps if step.kind == "applicant")
        waiting += (branch.to for step in own for branch in step.to)
    return frozenset(found)

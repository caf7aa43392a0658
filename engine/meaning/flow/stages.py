"""Where a case is: which stages are needed, done, passed and current."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.model.items import Item
from engine.definitions.model.route import Stage
from engine.meaning.flow.world import World
from engine.meaning.picture import Instance, Picture


def units_of(world: World, picture: Picture, item: Item) -> tuple[str, ...] | None:
    """The units of an item, none where its stage is not needed; None while not known."""
    needed = world.needed(world.route.stage_of[item.name], picture)
    if needed is False:
        return ()
    return None if needed is None else world.units(item, picture)


def instances_of(world: World, picture: Picture, item: Item) -> Iterator[tuple[str, Instance]]:
    """How an item stands for each of its units; of a set that is not known, those begun."""
    units = units_of(world, picture, item)
    for unit in picture.of(item.name) if units is None else units:
        yield unit, picture.instance(item.name, unit)


def is_finished(item: Item, instance: Instance) -> bool:
    """Whether an instance has begun and needs nothing any more; a decision is, either way."""
    if not instance.status:
        return False
    status = item.status(instance.status)
    return status.is_done or (item.decision and status.kind == "bad")


def is_done(world: World, picture: Picture, stage: Stage) -> bool:
    """Whether every instance of every item has begun, there is one, and the stage's test holds.

    What the rule engines do not agree about goes on when whoever reviews it has taken a step.
    """
    is_there = False
    for name in stage.items:
        item = world.route.items[name]
        units = units_of(world, picture, item)
        if units is None:
            return False
        for unit in units:
            instance = picture.instance(name, unit)
            if not instance.status or (item.reviewed_by and (name, unit) in picture.held):
                return False
            if stage.done_when is None and not is_finished(item, instance):
                return False
            is_there = True
    if not is_there:
        return False
    return stage.done_when is None or world.holds(stage.done_when, picture) is True


def is_passed(world: World, picture: Picture, stage: Stage) -> bool:
    """Whether nothing waits for the stage: it is not needed, or it is done."""
    needed = world.needed(stage, picture)
    return needed is False or (needed is True and is_done(world, picture, stage))


def is_reached(world: World, picture: Picture, stage: Stage) -> bool:
    """Whether every stage before this one is passed."""
    return all(is_passed(world, picture, each) for each in world.route.before[stage.name])


def is_current(world: World, picture: Picture, stage: Stage) -> bool:
    """Whether the stage can be worked on now: reached, or beside the others, and not passed."""
    if is_passed(world, picture, stage):
        return False
    has_begun = any(picture.of(name) for name in stage.items)
    return (bool(stage.opens_after) and has_begun) or is_reached(world, picture, stage)


def current(world: World, picture: Picture) -> tuple[Stage, ...]:
    """The stages that can be worked on now, in their order."""
    return tuple(stage for stage in world.route.flow.stages if is_current(world, picture, stage))


def is_complete(world: World, picture: Picture) -> bool:
    """Whether every stage that is needed is done."""
    return all(is_passed(world, picture, stage) for stage in world.route.flow.stages)


def _is_decided(picture: Picture, item: Item) -> bool:
    return any(
        item.status(each.status).kind in ("good", "bad") for each in picture.of(item.name).values()
    )


def decided(world: World, picture: Picture) -> tuple[Item, ...]:
    """The decisions that were made."""
    return tuple(item for item in world.route.decisions if _is_decided(picture, item))

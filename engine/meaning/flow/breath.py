"""What follows by itself from one event before anybody can act, in rounds until nothing changes.

A round: a final end is reached; instances lapse and begin; ``rests on`` and ``becomes`` of all
instances, judged on one picture, the first that holds in each. Only what holds at the end of the
breath completes the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.base.errors import AnketaError
from engine.base.events import CaseEvent
from engine.definitions.model.items import Happening, Item
from engine.meaning.flow.stages import (
    instances_of,
    is_complete,
    is_reached,
    units_of,
)
from engine.meaning.flow.world import World
from engine.meaning.picture import ItemState, Key, Picture, fold


class GoesRoundError(AnketaError):
    """What follows by itself leads back to where it began; the definitions go in a circle."""


def follows(
    world: World,
    picture: Picture,
    raised: tuple[CaseEvent, ...] = (),
    replaced: frozenset[Key] = frozenset(),
) -> tuple[CaseEvent, ...]:
    """The events that follow from ``raised``, which ``picture`` holds already.

    ``replaced`` are instances whose person is another one now. Raises GoesRoundError.
    """
    events: list[CaseEvent] = []
    # Whoever is replaced lapses and begins anew, which may look as it looked before.
    passed = set() if replaced else {_mark(picture)}
    while True:
        happened = _round(world, picture, raised, replaced)
        if not happened:
            break
        picture, raised, replaced = fold(happened, picture), happened, frozenset()
        events += happened
        if _mark(picture) in passed:
            raise GoesRoundError(f"It goes round: {', '.join(e.item for e in happened)}.")
        passed.add(_mark(picture))
    return (*events, *_completion(world, picture))


def settled(world: World, picture: Picture, raised: tuple[CaseEvent, ...] = ()) -> Picture:
    """The picture after everything that follows from ``raised``."""
    return fold(follows(world, picture, raised), picture)


def _round(
    world: World, picture: Picture, raised: tuple[CaseEvent, ...], replaced: frozenset[Key]
) -> tuple[CaseEvent, ...]:
    if _is_final(world, picture):
        return ()
    end = final_end(world, picture)
    if end:
        return (CaseEvent("ended", after=end),)
    gone = tuple(lapses(world, picture, replaced))
    picture = fold(gone, picture)
    begun = tuple(begins(world, picture))
    picture = fold(begun, picture)
    moved = tuple(changes(world, picture, (*raised, *begun)))
    return (*gone, *begun, *moved)


def _is_final(world: World, picture: Picture) -> bool:
    return picture.end not in ("", world.route.flow.case.ends[0].name)


def final_end(world: World, picture: Picture) -> str:
    """The end that is reached as soon as its condition holds, or empty."""
    for end in world.route.flow.case.ends[1:]:
        if end.when is not None and world.holds(end.when, picture) is True:
            return end.name
    return ""


def lapses(
    world: World, picture: Picture, replaced: frozenset[Key] = frozenset()
) -> Iterator[CaseEvent]:
    """The instances whose person, value or row is gone, of all items, judged on one picture."""
    for item in world.route.flow.items:
        units = units_of(world, picture, item)
        for unit, instance in picture.of(item.name).items():
            is_gone = units is not None and unit not in units
            if is_gone or (item.name, unit) in replaced:
                yield CaseEvent("lapsed", item.name, unit, before=instance.status)


def begins(world: World, picture: Picture) -> Iterator[CaseEvent]:
    """The instances that begin, of all items, judged on one picture."""
    for item in world.route.flow.items:
        units = units_of(world, picture, item) or ()
        waiting = [unit for unit in units if not picture.instance(item.name, unit).status]
        if not waiting:
            continue
        if picture.of(item.name) or is_reached(world, picture, world.route.stage_of[item.name]):
            for unit in waiting:
                first = _first(world, picture, item, unit)
                yield CaseEvent("followed", item.name, unit, after=first)


def _first(world: World, picture: Picture, item: Item, unit: str) -> str:
    for each in item.begins:
        if each.when is None or world.holds(each.when, picture, item, unit) is True:
            return each.to
    return item.statuses[0].name


def changes(world: World, picture: Picture, raised: tuple[CaseEvent, ...]) -> Iterator[CaseEvent]:
    """What ``rests on`` and ``becomes`` lead to, of all items, judged on one picture."""
    for item in world.route.flow.items:
        for unit, instance in picture.of(item.name).items():
            to = next_status(world, picture, ItemState(item, unit, instance), raised)
            if to:
                yield CaseEvent("followed", item.name, unit, before=instance.status, after=to)


def next_status(
    world: World, picture: Picture, state: ItemState, raised: Iterable[CaseEvent]
) -> str:
    """The status an instance comes to by itself, or empty."""
    item, unit, instance = state.item, state.unit, state.instance
    first = item.statuses[0].name
    if instance.status != first and not all(
        carries(world, picture, world.route.items[name]) for name in item.rests_on
    ):
        return first
    for each in item.status(instance.status).becomes:
        holds = each.when is not None and world.holds(each.when, picture, item, unit) is True
        if holds or any(happens(world, state, one, event) for one in each.on for event in raised):
            return each.to
    return ""


def carries(world: World, picture: Picture, item: Item) -> bool:
    """Whether another item may rest on this one: every instance has begun and is done."""
    return all(
        instance.status and item.status(instance.status).is_done
        for _, instance in instances_of(world, picture, item)
    )


def happens(world: World, state: ItemState, expected: Happening, event: CaseEvent) -> bool:
    """Whether ``event`` is what an instance listens to; of the same source, only its own unit."""
    if event.item != expected.item or event.kind not in ("step", "followed"):
        return False
    source, own_source = world.route.items[expected.item].each, state.item.each
    if source is not None and source == own_source and event.of != state.unit:
        return False
    if expected.kind == "step":
        return event.kind == "step" and event.step == expected.step
    return bool(event.after) and event.after in expected.statuses


def _completion(world: World, picture: Picture) -> tuple[CaseEvent, ...]:
    if _is_final(world, picture):
        return ()
    first = world.route.flow.case.ends[0].name
    end = first if is_complete(world, picture) else ""
    return () if end == picture.end else (CaseEvent("ended", after=end),)


def _mark(picture: Picture) -> object:
    standing = frozenset((key, each.standing) for key, each in picture.instances.items())
    return standing, picture.end

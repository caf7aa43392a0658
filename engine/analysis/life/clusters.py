"""Items that are judged together: those whose instances for the same unit know each other."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.life.reads import ProofReads
from engine.definitions.model.conditions import Condition
from engine.definitions.model.flow_walk import item_conditions
from engine.definitions.model.items import Item


def clusters(reads: ProofReads) -> tuple[tuple[Item, ...], ...]:
    """The items of a route in sets, in the order of the route; most sets hold one."""
    items = reads.meaning.route.flow.items
    group = {item.name: {item.name} for item in items}
    for item in items:
        for other in (*_beside(reads, item), *_in_circle(reads, item)):
            joined = group[item.name] | group[other]
            for name in joined:
                group[name] = joined
    sets = dict.fromkeys(frozenset(names) for names in group.values())
    return tuple(tuple(item for item in items if item.name in names) for names in sets)


def _in_circle(reads: ProofReads, item: Item) -> Iterator[str]:
    """The items that an item asks for while it decides itself whether they are there."""
    for condition, scope in item_conditions(item):
        inside = scope if item.each is not None else ""
        for other in reads.of(condition, inside):
            if item.name in reads.with_units(reads.units(other)):
                yield from _between(reads, item.name, other)
    for other in item.rests_on:
        if item.name in reads.with_units(reads.units(other)):
            yield from _between(reads, item.name, other)


def _between(reads: ProofReads, item: str, other: str) -> Iterator[str]:
    """What lies between two items where one decides whether the other is there."""
    yield other
    for each in reads.with_units(reads.units(other)):
        if item in reads.with_units(reads.units(each)):
            yield each


def _beside(reads: ProofReads, item: Item) -> Iterator[str]:
    """The items of which an item sees the instance for its own unit."""
    if item.each is None:
        return
    for condition, scope in item_conditions(item):
        if scope == item.name:
            yield from _named(reads, item, condition)
    listened = (on for status in item.statuses for each in status.becomes for on in each.on)
    for happening in listened:
        if reads.meaning.route.items[happening.item].each == item.each:
            yield happening.item


def _named(reads: ProofReads, item: Item, condition: Condition) -> Iterator[str]:
    computed = reads.meaning.own_values.get(item.name, {})
    waiting = list(reads.subjects(condition, item.name))
    while waiting:
        subject, scope = waiting.pop()
        if scope != item.name or not subject.in_row:
            continue
        if subject.path in computed:
            arguments = computed[subject.path].item.arguments
            waiting += [(argument, item.name) for argument in arguments]
        elif subject.path in reads.meaning.route.items:
            yield subject.path

"""Statuses that become each other without anybody's step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Final

from engine.base.values import Span
from engine.definitions.checks.contradictions import contradiction
from engine.definitions.faults import Faults
from engine.definitions.model.conditions import Condition
from engine.definitions.model.items import Item
from engine.definitions.model.route import Flow

Place = tuple[str, str]
"""An item and one of its statuses."""

LONGEST: Final = 6
"""Longer circles of conditions are left to the proof, which looks at the values too."""


def report_follow_circles(flow: Flow, faults: Faults, several: frozenset[str]) -> None:
    """One fault for each circle, at the first of its members in the file."""
    for item in flow.items:
        _conditions(item, faults, several)
    _events(flow, faults)


def _conditions(item: Item, faults: Faults, several: frozenset[str]) -> None:
    """Statuses of one item whose conditions can all hold at once."""
    conditions: dict[str, dict[str, Condition]] = {}
    for status in item.statuses:
        for becomes in status.becomes:
            if becomes.when is not None and becomes.to != status.name:
                conditions.setdefault(status.name, {})[becomes.to] = becomes.when
    spans = {status.name: status.span for status in item.statuses}
    for circle in _circles(conditions):
        edges = zip(circle, (*circle[1:], circle[0]), strict=True)
        together = tuple(conditions[before][after] for before, after in edges)
        if contradiction(together, several) is None:
            _report([(name, spans[name]) for name in circle], faults)


def _circles(graph: Mapping[str, Mapping[str, object]]) -> Iterator[tuple[str, ...]]:
    """Every circle once, from its first member in the order of the graph."""
    order = {name: place for place, name in enumerate(graph)}
    ways: list[tuple[str, ...]] = [(name,) for name in graph]
    while ways:
        way = ways.pop()
        for name in graph[way[-1]]:
            if name == way[0]:
                yield way
            elif name not in way and order.get(name, -1) > order[way[0]] and len(way) < LONGEST:
                ways.append((*way, name))


def _events(flow: Flow, faults: Faults) -> None:
    """Statuses that are reached only because another one of the circle is."""
    spans = {
        (item.name, status.name): status.span for item in flow.items for status in item.statuses
    }
    graph: dict[Place, set[Place]] = {}
    for before, after in _followed(flow):
        graph.setdefault(after, set()).add(before)
    while (circle := _circle(graph)) is not None:
        _report([(status, spans[item, status]) for item, status in circle], faults)
        for place in circle:
            graph.pop(place, None)


def _circle(graph: Mapping[Place, set[Place]]) -> list[Place] | None:
    """Some circle, each of its members once."""
    try:
        TopologicalSorter({place: sorted(graph[place]) for place in sorted(graph)}).prepare()
    except CycleError as error:
        members: list[Place] = error.args[1]
        return members[1:]
    return None


def _followed(flow: Flow) -> Iterator[tuple[Place, Place]]:
    for item in flow.items:
        for status in item.statuses:
            for becomes in status.becomes:
                for event in becomes.on:
                    if event.kind == "becomes":
                        for name in event.statuses:
                            yield (event.item, name), (item.name, becomes.to)


def _report(members: list[tuple[str, Span]], faults: Faults) -> None:
    ordered = sorted(members, key=lambda member: member[1])
    names = " and ".join(f"“{name}”" for name, _ in ordered)
    message = f"{names} become each other without anybody’s step."
    faults.add("A614", ordered[0][1], message, "Let one of them wait for a step.")

"""Circles: questions, values, facts and items that wait for each other."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from engine.base.values import Span
from engine.definitions.faults import Faults
from engine.definitions.model.dependencies import (
    computed,
    depends_on,
    questions,
    reads,
)
from engine.definitions.model.forms import (
    Group,
)
from engine.definitions.model.programme import (
    Programme,
)


def report_circles(programme: Programme, faults: Faults) -> None:
    """One fault per circle, at the first of its members in the files; it names them all."""
    graph = {name: set(before) for name, before in depends_on(programme).items()}
    spans = _spans(programme)
    while (circle := _circle(graph)) is not None:
        spans |= _rows_in(programme, frozenset(circle))
        members = [name for name in circle[:-1] if name in spans]
        first = min(members, key=lambda name: spans[name])
        start = circle.index(first)
        shown = " → ".join([*circle[start:-1], *circle[:start], first])
        faults.add(
            "A402", spans[first], f"these wait for each other: {shown}.",
            "Let one of them do without the next.",
        )  # fmt: skip
        for name in circle:
            graph.pop(name, None)


def _circle(graph: Mapping[str, set[str]]) -> list[str] | None:
    """Some circle as ``[a, b, …, a]``, each waiting for the next; always the same one."""
    ordered = {name: sorted(graph[name]) for name in sorted(graph)}
    try:
        TopologicalSorter(ordered).prepare()
    except CycleError as error:
        members: list[str] = error.args[1]
        return members[::-1]
    return None


def _rows_in(programme: Programme, circle: frozenset[str]) -> dict[str, Span]:
    """For the facts of a circle: the first row that reads a member of it."""
    found: dict[str, Span] = {}
    for rules in programme.rules:
        for row in rules.rows:
            if any(read.path in circle for read in reads(row.condition)):
                for output in rules.outputs:
                    found.setdefault(output.name, row.span)
    return found


def _spans(programme: Programme) -> dict[str, Span]:
    spans: dict[str, Span] = {}
    for form in programme.forms:
        spans |= {field.path: field.span for field in questions(form)}
        spans |= {value.path: value.span for value in computed(form)}
        items = [item for section in form.sections for item in section.items]
        spans |= {item.path: item.span for item in items if isinstance(item, Group)}
    for rules in programme.rules:
        spans |= {output.name: rules.span for output in rules.outputs}
    for item in programme.flow.items:
        spans[item.name] = item.span
        spans |= {value.path: value.span for value in item.values}
    return spans

"""A flow as proofs see it: limits within a time say nothing about what may happen in the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.definitions.model.items import Branch, Item, Step
from engine.definitions.model.route import Flow


def timeless(flow: Flow) -> Flow:
    """The flow without limits within a time: what is closed for an hour is open after it.

    A step that leads elsewhere after so many times within a time may lead to either at any time.
    """
    return replace(flow, items=tuple(_item(item) for item in flow.items))


def _item(item: Item) -> Item:
    return replace(
        item,
        statuses=tuple(
            replace(status, steps=tuple(_steps(status.steps))) for status in item.statuses
        ),
    )


def _steps(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        limit = step.limit
        if limit is None or limit.per is None:
            yield step
            continue
        yield replace(step, limit=None)
        if limit.then:
            yield replace(step, limit=None, to=(Branch(limit.then),))

"""Walks over a flow: its steps, and its conditions with the item in whose scope each stands."""

from __future__ import annotations

from collections.abc import Iterator

from engine.base.values import Text
from engine.definitions.model.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Named,
    Negation,
    OverRows,
)
from engine.definitions.model.items import Branch, Item, Status, Step
from engine.definitions.model.route import Flow

ScopedCondition = tuple[Condition, str]
"""A condition and the item (or group of rows) whose plain names it sees first; empty: the case."""


def item_steps(flow: Flow) -> Iterator[tuple[Item, Status, Step]]:
    """Every step of every status of every item."""
    for item in flow.items:
        for status in item.statuses:
            for step in status.steps:
                yield item, status, step


def flow_texts(flow: Flow) -> Iterator[Text]:
    """Every text of a flow in which placeholders are filled in."""
    statuses = [status for item in flow.items for status in item.statuses]
    texts = [text for status in statuses for text in (status.text, status.to_do)]
    texts += [made.text for item in flow.items for made in (*item.makes, *item.suggests)]
    texts += [stage.text for stage in flow.stages]
    texts += [text for notice in flow.notices for text in (notice.subject, notice.text)]
    yield from (text for text in texts if text is not None)


def compares(condition: Condition) -> Iterator[Compare]:
    """Every test in a condition."""
    match condition:
        case Compare():
            yield condition
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from compares(part)
        case Negation(part=part) | Named(part=part) | OverRows(part=part):
            yield from compares(part)


def flow_conditions(flow: Flow) -> Iterator[ScopedCondition]:
    """Every condition of a flow."""
    for stage in flow.stages:
        yield from _scoped("", stage.when, stage.done_when)
    for item in flow.items:
        yield from item_conditions(item)
    for step in flow.case.steps:
        yield from _of_step(step, "")
    for end in flow.case.ends:
        yield from _scoped("", end.when)
    for status in flow.case.statuses:
        yield from _scoped("", status.when)
    for queue in flow.queues:
        yield from _scoped("", queue.cases)
    for notice in flow.notices:
        items = {happening.item for happening in notice.on}
        yield from _scoped(items.pop() if len(items) == 1 else "", notice.when)
    for promise in flow.promises:
        yield promise.fits, ""


def item_conditions(item: Item) -> Iterator[ScopedCondition]:
    """The conditions of an item."""
    yield from _scoped(item.name, item.when)
    yield from _branches(item.begins, item.name)
    if item.each is not None and item.each.where is not None:
        yield item.each.where, item.each.subject.path
    for status in item.statuses:
        for step in status.steps:
            yield from _of_step(step, item.name)
        for timer in status.timers:
            yield from _scoped(item.name, timer.when)
            yield from _branches(timer.to, item.name)
        for becomes in status.becomes:
            yield from _scoped(item.name, becomes.when)


def _of_step(step: Step, item: str) -> Iterator[ScopedCondition]:
    yield from _scoped(item, step.when, *(each.when for each in step.confirmed_by))
    yield from _branches(step.to, item)


def _branches(branches: tuple[Branch, ...], item: str) -> Iterator[ScopedCondition]:
    yield from _scoped(item, *(branch.when for branch in branches))


def _scoped(item: str, *conditions: Condition | None) -> Iterator[ScopedCondition]:
    yield from ((condition, item) for condition in conditions if condition is not None)

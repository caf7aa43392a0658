"""What is wrong with a route whose every part could be read."""

from __future__ import annotations

from engine.definitions.faults import Faults
from engine.definitions.model.conditions import AllOf, Compare, Condition, Statuses
from engine.definitions.model.items import Item
from engine.definitions.model.route import Flow, Stage


def report_route(flow: Flow, faults: Faults) -> None:
    """Items that rest on what comes later, words that say nothing new, ends nobody reaches."""
    places = _places(flow.stages)
    for item in flow.items:
        _rests(item, places, faults)
    for stage in flow.stages:
        if stage.done_when is not None and _says_the_same(stage, flow):
            message = "“done when” says what the statuses say already."
            faults.add("A911", stage.done_when.span, message, "Leave it out.")
    _ends(flow, faults)


def _rests(item: Item, places: dict[str, tuple[int, int]], faults: Faults) -> None:
    for name in item.rests_on:
        if name == item.name:
            message = f"“{item.name}” rests on itself."
            faults.add("A629", item.span, message, "Name an item of an earlier stage.")
        elif name in places and item.name in places and places[name][0] >= places[item.name][1]:
            message = f"“{item.name}” rests on “{name}”, which comes with it or after it."
            faults.add("A629", item.span, message, "Name an item of an earlier stage.")


def _places(stages: tuple[Stage, ...]) -> dict[str, tuple[int, int]]:
    """For each item the number of its stage, and the number that what is before it lies below."""
    numbers: dict[str, int] = {}
    found: dict[str, tuple[int, int]] = {}
    together = ""
    for stage in stages:
        is_beside = bool(stage.together) and stage.together == together
        last = max(numbers.values(), default=-1)
        numbers[stage.name] = last if is_beside else last + 1
        together = stage.together
        after = numbers.get(stage.opens_after)
        below = numbers[stage.name] if after is None else after + 1
        found |= dict.fromkeys(stage.items, (numbers[stage.name], below))
    return found


def _says_the_same(stage: Stage, flow: Flow) -> bool:
    """Whether ``done when`` lists exactly the statuses in which the items are finished."""
    parts = _together(stage.done_when)
    if parts is None or {part.subject.path for part in parts} != set(stage.items):
        return False
    return len(parts) == len(stage.items) and all(
        _is_finished(part, flow.item(part.subject.path)) for part in parts
    )


def _together(condition: Condition | None) -> tuple[Compare, ...] | None:
    parts = condition.parts if isinstance(condition, AllOf) else (condition,)
    found = tuple(part for part in parts if isinstance(part, Compare))
    return found if len(found) == len(parts) else None


def _is_finished(compare: Compare, item: Item) -> bool:
    test = compare.test
    finished = {status.name for status in item.statuses
                if status.is_done or (item.decision and status.kind == "bad")}  # fmt: skip
    return (
        isinstance(test, Statuses)
        and not test.negated
        and not test.or_not_applicable
        and test.quantifier == ("all" if item.each else "")
        and set(test.codes) == finished
    )


def _ends(flow: Flow, faults: Faults) -> None:
    reached = {branch.to for step in flow.case.steps for branch in step.to}
    for end in flow.case.ends[1:]:
        if end.when is None and end.name not in reached:
            message = f"nothing leads to the end “{end.name}”."
            faults.add("A904", end.span, message, "Add “when”, or a step of the case.")

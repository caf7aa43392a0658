"""Whether a step writes to somebody, as far as the definitions tell it without taking it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions.model.items import Happening, Item, Step
from engine.definitions.model.route import Flow


def writes_to_somebody(flow: Flow, item: Item | None, step: Step) -> bool:
    """Whether a notice is sent when the step is taken, or when its item becomes what it leads to.

    What follows further on is not looked at: a step that is pressed often, as accepting, must not
    ask first because the last of many of them opens the next stage.
    """
    if item is None:
        return True
    targets = {branch.to for branch in step.to}
    return any(_is_of(each, item.name, step.name, targets) for each in _happenings(flow))


def _happenings(flow: Flow) -> Iterator[Happening]:
    return (each for notice in flow.notices for each in notice.on)


def _is_of(each: Happening, item: str, step: str, targets: set[str]) -> bool:
    if each.item != item:
        return False
    if each.kind == "step":
        return each.step == step
    return each.kind == "becomes" and not targets.isdisjoint(each.statuses)

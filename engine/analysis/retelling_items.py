"""A run of a flow as the steps of a scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from engine.analysis.findings import RunStep
from engine.base.values import StoredFile
from engine.definitions.model.durations import Duration
from engine.definitions.model.items import (
    Timer,
)
from engine.definitions.model.route import Flow
from engine.definitions.reading.scenario_text import ActText, StepText, WaitText
from engine.meaning.picture import ROW_ID


def steps_of_run(flow: Flow, run: tuple[RunStep, ...]) -> Iterator[StepText]:
    """What somebody does, and the times that are waited for.

    A step of time that counts from a date is left out: when it comes depends on the answers.
    """
    for step in run:
        timer = _timer(flow, step)
        if timer is None:
            yield ActText(step.item, step.step, step.of, dict(_given(flow, step)))
        elif timer.after is not None:
            yield WaitText(_time(timer.after))


def _timer(flow: Flow, step: RunStep) -> Timer | None:
    items = (item for item in flow.items if item.name == step.item)
    timers = (timer for item in items for status in item.statuses for timer in status.timers)
    return next((timer for timer in timers if timer.name == step.step), None)


def _time(duration: Duration) -> str:
    unit = duration.unit.removesuffix("s") if duration.count == 1 else duration.unit
    return f"{duration.count} {unit}"


def _given(flow: Flow, step: RunStep) -> Iterator[tuple[str, tuple[str, ...]]]:
    struck = _struck(flow)
    for name, value in step.data.items():
        if name in struck:
            yield name, ("1",)
        elif name != ROW_ID:
            yield name, _texts(value)


def _struck(flow: Flow) -> frozenset[str]:
    """The groups of which a step strikes out a row: scenarios name it by its number."""
    steps = (step for item in flow.items for step in item.steps)
    return frozenset(step.removes_from for step in steps if step.removes_from)


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, tuple):
        return tuple(text for part in value for text in _texts(part))
    if isinstance(value, StoredFile):
        return (value.name,)
    if isinstance(value, date):
        return (value.isoformat(),)
    if isinstance(value, Mapping):
        return ()
    return (str(value),)

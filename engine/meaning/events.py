"""What happened to a case, and what of it still stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from engine.definitions.model.flow import (
    Outcome,
    Stage,
)

EventKind = Literal["outcome", "demanded", "withdrawn"]

WHOLE: Final = ""
"""The unit of a stage that is not taken once for each person or value."""

NEXT: Final = "next"
STAY: Final = "stay"
BACK_TO: Final = "back to "


@dataclass(frozen=True, slots=True)
class Event:
    """One thing recorded in a case: a stage's outcome, or a stage demanded, or that taken back.

    ``of`` names the persons or values a stage is taken for, where it is taken for each; empty means
    all of them. Events of stages or outcomes that the programme does not know count for nothing.
    """

    stage: str
    outcome: str = ""
    of: tuple[str, ...] = ()
    kind: EventKind = "outcome"
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """An outcome of one unit of a stage, and when it came."""

    outcome: Outcome
    at: datetime | None


@dataclass(slots=True)
class StageRecord:
    """What stands of one stage: the latest outcome of each unit, and with which it left the stage.

    ``last`` is the fact named after the stage. ``closing`` is empty again for what was demanded
    anew or lies behind a step back; ``None`` marks one unit that is open while the rest is closed.
    """

    last: dict[str, Taken] = field(default_factory=dict)
    closing: dict[str, Taken | None] = field(default_factory=dict)
    demanded: bool = False
    demanded_of: tuple[str, ...] = ()
    opened: datetime | None = None
    """When the stage was last demanded or gone back to."""

    def outcome(self, unit: str) -> Taken | None:
        """The latest outcome of a unit."""
        return self.last.get(unit) or self.last.get(WHOLE)

    def closed(self, unit: str) -> Taken | None:
        """The outcome with which a unit left the stage, or ``None`` while it is in it."""
        return self.closing[unit] if unit in self.closing else self.closing.get(WHOLE)


Records = Mapping[str, StageRecord]


def record(stages: tuple[Stage, ...], events: Iterable[Event]) -> Records:
    """What stands of every stage after ``events``, in the order in which they happened."""
    places = {stage.name: place for place, stage in enumerate(stages)}
    records = {stage.name: StageRecord() for stage in stages}
    for event in events:
        if event.stage not in places:
            continue
        if event.kind != "outcome":
            _demand(records[event.stage], event)
            continue
        outcome = named(stages[places[event.stage]], event.outcome)
        if outcome is not None:
            _take(records[event.stage], event, outcome)
            if outcome.target.startswith(BACK_TO):
                target = outcome.target.removeprefix(BACK_TO)
                _go_back(records, stages[places.get(target, 0) :], event.at)
    return records


def named(stage: Stage, outcome: str) -> Outcome | None:
    """The outcome of a stage by its name."""
    return next((one for one in stage.outcomes if one.name == outcome), None)


def _demand(record: StageRecord, event: Event) -> None:
    record.demanded = event.kind == "demanded"
    record.demanded_of = event.of if record.demanded else ()
    record.opened = event.at
    if not record.demanded:
        _forget_attempts(record)
        return
    if not event.of:
        record.closing.clear()
    record.closing.update(dict.fromkeys(event.of))


def _forget_attempts(record: StageRecord) -> None:
    """What was tried for a demand that was taken back counts for nothing."""
    for unit in [unit for unit, taken in record.closing.items() if taken is None]:
        del record.closing[unit]
        if unit in record.last and record.last[unit].outcome.target == STAY:
            del record.last[unit]


def _take(record: StageRecord, event: Event, outcome: Outcome) -> None:
    taken = Taken(outcome, event.at)
    if not event.of:
        record.last.clear()
        record.closing.clear()
    for unit in event.of or (WHOLE,):
        record.last[unit] = taken
        record.closing[unit] = None if outcome.target == STAY else taken


def _go_back(records: Records, stages: Iterable[Stage], at: datetime | None) -> None:
    for stage in stages:
        records[stage.name].closing.clear()
        records[stage.name].opened = at

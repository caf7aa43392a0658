"""The way of a case through its stages, recomputed from definition, answers and events.

Nobody stores where a case is: ``walk`` is a pure function of the situation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Literal

from engine.definitions.model.flow import (
    Outcome,
    Stage,
)
from engine.meaning.case import Case
from engine.meaning.events import StageRecord, Taken
from engine.meaning.missing import once
from engine.meaning.stages import (
    Units,
    applies,
    lacks,
    units,
)

State = Literal["done", "current", "waiting", "not_required", "on_demand"]
Part = Literal["applies", "not_required", "on_demand"]
"""The part a stage plays in a case, whatever was done so far."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage is for one person or value; ``outcome`` is the latest, or empty."""

    unit: str
    outcome: str
    done: bool
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of a case.

    ``undecided``: answers in ``missing`` are needed to know whether or for whom it applies, or
    there is nobody to take it; a person has to look. ``since`` is when it became current, as far
    as events tell; deadlines count from it. ``may_be_demanded``: staff may ask for it now.
    """

    stage: Stage
    state: State
    part: Part
    units: tuple[Progress, ...] = ()
    undecided: bool = False
    missing: tuple[str, ...] = ()
    since: datetime | None = None
    may_be_demanded: bool = False

    @property
    def deadlines(self) -> tuple[Outcome, ...]:
        """The outcomes that come by themselves if nothing happens in the current stage."""
        if self.state != "current":
            return ()
        return tuple(outcome for outcome in self.stage.outcomes if outcome.deadline is not None)


@dataclass(frozen=True, slots=True)
class Path:
    """All stages in their order. ``end`` is the end that was reached, or empty.

    ``waits_for_person`` names stages at which the case stands still because it is not known whether
    they apply, or nobody is there to take them.
    """

    steps: tuple[Step, ...]
    end: str
    waits_for_person: tuple[str, ...]

    @property
    def current(self) -> tuple[str, ...]:
        """The stages that can be worked on now; several where stages stand together."""
        return tuple(step.stage.name for step in self.steps if step.state == "current")

    @property
    def missing(self) -> tuple[str, ...]:
        """Input names of the answers that are needed to know the way."""
        return once(name for step in self.steps for name in step.missing)

    def step(self, stage: str) -> Step:
        """The step of a stage. Raises ``KeyError``."""
        for step in self.steps:
            if step.stage.name == stage:
                return step
        raise KeyError(stage)


def walk(case: Case) -> Path:
    """The path of a case as it stands now."""
    steps: list[Step] = []
    standing: list[str] = []
    is_open, since = True, None
    for block in _blocks(case.meaning.programme.stages):
        reached = [_step(case, stage, steps, is_open=is_open, since=since) for stage in block]
        standing += [one.stage.name for one in reached if is_open and one.undecided]
        is_open = is_open and not any(_holds_up(step) for step in reached)
        since = _latest(since, *(unit.at for step in reached for unit in step.units if unit.done))
        steps += reached
    end = _explicit_end(case, steps)
    if end:
        return Path(tuple(_over(step) for step in steps), end, ())
    complete = all(step.stage.on_demand_after or not _holds_up(step) for step in steps)
    ends = case.meaning.programme.ends
    return Path(tuple(steps), ends[0].name if complete and ends else "", tuple(standing))


def _blocks(stages: tuple[Stage, ...]) -> Iterator[tuple[Stage, ...]]:
    numbered = enumerate(stages)
    for _, block in groupby(numbered, key=lambda one: one[1].together or one[0]):
        yield tuple(stage for _, stage in block)


def _step(
    case: Case, stage: Stage, before: list[Step], *, is_open: bool, since: datetime | None
) -> Step:
    fits = applies(case, stage)
    if fits is False:
        return Step(stage, "not_required", "not_required")
    record = case.record(stage.name)
    if stage.on_demand_after:
        return _on_demand(case, stage, record, before)
    if fits is None:
        return Step(stage, "waiting", "applies", undecided=True, missing=lacks(case, stage))
    found = units(case, stage)
    progress = _progress(record, found.names)
    if _is_done(progress, found):
        return Step(stage, "done", "applies", progress)
    state: State = "current" if is_open else "waiting"
    return Step(
        stage, state, "applies", progress, found.undecided, found.missing,
        _latest(since, record.opened) if is_open else None,
    )  # fmt: skip


def _on_demand(case: Case, stage: Stage, record: StageRecord, before: list[Step]) -> Step:
    allowed = any(
        step.stage.name == stage.on_demand_after and step.state == "done" for step in before
    )
    found = units(case, stage)
    names = record.demanded_of or found.names
    progress = _progress(record, names)
    done = _is_done(progress, replace(found, undecided=False))
    if record.demanded and not done:
        return Step(
            stage, "current", "applies", progress, found.undecided and not record.demanded_of,
            found.missing, record.opened,
        )  # fmt: skip
    if done:
        return Step(stage, "done", "applies", progress, may_be_demanded=allowed)
    return Step(stage, "on_demand", "on_demand", may_be_demanded=allowed)


def _progress(record: StageRecord, names: tuple[str, ...]) -> tuple[Progress, ...]:
    return tuple(_of_unit(name, record.outcome(name), record.closed(name)) for name in names)


def _of_unit(name: str, last: Taken | None, closed: Taken | None) -> Progress:
    return Progress(
        name, last.outcome.name if last else "", closed is not None, last.at if last else None
    )


def _is_done(progress: tuple[Progress, ...], found: Units) -> bool:
    return bool(progress) and not found.undecided and all(unit.done for unit in progress)


def _holds_up(step: Step) -> bool:
    return step.state in {"current", "waiting"}


def _explicit_end(case: Case, steps: list[Step]) -> str:
    ends = {end.name for end in case.meaning.programme.ends}
    for step in steps:
        record = case.record(step.stage.name)
        for unit in step.units:
            taken = record.closed(unit.unit)
            if taken is not None and taken.outcome.target in ends:
                return taken.outcome.target
    return ""


def _over(step: Step) -> Step:
    """A step of a case that is closed: what was not done will not be."""
    if step.state == "done":
        return step
    return replace(step, state="not_required", undecided=False, missing=(), may_be_demanded=False)


def _latest(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)

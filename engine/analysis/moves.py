"""What can happen next: one event of each kind that makes a difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.analysis.moment import Moment
from engine.analysis.outcomes import Kinds
from engine.definitions.model.flow import (
    Outcome,
    Stage,
)
from engine.meaning.events import (
    BACK_TO,
    STAY,
    WHOLE,
    Event,
)
from engine.meaning.path import Path, Progress, Step
from engine.meaning.stages import offered_outcomes


@dataclass(slots=True)
class Offers:
    """The outcomes offered to units of stages, remembered for one case."""

    _known: dict[tuple[str, str], tuple[Outcome, ...]] = field(default_factory=dict)

    def of(self, moment: Moment, stage: Stage, unit: str) -> tuple[Outcome, ...]:
        """The outcomes that ``unit`` may have in ``stage``."""
        if stage.each is None or all(one.services is None for one in stage.outcomes):
            return stage.outcomes
        if (stage.name, unit) not in self._known:
            self._known[stage.name, unit] = offered_outcomes(moment, stage, unit)
        return self._known[stage.name, unit]

    def names(self, moment: Moment, stage: Stage, unit: str) -> tuple[str, ...]:
        """The same by name, for telling units apart."""
        offered = self.of(moment, stage, unit)
        return () if offered is stage.outcomes else tuple(one.name for one in offered)


@dataclass(frozen=True, slots=True)
class Moves:
    """The events worth trying in a state.

    Stages on demand in ``left_out`` are never demanded; those in ``late`` only where ``at`` is
    current, or in the last stages before an end: they touch nothing else, so when they come makes
    no difference to what can be there together.
    """

    kinds: Kinds
    left_out: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()
    at: str = ""

    def of(self, moment: Moment, path: Path, offers: Offers) -> Iterator[Event]:
        """The events that can follow."""
        if path.end:
            return
        beside: set[str] = set()
        is_late = self._is_late(path)
        for step in path.steps:
            stage = step.stage
            if stage.name in self.left_out or (stage.name in self.late and not is_late):
                continue
            if step.state == "current" and step.units:
                if stage.together in beside and not self.kinds.is_watched(stage):
                    # Side by side and touching nothing: any order leads to the same places.
                    continue
                if stage.together and not self.kinds.is_watched(stage):
                    beside.add(stage.together)
                yield from self._outcomes(moment, step, offers)
            if stage.on_demand_after:
                yield from self._demands(moment, step)

    def _is_late(self, path: Path) -> bool:
        if self.at in path.current:
            return True
        ahead = [step for step in path.steps if step.state in ("current", "waiting")]
        required = [step.stage for step in ahead if not step.stage.on_demand_after]
        last = required[-1] if required else None
        return all(
            one is last or (last and one.together == last.together != "") for one in required
        )

    def _outcomes(self, moment: Moment, step: Step, offers: Offers) -> Iterator[Event]:
        open_units = [unit for unit in step.units if not unit.done]
        offered = {unit.unit: offers.of(moment, step.stage, unit.unit) for unit in open_units}
        targets = {frozenset(one.target for one in each) for each in offered.values()}
        one_by_one = self.kinds.is_watched(step.stage) or len(targets) > 1
        tried: set[object] = set()
        for unit in open_units:
            of = (unit.unit,) if one_by_one and unit.unit != WHOLE else ()
            for outcome in offered[unit.unit]:
                mark = (
                    *self._alike(moment, step, unit, offers),
                    self.kinds.of(step.stage, outcome),
                )
                if mark in tried or self._is_idle(step.stage, outcome):
                    continue
                tried.add(mark)
                yield Event(step.stage.name, outcome.name, of)

    def _alike(
        self, moment: Moment, step: Step, unit: Progress, offers: Offers
    ) -> tuple[object, ...]:
        """Equal for units of a stage with which it does not matter which of them goes first."""
        if not self.kinds.is_watched(step.stage):
            return (offers.names(moment, step.stage, unit.unit),)
        last = moment.record(step.stage.name).outcome(unit.unit)
        names = offers.names(moment, step.stage, unit.unit)
        return names, self.kinds.shown(step.stage, last)

    def _is_idle(self, stage: Stage, outcome: Outcome) -> bool:
        return outcome.target == STAY and not self.kinds.is_watched(stage)

    def _demands(self, moment: Moment, step: Step) -> Iterator[Event]:
        name = step.stage.name
        if step.state == "current":
            yield Event(name, kind="withdrawn")
        elif step.may_be_demanded:
            yield Event(name, kind="demanded")
            units = [one.unit for one in step.units] or list(moment.record(name).last)
            if self.kinds.is_watched(step.stage) and len(units) > 1:
                yield Event(name, of=(units[0],), kind="demanded")


def goes_back_to(outcome: Outcome) -> str:
    """The stage an outcome leads back to, or empty."""
    return outcome.target.removeprefix(BACK_TO) if outcome.target.startswith(BACK_TO) else ""

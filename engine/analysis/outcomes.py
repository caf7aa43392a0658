"""Outcomes that no condition tells apart and that lead to the same place count as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from engine.analysis.classes import vector
from engine.analysis.shape import shape
from engine.definitions.model.conditions import Test
from engine.definitions.model.flow import (
    Outcome,
    Stage,
)
from engine.meaning.events import STAY, Taken
from engine.meaning.programme import Meaning
from engine.meaning.truth import Truth


@dataclass(frozen=True, slots=True)
class Watch:
    """Which stages' outcomes matter for something that is to be proved, and the tests on them.

    Of every other stage it only matters where its outcomes lead.
    """

    stages: frozenset[str]
    tests: Mapping[str, tuple[Test, ...]]
    today: date
    compared: frozenset[str] = frozenset()


@dataclass(slots=True)
class Kinds:
    """Outcomes by what can be told of them under a watch."""

    meaning: Meaning
    watch: Watch
    _known: dict[str, Mapping[str, int]] = field(default_factory=dict)

    def is_watched(self, stage: Stage) -> bool:
        """Whether it matters which outcome the stage had."""
        return stage.name in self.watch.stages

    def of(self, stage: Stage, outcome: Outcome) -> int:
        """The number of the kind of an outcome."""
        if stage.name not in self._known:
            numbers: dict[tuple[object, ...], int] = {}
            self._known[stage.name] = {
                one.name: numbers.setdefault(self._seen(stage, one), len(numbers))
                for one in stage.outcomes
            }
        return self._known[stage.name][outcome.name]

    def shown(self, stage: Stage, taken: Taken | None) -> int:
        """The kind of the latest outcome where it matters."""
        if taken is None or not self.is_watched(stage):
            return -1
        return self.of(stage, taken.outcome)

    def _seen(self, stage: Stage, outcome: Outcome) -> tuple[object, ...]:
        return outcome.target, shape(outcome.services), self._truths(stage, outcome)

    def _truths(self, stage: Stage, outcome: Outcome) -> tuple[Truth, ...] | str:
        if not self.is_watched(stage):
            return ()
        subjects = [path for path, name in self.meaning.outcomes.items() if name == stage.name]
        if not self.watch.compared.isdisjoint(subjects):
            return outcome.name
        value = (outcome.name,) if stage.each else outcome.name
        tests = (test for path in subjects for test in self.watch.tests.get(path, ()))
        return vector(tests, value, self.watch.today)


def leaves_stage(outcome: Outcome) -> bool:
    """Whether whoever has this outcome is out of the stage."""
    return outcome.target != STAY

"""Outcomes that no condition tells apart and that lead to the same place count as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.analysis.classes import vector
from engine.analysis.shape import shape
from engine.definitions.conditions import Test
from engine.definitions.model import Outcome, Stage
from engine.meaning.events import STAY
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

    def kinds(self, meaning: Meaning, stage: Stage) -> Mapping[str, str]:
        """Outcome → the outcome that stands for it (the first of those alike)."""
        first: dict[tuple[object, ...], str] = {}
        found: dict[str, str] = {}
        for outcome in stage.outcomes:
            key = (outcome.target, shape(outcome.services), *self._seen(meaning, stage, outcome))
            found[outcome.name] = first.setdefault(key, outcome.name)
        return found

    def _seen(self, meaning: Meaning, stage: Stage, outcome: Outcome) -> tuple[Truth | str, ...]:
        if stage.name not in self.stages:
            return ()
        subjects = [path for path, name in meaning.outcomes.items() if name == stage.name]
        if not self.compared.isdisjoint(subjects):
            return (outcome.name,)
        value = (outcome.name,) if stage.each else outcome.name
        tests = (test for path in subjects for test in self.tests.get(path, ()))
        return vector(tests, value, self.today)


def leaves_stage(outcome: Outcome) -> bool:
    """Whether whoever has this outcome is out of the stage."""
    return outcome.target != STAY

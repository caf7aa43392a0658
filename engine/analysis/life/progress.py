"""How far a case is in a state: which stages are passed and which reached, as bits of a number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from typing import NamedTuple

from engine.analysis.life.judging import ProofQuestion, Questions, State
from engine.base.dataclass import dataclass
from engine.meaning.flow.stages import is_passed
from engine.meaning.route import Route


class Progress(NamedTuple):
    """Bit *n* of each tells of the stage *n*."""

    passed: int
    reached: int


@dataclass(slots=True, eq=False)
class RouteProgress:
    """Asks states how far they are; of a state beside another only what can differ."""

    all_passed: int
    _passed: tuple[ProofQuestion[bool], ...]
    _before: tuple[int, ...]
    """For each stage the bits of those that stand before it."""
    _asking: tuple[tuple[int, ...], ...]
    """For each cluster the stages that ask something of it."""
    _reached: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, route: Route, questions: Questions, clusters: int) -> RouteProgress:
        """The progress along a route of so many clusters."""
        stages = route.flow.stages
        bit = {stage.name: 1 << number for number, stage in enumerate(stages)}
        passed = tuple(questions.of_stage(stage, is_passed) for stage in stages)
        return cls(
            (1 << len(stages)) - 1,
            passed,
            tuple(sum(bit[each.name] for each in route.before[stage.name]) for stage in stages),
            tuple(
                tuple(number for number, each in enumerate(passed) if place in each.places)
                for place in range(clusters)
            ),
        )

    def at(self, state: State) -> Progress:
        """How far a case is."""
        passed = sum(1 << number for number, each in enumerate(self._passed) if each(state))
        return Progress(passed, self._reached_with(passed))

    def beside(self, before: Progress, state: State, places: Iterable[int]) -> Progress:
        """How far a case is in a state that differs in these places from one known."""
        passed = before.passed
        for place in places:
            for number in self._asking[place]:
                bit = 1 << number
                passed = passed | bit if self._passed[number](state) else passed & ~bit
        if passed == before.passed:
            return before
        return Progress(passed, self._reached_with(passed))

    def _reached_with(self, passed: int) -> int:
        known = self._reached.get(passed)
        if known is None:
            known = sum(
                1 << number
                for number, before in enumerate(self._before)
                if passed & before == before
            )
            self._reached[passed] = known
        return known

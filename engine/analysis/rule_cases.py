"""Rules judged in every case that their conditions can tell apart, by the evaluator itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from engine.analysis.cases import Leaf, filled, leaves
from engine.analysis.cone import cone
from engine.analysis.given import Assignment
from engine.analysis.space import AnswerWorld, Space
from engine.base.dataclass import dataclass
from engine.base.values import Value
from engine.definitions.model.conditions import TODAY, Subject
from engine.definitions.model.rules import (
    RuleRow,
    RuleSet,
)
from engine.meaning.case import Case
from engine.meaning.situation import APPLICATION_DATE
from engine.meaning.tables import (
    POLICIES,
    CompiledRules,
    compile_rules,
    decide,
)
from engine.meaning.truth import Truth

Judged = tuple[Truth, ...]
"""What every row says of a case, in row order."""


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What a rule set says of one case: its rows, those that decided, and those still open."""

    rows: Judged
    fired: tuple[int, ...]
    waiting: tuple[int, ...]
    undecided: bool


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges all rows of a rule set, also those that its hit policy would pass over."""

    rules: RuleSet
    all_rows: CompiledRules

    @classmethod
    def of(cls, rules: RuleSet) -> Judge:
        return cls(rules, compile_rules(replace(rules, hit="collect")))

    def verdict(self, case: Case) -> RowVerdict:
        """The verdict on a case. Raises Undecided for a case that is not decided far enough."""
        as_of = case.value(Subject(self.rules.as_of))
        every = decide(self.all_rows, case, as_of)
        known = [self._truth(row, every.fired, every.waiting) for row in self.rules.rows]
        fired, waiting, undecided = POLICIES[self.rules.hit](every.fired, every.waiting, self.rules)
        return RowVerdict(tuple(known), self._places(fired), self._places(waiting), undecided)

    def _truth(
        self, row: RuleRow, fired: tuple[RuleRow, ...], waiting: tuple[RuleRow, ...]
    ) -> Truth:
        if any(one is row for one in fired):
            return True
        return None if any(one is row for one in waiting) else False

    def _places(self, rows: tuple[RuleRow, ...]) -> tuple[int, ...]:
        return tuple(
            place for place, row in enumerate(self.rules.rows) if any(row is one for one in rows)
        )


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """One case that can be submitted, with the verdict on it and the values it was about."""

    decided: Assignment
    weight: int
    cost: int
    verdict: RowVerdict
    values: tuple[Value, ...]


def space_of(world: AnswerWorld, rules: RuleSet) -> Space:
    """The cases that the rows of a rule set can tell apart."""
    conditions = [(row.condition, "") for row in rules.rows]
    return Space(world, cone(world.meaning, conditions, [rules.as_of], world.demands))


def judged_cases(
    space: Space, judge: Judge, columns: tuple[str, ...], limit: int
) -> Iterator[JudgedCase]:
    """Every case with its verdict, cheap cases first. Raises TooMany."""

    def probe(decided: Assignment) -> tuple[RowVerdict, tuple[Value, ...]]:
        case = space.case(decided)
        return judge.verdict(case), tuple(_plain(case.value(Subject(path))) for path in columns)

    for leaf in leaves(space, probe, limit=limit):
        whole = filled(space, leaf.decided)
        if whole is not None:
            yield _judged(leaf)


def _plain(value: Value) -> Value:
    """A value that can be compared: of a group the number of its rows."""
    is_rows = isinstance(value, tuple) and any(isinstance(one, Mapping) for one in value)
    return Decimal(len(value)) if is_rows and isinstance(value, tuple) else value


def _judged(leaf: Leaf[tuple[RowVerdict, tuple[Value, ...]]]) -> JudgedCase:
    verdict, values = leaf.result
    return JudgedCase(leaf.decided, leaf.weight, leaf.cost, verdict, values)


def days(rules: RuleSet, today: date) -> tuple[date, ...]:
    """Today, and every later day from which other rows of the rule set speak."""
    if rules.as_of not in (TODAY, APPLICATION_DATE):
        return (today,)
    starts = {row.valid_from for row in rules.rows if row.valid_from is not None}
    ends = {row.valid_to + timedelta(days=1) for row in rules.rows if row.valid_to is not None}
    return (today, *sorted(day for day in starts | ends if day > today))


def is_over(row: RuleRow, today: date) -> bool:
    """Whether a row speaks of the past only."""
    return row.valid_to is not None and row.valid_to < today

"""The second opinion: durable-rules in a child process, over the same rules in the safe profile.

Facts of one rule set that another one reads are the child's own, so the opinion owes nothing to
the first engine but the record of answers, computed values and items.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from importlib.util import find_spec
from threading import Lock
from types import MappingProxyType
from typing import Final

import structlog

from engine.base.dataclass import dataclass
from engine.base.values import Absence, Value
from engine.definitions.model.conditions import Subject, subjects
from engine.meaning.columns import as_rows
from engine.meaning.programme import Meaning
from engine.meaning.scope import Scope
from engine.meaning.situation import Situation
from engine.meaning.tables import CompiledRules, Decision, concluded
from engine.meaning.truth import Truth
from engine.rules.child import ChildFailed
from engine.rules.host import Absent, Failed, Verdict
from engine.rules.keeper import Keeper
from engine.rules.program import Program
from engine.rules.properties import NotExpressible, recorded
from engine.rules.terms import TooLarge
from engine.rules.translation import translated

log = structlog.get_logger()

_PROGRAMMES: Final = 16
"""Versions of programmes whose translated rules are remembered; the least used one goes first."""


def installed() -> bool:
    """Whether durable-rules can be imported here."""
    return all(find_spec(name) is not None for name in ("durable", "durable_rules_engine"))


@lru_cache(maxsize=_PROGRAMMES)
def programs_of(meaning: Meaning) -> Mapping[str, Program]:
    """The rule sets of a programme, translated, each after those whose facts it reads.

    Raises TooLarge, NotExpressible, or CycleError where they wait for each other.
    """
    order = TopologicalSorter(
        {name: _read(rules, meaning) for name, rules in meaning.rules.items()}
    )
    return MappingProxyType(
        {
            name: translated(row.condition for row in meaning.rules[name].rules.rows)
            for name in order.static_order()
        }
    )


def _read(compiled: CompiledRules, meaning: Meaning) -> set[str]:
    read = {one.path for row in compiled.rules.rows for one in subjects(row.condition)}
    return {meaning.facts[path].rules.name for path in read & meaning.facts.keys()}


@dataclass(slots=True)
class Durable:
    """The supervised engine, shared by all threads of a process; they take turns."""

    keeper: Keeper = field(default_factory=Keeper)
    available: bool = field(default_factory=installed)
    _turn: Lock = field(default_factory=Lock, init=False, repr=False)

    def judge(self, situation: Situation) -> Verdict | Failed | Absent:
        """The verdict of the child, or how it failed.

        A child that was killed or hangs may have had no part in it: a fresh one is asked once more.
        One that answered nonsense is not believed a second time.
        """
        if not self.available:
            return Absent()
        try:
            programs = programs_of(situation.meaning)
            with self._turn:
                return self._tried(situation, programs)
        except ChildFailed as fault:
            return Failed(fault.how, fault.detail)
        except (TooLarge, NotExpressible, CycleError) as fault:
            return Failed("refused", str(fault))

    def close(self) -> None:
        """Stop the child."""
        with self._turn:
            self.keeper.stop()

    def _tried(self, situation: Situation, programs: Mapping[str, Program]) -> Verdict:
        try:
            return self._verdict(situation, programs)
        except ChildFailed as fault:
            if fault.how == "corrupt":
                raise
            log.warning("rules are judged again by a fresh child", how=fault.how)
        return self._verdict(situation, programs)

    def _verdict(self, situation: Situation, programs: Mapping[str, Program]) -> Verdict:
        facts: dict[str, Value] = {}
        scope = _OwnFacts(situation, facts)
        decisions: dict[str, Decision] = {}
        rows: dict[str, tuple[Truth, ...]] = {}
        for name, program in programs.items():
            compiled = situation.meaning.rules[name]
            (rows[name],) = self._truths(program, (scope,))
            as_of = scope.value(Subject(compiled.rules.as_of))
            decisions[name] = concluded(compiled, as_rows(rows[name]), scope, as_of)
            facts.update(decisions[name].facts)
        return Verdict(decisions, rows)

    def _truths(self, program: Program, scopes: Sequence[Scope]) -> list[tuple[Truth, ...]]:
        """What is known of each row of a program, for each scope."""
        records = [self._record(program, scope) for scope in scopes]
        fired = self.keeper.fired(program, records)
        try:
            return [program.truths(one) for one in fired]
        except ValueError as fault:
            self.keeper.stop()
            raise ChildFailed("corrupt", str(fault)) from fault

    def _record(self, program: Program, scope: Scope) -> dict[str, int]:
        record = recorded(program.measures, scope)
        for name, question in program.over_rows.items():
            rows = scope.rows(question.group)
            if isinstance(rows, Absence):
                truth = question.without_rows(rows)
            else:
                each = self._truths(question.program, rows)
                truth = question.over([said for (said,) in each])
            if truth is not None:
                record[name] = int(truth)
        return record


@dataclass(frozen=True, slots=True)
class _OwnFacts:
    """A case, or a row of it, whose facts are those that the child itself gave."""

    scope: Scope
    facts: Mapping[str, Value]

    def value(self, subject: Subject) -> Value:
        if not subject.in_row and subject.path in self.facts:
            return self.facts[subject.path]
        return self.scope.value(subject)

    def rows(self, group: str) -> Sequence[Scope] | Absence:
        rows = self.scope.rows(group)
        return rows if isinstance(rows, Absence) else [_OwnFacts(row, self.facts) for row in rows]

    def needed(self, subject: Subject) -> tuple[str, ...]:
        return self.scope.needed(subject)

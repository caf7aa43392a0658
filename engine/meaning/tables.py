"""Decision tables: five hit policies, and what each makes of a row that is not known yet.

=========  ==============================================================================
first      the first row that fits; a row not known before it leaves everything undecided
unique     the only row that fits; a second one, or one not known, leaves it undecided
any        all rows that fit say the same; different ones leave it undecided
priority   of the rows that fit, the one whose result stands first in ``gives``
collect    every row that fits adds; rows not known leave it incomplete
=========  ==============================================================================

Where no row fits, ``collect`` gives nothing (n/a); the others are undecided: a gap never decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from engine.base.values import BLANK, NOT_APPLICABLE, Value
from engine.definitions.model.rules import (
    HitPolicy,
    RuleRow,
    RuleSet,
)
from engine.meaning.conditions import Holds, compile_condition
from engine.meaning.missing import missing, once
from engine.meaning.scope import Scope
from engine.meaning.truth import Truth, both


@dataclass(frozen=True, slots=True)
class CompiledRules:
    """A rule set whose rows are closures. ``several`` names the facts that hold several codes."""

    rules: RuleSet
    rows: tuple[tuple[RuleRow, Holds], ...]
    several: frozenset[str]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a rule set says about one case.

    ``fired`` rows decided; ``waiting`` rows could still change the result and are not known yet for
    want of ``missing`` (input names). ``undecided`` holds while the result may not be used: rows
    wait, no row fits, or rows contradict each other.
    """

    rule: str
    facts: Mapping[str, Value]
    fired: tuple[RuleRow, ...]
    waiting: tuple[RuleRow, ...]
    missing: tuple[str, ...]
    undecided: bool
    collects: bool = False

    def gives(self, fact: str, code: str) -> Truth:
        """Whether the fact holds the code: known as soon as no waiting row can change it."""
        if self.undecided and not self.collects:
            return None
        if any(code in row.gives.get(fact, ()) for row in self.fired):
            return True
        return None if any(code in row.gives.get(fact, ()) for row in self.waiting) else False


_Chosen = tuple[tuple[RuleRow, ...], tuple[RuleRow, ...], bool]
"""Rows that fired, rows that wait, and whether the result is undecided."""

_Judged = Sequence[tuple[RuleRow, Truth]]


def compile_rules(rules: RuleSet) -> CompiledRules:
    """The rule set with its rows compiled."""
    rows = tuple((row, compile_condition(row.condition)) for row in rules.rows)
    several = frozenset(output.name for output in rules.outputs if _is_several(rules, output.name))
    return CompiledRules(rules, rows, several)


def _is_several(rules: RuleSet, fact: str) -> bool:
    return rules.hit == "collect" or any(len(row.gives.get(fact, ())) > 1 for row in rules.rows)


def decide(compiled: CompiledRules, scope: Scope, as_of: Value) -> Decision:
    """Judge every row that speaks of the date ``as_of`` and apply the hit policy."""
    judged = [(row, _row_fits(row, holds, scope, as_of)) for row, holds in compiled.rows]
    fired, waiting, undecided = POLICIES[compiled.rules.hit](judged, compiled.rules)
    facts = {
        output.name: BLANK if undecided else _value(compiled, output.name, fired)
        for output in compiled.rules.outputs
    }
    return Decision(
        rule=compiled.rules.name,
        facts=MappingProxyType(facts),
        fired=fired,
        waiting=waiting,
        missing=once(name for row in waiting for name in missing(row.condition, scope)),
        undecided=undecided,
        collects=compiled.rules.hit == "collect",
    )


def _row_fits(row: RuleRow, holds: Holds, scope: Scope, as_of: Value) -> Truth:
    return both((_is_valid(row, as_of), holds(scope)))


def _is_valid(row: RuleRow, as_of: Value) -> Truth:
    if row.valid_from is None and row.valid_to is None:
        return True
    if not isinstance(as_of, date):
        return None if as_of is BLANK else False
    after_start = row.valid_from is None or row.valid_from <= as_of
    return after_start and (row.valid_to is None or as_of <= row.valid_to)


def _value(compiled: CompiledRules, fact: str, fired: tuple[RuleRow, ...]) -> Value:
    codes = once(code for row in fired for code in row.gives.get(fact, ()))
    if not codes:
        return NOT_APPLICABLE
    return codes if fact in compiled.several else codes[0]


def _first(judged: _Judged, _rules: RuleSet) -> _Chosen:
    for row, fits in judged:
        if fits is None:
            return (), (row,), True
        if fits:
            return (row,), (), False
    return (), (), True


def _unique(judged: _Judged, _rules: RuleSet) -> _Chosen:
    fired, waiting = _split(judged)
    return fired, waiting, len(fired) != 1 or bool(waiting)


def _any(judged: _Judged, _rules: RuleSet) -> _Chosen:
    fired, waiting = _split(judged)
    if not fired:
        return (), waiting, True
    said = {_gives(row) for row in fired}
    differing = tuple(row for row in waiting if _gives(row) not in said)
    return fired, differing, len(said) > 1 or bool(differing)


def _priority(judged: _Judged, rules: RuleSet) -> _Chosen:
    fired, waiting = _split(judged)
    if not fired:
        return (), waiting, True
    best = min(fired, key=lambda row: _rank(row, rules))
    higher = tuple(row for row in waiting if _rank(row, rules) < _rank(best, rules))
    return (best,), higher, bool(higher)


def _collect(judged: _Judged, _rules: RuleSet) -> _Chosen:
    fired, waiting = _split(judged)
    return fired, waiting, bool(waiting)


def _split(judged: _Judged) -> tuple[tuple[RuleRow, ...], tuple[RuleRow, ...]]:
    fired = tuple(row for row, fits in judged if fits)
    return fired, tuple(row for row, fits in judged if fits is None)


def _gives(row: RuleRow) -> frozenset[tuple[str, frozenset[str]]]:
    return frozenset((fact, frozenset(codes)) for fact, codes in row.gives.items() if codes)


def _rank(row: RuleRow, rules: RuleSet) -> tuple[int, ...]:
    return tuple(_place(output.codes, row.gives.get(output.name, ())) for output in rules.outputs)


def _place(order: tuple[str, ...], given: tuple[str, ...]) -> int:
    return min((order.index(code) for code in given if code in order), default=len(order))


POLICIES: Final[Mapping[HitPolicy, Callable[[_Judged, RuleSet], _Chosen]]] = MappingProxyType(
    {"first": _first, "unique": _unique, "any": _any, "priority": _priority, "collect": _collect}
)

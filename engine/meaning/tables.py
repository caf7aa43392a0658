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

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from types import MappingProxyType
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.values import BLANK, NOT_APPLICABLE, Value
from engine.definitions.model.rules import (
    HitPolicy,
    RuleRow,
    RuleSet,
)
from engine.meaning.columns import RowIndex, Rows, narrowed, numbers
from engine.meaning.missing import Wants, compile_missing, once
from engine.meaning.scope import Scope
from engine.meaning.truth import Truth


@dataclass(frozen=True, slots=True, eq=False)
class CompiledRules:
    """A rule set with its rows in an index. ``several`` names the facts that hold several codes.

    ``dated`` are the periods that rows speak of, each with those rows as a set.
    """

    rules: RuleSet
    index: RowIndex
    dated: tuple[tuple[RuleRow, int], ...]
    several: frozenset[str]
    settled: dict[Rows, Decision] = field(default_factory=dict, repr=False)
    """Decisions that wait for nothing, by the rows that fit: no case is in them."""
    wants: dict[int, Wants] = field(default_factory=dict, repr=False)

    def wants_of(self, row: RuleRow) -> Wants:
        """What tells which answers a row of these rules waits for; compiled when first asked."""
        known = self.wants.get(id(row))
        if known is None:
            known = self.wants[id(row)] = compile_missing(row.condition)
        return known


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


_RuleRows = tuple[RuleRow, ...]
_Chosen = tuple[_RuleRows, _RuleRows, bool]
"""Rows that fired, rows that wait, and whether the result is undecided."""

MOST_SETTLED: Final = 1_000
"""Decisions of one rule set that are kept."""


def compile_rules(rules: RuleSet) -> CompiledRules:
    """The rule set with its rows compiled."""
    several = frozenset(output.name for output in rules.outputs if _is_several(rules, output.name))
    periods: dict[tuple[date | None, date | None], tuple[RuleRow, int]] = {}
    for number, row in enumerate(rules.rows):
        if row.valid_from is not None or row.valid_to is not None:
            period = (row.valid_from, row.valid_to)
            first, mask = periods.get(period, (row, 0))
            periods[period] = (first, mask | 1 << number)
    index = RowIndex.of([row.condition for row in rules.rows])
    return CompiledRules(rules, index, tuple(periods.values()), several)


def _is_several(rules: RuleSet, fact: str) -> bool:
    return rules.hit == "collect" or any(len(row.gives.get(fact, ())) > 1 for row in rules.rows)


def decide(compiled: CompiledRules, scope: Scope, as_of: Value) -> Decision:
    """Judge every row that speaks of the date ``as_of`` and apply the hit policy."""
    return concluded(compiled, compiled.index.rows(scope), scope, as_of)


def concluded(compiled: CompiledRules, rows: Rows, scope: Scope, as_of: Value) -> Decision:
    """The hit policy over rows of which it is known whether their conditions hold."""
    for row, mask in compiled.dated:
        rows = narrowed(rows, _is_valid(row, as_of), mask)
    if compiled.rules.hit == "first":
        fits, possible = rows
        lowest = possible & -possible
        rows = (fits & lowest, lowest)
    known = compiled.settled.get(rows)
    if known is not None:
        return known
    found = _decision(compiled, rows, scope)
    if not found.waiting and len(compiled.settled) < MOST_SETTLED:
        compiled.settled[rows] = found
    return found


def _decision(compiled: CompiledRules, rows: Rows, scope: Scope) -> Decision:
    every, (fits, possible) = compiled.rules.rows, rows
    fitting = tuple(every[number] for number in numbers(fits))
    open_rows = tuple(every[number] for number in numbers(possible & ~fits))
    fired, waiting, undecided = POLICIES[compiled.rules.hit](fitting, open_rows, compiled.rules)
    facts = {
        output.name: BLANK if undecided else _value(compiled, output.name, fired)
        for output in compiled.rules.outputs
    }
    return Decision(
        rule=compiled.rules.name,
        facts=MappingProxyType(facts),
        fired=fired,
        waiting=waiting,
        missing=once(name for row in waiting for name in compiled.wants_of(row)(scope)),
        undecided=undecided,
        collects=compiled.rules.hit == "collect",
    )


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


def _first(fired: _RuleRows, waiting: _RuleRows, rules: RuleSet) -> _Chosen:
    first = (*fired[:1], *waiting[:1])
    if len(first) > 1:
        first = (next(row for row in rules.rows if any(row is one for one in first)),)
    fires = bool(fired) and first[0] is fired[0]
    return (first, (), False) if fires else ((), first, True)


def _unique(fired: _RuleRows, waiting: _RuleRows, _rules: RuleSet) -> _Chosen:
    return fired, waiting, len(fired) != 1 or bool(waiting)


def _any(fired: _RuleRows, waiting: _RuleRows, _rules: RuleSet) -> _Chosen:
    if not fired:
        return (), waiting, True
    said = {_gives(row) for row in fired}
    differing = tuple(row for row in waiting if _gives(row) not in said)
    return fired, differing, len(said) > 1 or bool(differing)


def _priority(fired: _RuleRows, waiting: _RuleRows, rules: RuleSet) -> _Chosen:
    if not fired:
        return (), waiting, True
    best = min(fired, key=lambda row: _rank(row, rules))
    higher = tuple(row for row in waiting if _rank(row, rules) < _rank(best, rules))
    return (best,), higher, bool(higher)


def _collect(fired: _RuleRows, waiting: _RuleRows, _rules: RuleSet) -> _Chosen:
    return fired, waiting, bool(waiting)


def _gives(row: RuleRow) -> frozenset[tuple[str, frozenset[str]]]:
    return frozenset((fact, frozenset(codes)) for fact, codes in row.gives.items() if codes)


def _rank(row: RuleRow, rules: RuleSet) -> tuple[int, ...]:
    return tuple(_place(output.codes, row.gives.get(output.name, ())) for output in rules.outputs)


def _place(order: tuple[str, ...], given: tuple[str, ...]) -> int:
    return min((order.index(code) for code in given if code in order), default=len(order))


POLICIES: Final[Mapping[HitPolicy, Callable[[_RuleRows, _RuleRows, RuleSet], _Chosen]]] = (
    MappingProxyType(
        {
            "first": _first,
            "unique": _unique,
            "any": _any,
            "priority": _priority,
            "collect": _collect,
        }
    )
)

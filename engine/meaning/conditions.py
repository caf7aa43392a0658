"""Conditions compiled once to closures: no text is ever run, and a tree is walked only here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.base.values import BLANK, Absence
from engine.definitions.model.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Named,
    Negation,
    OverRows,
)
from engine.meaning.scope import Scope
from engine.meaning.tests import compile_test
from engine.meaning.truth import (
    Truth,
    both,
    either,
    opposite,
)

Holds = Callable[[Scope], Truth]
"""A compiled condition: does it hold in this scope?"""


def compile_condition(condition: Condition) -> Holds:
    """The closure that judges ``condition``."""
    match condition:
        case Compare():
            return _compare(condition)
        case Named():
            return compile_condition(condition.part)
        case Negation():
            part = compile_condition(condition.part)
            return lambda scope: opposite(part(scope))
        case OverRows():
            return _over_rows(condition)
        case AllOf() | AnyOf():
            parts = tuple(compile_condition(part) for part in condition.parts)
            return all_hold(parts) if isinstance(condition, AllOf) else any_holds(parts)


def all_hold(parts: Sequence[Holds]) -> Holds:
    """Kleene *and* of conditions, each asked only while none is false."""

    def holds(scope: Scope) -> Truth:
        result: Truth = True
        for part in parts:
            truth = part(scope)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return holds


def any_holds(parts: Sequence[Holds]) -> Holds:
    """Kleene *or* of conditions, each asked only while none is true."""

    def holds(scope: Scope) -> Truth:
        result: Truth = False
        for part in parts:
            truth = part(scope)
            if truth is True:
                return True
            if truth is None:
                result = None
        return result

    return holds


def _compare(condition: Compare) -> Holds:
    subject, judge = condition.subject, compile_test(condition.test)

    def holds(scope: Scope) -> Truth:
        return judge(scope.value(subject), scope)

    return holds


def _over_rows(condition: OverRows) -> Holds:
    group, quantifier = condition.group, condition.quantifier
    part = compile_condition(condition.part)

    def holds(scope: Scope) -> Truth:
        rows = scope.rows(group)
        if isinstance(rows, Absence):
            return None if rows is BLANK else quantifier == "none"
        fits = (part(row) for row in rows)
        if quantifier == "all":
            # Without a row nobody fulfils anything: "all" means every one, and there is one.
            return both(fits) if rows else False
        return opposite(either(fits)) if quantifier == "none" else either(fits)

    return holds

"""Checks, compiled once: as any condition, but what does not apply breaks nothing."""

from __future__ import annotations

from engine.base.values import NOT_APPLICABLE
from engine.definitions.model.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Named,
    Negation,
    OverRows,
)
from engine.meaning.conditions import Holds, all_hold, any_holds, compile_condition
from engine.meaning.scope import Scope
from engine.meaning.truth import Truth, opposite


def compile_check(condition: Condition) -> Holds:
    """The closure of a check: as of any condition, but what does not apply breaks nothing.

    A hidden question is never demanded; so a test that fails only because its subject is n/a is
    not known instead.
    """
    match condition:
        case Compare():
            return _applied(condition)
        case Named():
            return compile_check(condition.part)
        case Negation():
            part = compile_check(condition.part)
            return lambda scope: opposite(part(scope))
        case OverRows():
            return compile_condition(condition)
        case AllOf() | AnyOf():
            parts = tuple(compile_check(part) for part in condition.parts)
            return all_hold(parts) if isinstance(condition, AllOf) else any_holds(parts)


def _applied(condition: Compare) -> Holds:
    holds, subject = compile_condition(condition), condition.subject

    def applied(scope: Scope) -> Truth:
        truth = holds(scope)
        if truth is False and scope.value(subject) is NOT_APPLICABLE:
            return None
        return truth

    return applied

"""Which answers a condition still waits for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.base.values import BLANK, Absence
from engine.definitions.model.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Named,
    Negation,
    OverRows,
    Subject,
    compared,
)
from engine.meaning.conditions import compile_condition
from engine.meaning.scope import Scope


def missing(condition: Condition, scope: Scope) -> tuple[str, ...]:
    """Input names of the unanswered questions that keep ``condition`` from being known, each once.

    Empty when it is known. Parts that are known are passed over: their answers change nothing yet.
    """
    return once(_missing(condition, scope))


def once(names: Iterable[str]) -> tuple[str, ...]:
    """The names in their order, each once."""
    return tuple(dict.fromkeys(names))


def _missing(condition: Condition, scope: Scope) -> Iterator[str]:
    if compile_condition(condition)(scope) is not None:
        return
    if isinstance(condition, Compare):
        for subject in (condition.subject, *compared(condition.test)):
            if scope.value(subject) is BLANK:
                yield from scope.needed(subject)
    elif isinstance(condition, OverRows):
        yield from _missing_in_rows(condition, scope)
    else:
        for part in parts(condition):
            yield from _missing(part, scope)


def _missing_in_rows(condition: OverRows, scope: Scope) -> Iterator[str]:
    rows = scope.rows(condition.group)
    if isinstance(rows, Absence):
        yield from scope.needed(Subject(condition.group))
        return
    for row in rows:
        yield from _missing(condition.part, row)


def nested(condition: Condition) -> Iterator[Condition]:
    """A condition and all conditions in it."""
    yield condition
    if isinstance(condition, Compare):
        return
    inner = (condition.part,) if isinstance(condition, OverRows) else parts(condition)
    for part in inner:
        yield from nested(part)


def parts(condition: AllOf | AnyOf | Negation | Named) -> tuple[Condition, ...]:
    """The conditions that one condition combines."""
    if isinstance(condition, AllOf | AnyOf):
        return condition.parts
    return (condition.part,)

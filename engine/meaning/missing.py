"""Which answers a condition still waits for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

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

Wants = Callable[[Scope], Iterator[str]]
"""A compiled condition, asked what it waits for."""


def missing(condition: Condition, scope: Scope) -> tuple[str, ...]:
    """Input names of the unanswered questions that keep ``condition`` from being known, each once.

    Empty when it is known. Parts that are known are passed over: their answers change nothing yet.
    """
    return once(compile_missing(condition)(scope))


def once(names: Iterable[str]) -> tuple[str, ...]:
    """The names in their order, each once."""
    return tuple(dict.fromkeys(names))


def compile_missing(condition: Condition) -> Wants:
    """The closure that tells what keeps ``condition`` from being known; a name may come twice."""
    holds, wants = compile_condition(condition), _compile_wants(condition)
    return lambda scope: iter(()) if holds(scope) is not None else wants(scope)


def _compile_wants(condition: Condition) -> Wants:
    if isinstance(condition, Compare):
        return _of_subjects((condition.subject, *compared(condition.test)))
    if isinstance(condition, OverRows):
        return _of_rows(condition)
    inner = tuple(compile_missing(part) for part in parts(condition))

    def wants(scope: Scope) -> Iterator[str]:
        for part in inner:
            yield from part(scope)

    return wants


def _of_subjects(subjects: tuple[Subject, ...]) -> Wants:
    def wants(scope: Scope) -> Iterator[str]:
        for subject in subjects:
            if scope.value(subject) is BLANK:
                yield from scope.needed(subject)

    return wants


def _of_rows(condition: OverRows) -> Wants:
    group, part = condition.group, compile_missing(condition.part)

    def wants(scope: Scope) -> Iterator[str]:
        rows = scope.rows(group)
        if isinstance(rows, Absence):
            yield from scope.needed(Subject(group))
            return
        for row in rows:
            yield from part(row)

    return wants


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

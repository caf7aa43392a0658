"""Rows of a table as sets of bits: what one value says of all rows is found out once and kept.

A row is a bit. For each subject that rows test, the value decides which rows fit in this respect
and which are still possible; the sets of all subjects together are the answer for every row.

Values are not kept. Tests know a value only by the literals they speak of, so what is kept stands
under the class of a value: the text itself where a test names it, otherwise “another text”; between
which two bounds a number or a date lies; which of the named codes are among several.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.base.values import Absence, Value
from engine.definitions.model.conditions import (
    AllOf,
    AtWork,
    Between,
    Compare,
    Condition,
    Equals,
    Every,
    Named,
    OneOf,
    Only,
    SameAs,
    Statuses,
    Subject,
    Test,
)
from engine.meaning.conditions import Holds, compile_condition
from engine.meaning.scope import Scope
from engine.meaning.tests import Judged, compile_test, plain
from engine.meaning.truth import Truth

MOST_KEPT: Final = 4_000_000
"""Bits that are kept of one subject's values of one type, twice: about a megabyte."""

Rows = tuple[int, int]
"""The rows that fit, and those that fit or are not known yet, each row a bit from the lowest."""

_OTHER: Final = object()
"""The class of texts that no test names."""

_Typed = tuple[Test, tuple[type, ...]]
"""A test with the types of its literals: 1 and yes are equal to Python, and differ here."""

_Classify = Callable[[Any], Hashable]
"""Class of a value; None where there is none and the value has to be judged each time."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """What the rows of ``mask`` demand of one subject: each different test with its rows."""

    subject: Subject
    tests: tuple[tuple[Judged, int], ...]
    mask: int
    every: int
    classes: Mapping[type, tuple[_Classify, dict[Hashable, Rows]]]
    room: int

    def rows(self, value: Value, scope: Scope) -> Rows:
        """The rows as far as a value of the subject decides, kept by its class if there is one."""
        of_type = self.classes.get(type(value))
        if of_type is None:
            return self._judged(value, scope)
        classify, known = of_type
        kind = classify(value)
        found = known.get(kind)
        if found is None:
            found = self._judged(value, scope)
            if kind is not None and len(known) < self.room:
                known[kind] = found
        return found

    def _judged(self, value: Value, scope: Scope) -> Rows:
        fits = possible = self.every
        for judge, mask in self.tests:
            fits, possible = narrowed((fits, possible), judge(value, scope), mask)
        return fits, possible


@dataclass(frozen=True, slots=True, eq=False)
class RowIndex:
    """All rows of a table. ``others`` are conditions that more than one value decides."""

    count: int
    every: int
    columns: tuple[Column, ...]
    others: tuple[tuple[Holds, int], ...]

    @classmethod
    def of(cls, conditions: Sequence[Condition]) -> RowIndex:
        """The index of rows with these conditions."""
        tests: dict[Subject, dict[_Typed, int]] = {}
        others: dict[int, tuple[Condition, int]] = {}
        for number, condition in enumerate(conditions):
            bit = 1 << number
            for part in _demands(condition):
                if isinstance(part, Compare) and _is_fixed(part.test):
                    of_subject, typed = tests.setdefault(part.subject, {}), _typed(part.test)
                    of_subject[typed] = of_subject.get(typed, 0) | bit
                else:
                    _, rows = others.get(id(part), (part, 0))
                    others[id(part)] = (part, rows | bit)
        count = len(conditions)
        return cls(
            count,
            (1 << count) - 1,
            tuple(_column(subject, each, count) for subject, each in tests.items()),
            tuple((compile_condition(part), rows) for part, rows in others.values()),
        )

    def rows(self, scope: Scope) -> Rows:
        """The rows that fit in a scope, and those that are possible."""
        fits = possible = self.every
        for column in self.columns:
            # What no possible row asks is not looked at: it may be what is not known yet.
            if possible & column.mask:
                value = scope.value(column.subject)
                of_type = column.classes.get(type(value))
                found = of_type[1].get(of_type[0](value)) if of_type is not None else None
                one, other = found if found is not None else column.rows(value, scope)
                fits &= one
                possible &= other
        for holds, mask in self.others:
            if possible & mask:
                fits, possible = narrowed((fits, possible), holds(scope), mask)
        return fits, possible


def narrowed(rows: Rows, truth: Truth, mask: int) -> Rows:
    """The rows after something was found out that those of ``mask`` demand."""
    fits, possible = rows
    if truth is not True:
        fits &= ~mask
    if truth is False:
        possible &= ~mask
    return fits, possible


def numbers(rows: int) -> Iterator[int]:
    """The places of the rows in a set, from 0."""
    while rows:
        lowest = rows & -rows
        yield lowest.bit_length() - 1
        rows ^= lowest


def as_truths(rows: Rows, count: int) -> tuple[Truth, ...]:
    """What is known of each row."""
    fits, possible = (f"{one:0{count}b}"[::-1] if count else "" for one in rows)
    return tuple(
        True if fit == "1" else None if can == "1" else False
        for fit, can in zip(fits, possible, strict=True)
    )


def as_rows(truths: Iterable[Truth]) -> Rows:
    """The sets of rows of which this is known: the inverse of ``as_truths``."""
    fits = possible = 0
    for number, truth in enumerate(truths):
        if truth is not False:
            possible |= 1 << number
        if truth is True:
            fits |= 1 << number
    return fits, possible


def _demands(condition: Condition) -> Iterator[Condition]:
    """Conditions that all have to hold."""
    if isinstance(condition, AllOf):
        for part in condition.parts:
            yield from _demands(part)
    elif isinstance(condition, Named):
        yield from _demands(condition.part)
    else:
        yield condition


def _is_fixed(test: Test) -> bool:
    """Whether the value alone decides the test, by the literals in it."""
    if not isinstance(test, OneOf):
        return True
    return all(
        not isinstance(one, SameAs | AtWork)
        and not (isinstance(one, Between) and Subject in (type(one.low), type(one.high)))
        for one in test.alternatives
    )


def _typed(test: Test) -> _Typed:
    return test, tuple(map(type, _literals(test)))


def _column(subject: Subject, tests: Mapping[_Typed, int], count: int) -> Column:
    literals = [one for test, _ in tests for one in _literals(test)]
    texts = frozenset(plain(one) for one in literals if isinstance(one, str))
    by_status = any(isinstance(test, Statuses) for test, _ in tests)
    classify: dict[type, _Classify] = {
        bool: _itself,
        Absence: _itself,
        str: _itself if by_status else _text(texts),
        tuple: _statuses if by_status else _several(texts),
        Decimal: _between([one for one in literals if isinstance(one, Decimal)]),
        date: _between([one for one in literals if isinstance(one, date)]),
    }
    return Column(
        subject,
        tuple((compile_test(test), mask) for (test, _), mask in tests.items()),
        reduce(or_, tests.values()),
        (1 << count) - 1,
        {of: (one, {}) for of, one in classify.items()},
        MOST_KEPT // count,
    )


def _literals(test: Test) -> Iterator[Any]:
    if isinstance(test, Only | Every):
        yield from test.values
    for one in test.alternatives if isinstance(test, OneOf) else ():
        if isinstance(one, Equals):
            yield one.value
        elif isinstance(one, Between):
            yield from (bound for bound in (one.low, one.high) if bound is not None)


def _itself(value: Hashable) -> Hashable:
    return value


def _text(texts: frozenset[str]) -> _Classify:
    def classify(value: str) -> Hashable:
        if value in texts:
            return value
        known = plain(value)
        return known if known in texts else _OTHER

    return classify


def _several(texts: frozenset[str]) -> _Classify:
    one_text = _text(texts)

    def classify(value: tuple[Any, ...]) -> Hashable:
        if all(type(one) is str for one in value):
            return frozenset(map(one_text, value))
        return None

    return classify


def _statuses(value: tuple[Any, ...]) -> Hashable:
    return frozenset(value) if all(type(one) is str for one in value) else None


def _between(literals: Iterable[Any]) -> _Classify:
    """Below, at and above each bound there is a class."""
    bounds = sorted(set(literals))

    def classify(value: Any) -> Hashable:
        if type(value) is Decimal and not value.is_finite():
            return None
        place = bisect_left(bounds, value)
        is_bound = place < len(bounds) and bounds[place] == value
        return 2 * place + is_bound

    return classify

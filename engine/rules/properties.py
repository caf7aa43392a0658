"""The flat record that the second engine judges: one small integer per property.

A property is absent while it is not known; that alone makes a comparison on it false.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.definitions.conditions import Between, Literal_, Subject
from engine.meaning.scope import Scope
from engine.meaning.tests import many, plain, same
from engine.values import BLANK, NOT_APPLICABLE, Absence, Value

STATE_ANSWERED, STATE_BLANK, STATE_INAPPLICABLE = 0, 1, 2
YES, NO = 1, 0
_SCALE = 10_000
_LARGEST = 2**53
Measure = Callable[[Scope], int | None]


class NotExpressible(ValueError):
    """A value or a rule that cannot be put into the flat record without changing it."""


@dataclass(frozen=True, slots=True)
class StateOf:
    subject: Subject

    def __call__(self, scope: Scope) -> int:
        value = scope.value(self.subject)
        if isinstance(value, Absence):
            return STATE_BLANK if value is BLANK else STATE_INAPPLICABLE
        return STATE_ANSWERED


@dataclass(frozen=True, slots=True)
class CodeOf:
    """Which of the literals that occur in rules the answer is; 0 is any other answer."""

    subject: Subject
    literals: tuple[Literal_, ...] = ()

    def __call__(self, scope: Scope) -> int | None:
        value = scope.value(self.subject)
        if isinstance(value, Absence):
            return None
        return next((place for place, one in enumerate(self.literals, 1) if same(value, one)), 0)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whether one value is among several."""

    subject: Subject
    literal: Literal_

    def __call__(self, scope: Scope) -> int | None:
        value = scope.value(self.subject)
        return None if isinstance(value, Absence) else int(_among(value, (self.literal,)))


@dataclass(frozen=True, slots=True)
class ChosenBeside:
    """Whether anything is chosen beside these values."""

    subject: Subject
    literals: tuple[Literal_, ...]

    def __call__(self, scope: Scope) -> int | None:
        value = scope.value(self.subject)
        if isinstance(value, Absence):
            return None
        return int(any(not _among((one,), self.literals) for one in many(value)))


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in ten-thousandths, or a date as its ordinal day."""

    subject: Subject

    def __call__(self, scope: Scope) -> int | None:
        value = scope.value(self.subject)
        return None if isinstance(value, Absence) else measured(value)


@dataclass(frozen=True, slots=True)
class SameAsOther:
    subject: Subject
    other: Subject

    def __call__(self, scope: Scope) -> int | None:
        value, other = scope.value(self.subject), scope.value(self.other)
        if BLANK in (value, other) or value is NOT_APPLICABLE:
            return None
        return NO if isinstance(other, Absence) else int(same(value, other))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Within:
    """Whether a value lies between bounds of which one is itself a value of the case."""

    subject: Subject
    bounds: Between

    def __call__(self, scope: Scope) -> int | None:
        value = scope.value(self.subject)
        low, high = (self._bound(one, scope) for one in (self.bounds.low, self.bounds.high))
        if isinstance(value, Absence):
            return None
        if NOT_APPLICABLE in (low, high):
            return NO
        amount = measured(value)
        above = _compared(low, amount, strictly=self.bounds.low_open)
        below = _compared(high, amount, strictly=self.bounds.high_open, upper=True)
        if NO in (above, below):
            return NO
        return None if None in (above, below) else YES

    def _bound(self, bound: Decimal | date | Subject | None, scope: Scope) -> Value | None:
        return scope.value(bound) if isinstance(bound, Subject) else bound


def measured(value: object) -> int:
    """A number or date as a whole number. Raises NotExpressible where that would change it."""
    if isinstance(value, date):
        return value.toordinal()
    if not isinstance(value, Decimal):
        raise NotExpressible("neither a number nor a date")
    scaled = value * _SCALE
    if scaled != scaled.to_integral_value() or abs(scaled) >= _LARGEST:
        raise NotExpressible("a number with too many digits")
    return int(scaled)


def _compared(
    bound: Value | None, amount: int, *, strictly: bool, upper: bool = False
) -> int | None:
    if bound is None:
        return YES
    if bound is BLANK:
        return None
    limit = measured(bound)
    lesser, greater = (amount, limit) if upper else (limit, amount)
    return int(lesser < greater if strictly else lesser <= greater)


def _among(value: object, literals: Sequence[Literal_]) -> bool:
    return any(_key(one) == _key(literal) for one in many(value) for literal in literals)  # type: ignore[arg-type]


def _key(value: object) -> object:
    return (
        (bool, value)
        if isinstance(value, bool)
        else plain(value)
        if isinstance(value, str)
        else value
    )


def recorded(measures: Mapping[str, Measure], scope: Scope) -> dict[str, int]:
    """The flat record of a scope: every property that is known."""
    found = ((name, measure(scope)) for name, measure in measures.items())
    return {name: value for name, value in found if value is not None}

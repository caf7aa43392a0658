"""The flat record that the second engine judges: one whole number per property.

A property is absent while it is not known; that alone makes a comparison on it false. Where a
question does not apply, its properties have the value with which every test of it fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import Any, Final, Protocol

from engine.base.dataclass import dataclass
from engine.base.values import BLANK, Absence
from engine.definitions.model.conditions import AtWork, Literal_, OneOf, Statuses, Subject
from engine.meaning.scope import Scope
from engine.meaning.tests import compile_test, many, same

ANSWERED, UNANSWERED, INAPPLICABLE = 0, 1, 2
YES, NO = 1, 0

HIGHEST: Final = 2**62
LOWEST: Final = -HIGHEST
"""Beyond every amount; the engine compares whole numbers of 64 bits."""

_SCALE: Final = Decimal(1_000_000)
_EXACT: Final = Context(prec=19, traps=[Inexact, InvalidOperation])


class NotExpressible(ValueError):
    """A value or a rule that cannot be put into the flat record without changing it."""


class Measure(Protocol):
    """One property: what it is in a scope, or None while that is not known."""

    def __call__(self, scope: Scope, /) -> int | None: ...
    def __hash__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class StandsAs:
    """Whether one of an item's instances, or every one, stands in one of some statuses."""

    subject: Subject
    codes: tuple[str, ...]
    every: bool

    def __call__(self, scope: Scope) -> int | None:
        value = scope.value(self.subject)
        if isinstance(value, Absence):
            return None if value is BLANK else NO
        test = Statuses(self.codes, "all" if self.every else "any")
        return YES if compile_test(test)(value, scope) else NO


@dataclass(frozen=True, slots=True)
class StateOf:
    """Whether a question is answered, blank or does not apply; always known."""

    subject: Subject

    def __call__(self, scope: Scope) -> int:
        value = scope.value(self.subject)
        if isinstance(value, Absence):
            return UNANSWERED if value is BLANK else INAPPLICABLE
        return ANSWERED


@dataclass(frozen=True, slots=True)
class AnyChosen:
    """Whether the answer is, or includes, one of these values."""

    subject: Subject
    literals: tuple[Literal_, ...]

    def __call__(self, scope: Scope) -> int | None:
        value = scope.value(self.subject)
        if isinstance(value, Absence):
            return _where_absent(value, NO)
        return int(any(_among(one, self.literals) for one in many(value)))


@dataclass(frozen=True, slots=True)
class OnlyChosen:
    """Whether nothing is chosen beside these values."""

    subject: Subject
    literals: tuple[Literal_, ...]

    def __call__(self, scope: Scope) -> int | None:
        value = scope.value(self.subject)
        if isinstance(value, Absence):
            return _where_absent(value, NO)
        return int(all(_among(one, self.literals) for one in many(value)))


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in millionths, or a date as its ordinal day."""

    subject: Subject
    inapplicable: int

    def __call__(self, scope: Scope) -> int | None:
        value = scope.value(self.subject)
        if isinstance(value, Absence):
            return _where_absent(value, self.inapplicable)
        return measured(value)


@dataclass(frozen=True, slots=True)
class Gap:
    """-1, 0 or 1: the answer is below, equal to or above another value of the case."""

    subject: Subject
    other: Subject
    inapplicable: int

    def __call__(self, scope: Scope) -> int | None:
        value: Any = scope.value(self.subject)
        other: Any = scope.value(self.other)
        for one in (value, other):
            if isinstance(one, Absence):
                return _where_absent(one, self.inapplicable)
        if type(value) is not type(other):
            raise NotExpressible("a number compared with a date")
        return int(value > other) - int(value < other)


@dataclass(frozen=True, slots=True)
class SameAsOther:
    """Whether the answer equals another value of the case."""

    subject: Subject
    other: Subject

    def __call__(self, scope: Scope) -> int | None:
        value, other = scope.value(self.subject), scope.value(self.other)
        if isinstance(value, Absence):
            return _where_absent(value, NO)
        return _where_absent(other, NO) if isinstance(other, Absence) else int(same(value, other))


@dataclass(frozen=True, slots=True)
class FallsAtWork:
    """Whether the bank works on a day, or at a time of a day."""

    subject: Subject
    when: AtWork

    def __call__(self, scope: Scope) -> int | None:
        known = compile_test(OneOf((self.when,)))(scope.value(self.subject), scope)
        return None if known is None else YES if known else NO


def measured(value: object) -> int:
    """A number or date as a whole number. Raises NotExpressible where that would change it."""
    if isinstance(value, date):
        return value.toordinal()
    if not isinstance(value, Decimal) or not value.is_finite():
        raise NotExpressible("neither a number nor a date")
    try:
        scaled = _EXACT.to_integral_exact(_EXACT.multiply(value, _SCALE))
    except (Inexact, InvalidOperation):
        raise NotExpressible("a number with too many digits") from None
    if abs(scaled) >= HIGHEST:
        raise NotExpressible("a number with too many digits")
    return int(scaled)


def recorded(measures: Mapping[str, Measure], scope: Scope) -> dict[str, int]:
    """The flat record of a scope: every property that is known."""
    found = ((name, measure(scope)) for name, measure in measures.items())
    return {name: value for name, value in found if value is not None}


def _where_absent(value: Absence, inapplicable: int) -> int | None:
    return None if value is BLANK else inapplicable


def _among(value: Any, literals: tuple[Literal_, ...]) -> bool:
    return any(same(value, literal) for literal in literals)

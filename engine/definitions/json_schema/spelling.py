"""Conditions, tests and values of the model, spelt again in the words of the language.

What is spelt is resolved: names are whole paths, so a condition reads the same wherever it stands.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from engine.definitions.model.conditions import (
    AllOf,
    Alternative,
    AnyOf,
    AtWork,
    Between,
    Compare,
    Condition,
    Equals,
    Every,
    Literal_,
    Named,
    Negation,
    OneOf,
    Only,
    OverRows,
    Presence,
    SameAs,
    Subject,
    Test,
)
from engine.definitions.model.forms import (
    Computed,
)

Spelt = dict[str, Any] | str
"""A condition as JSON: a mapping, or the name of a named condition."""

CALLS: Final = {
    "years": "years from {} to {}",
    "days": "days from {} to {}",
    "difference": "difference of {} and {}",
    "count": "count of {}",
    "birth date": "birth date in {}",
    "weekday": "weekday of {}",
}


def spelt(condition: Condition) -> Spelt:
    """A condition as it could be written in a definition."""
    match condition:
        case Compare():
            return {condition.subject.path: spelt_test(condition.test)}
        case Named():
            return condition.name
        case Negation():
            return {"not": spelt(condition.part)}
        case OverRows():
            return {condition.group: {condition.quantifier: spelt(condition.part)}}
        case AllOf():
            return {"all": [spelt(part) for part in condition.parts]}
        case AnyOf():
            return {"any": [spelt(part) for part in condition.parts]}


def spelt_entries(condition: Condition) -> dict[str, Any]:
    """A condition as a mapping, for places where other words stand beside it."""
    found = spelt(condition)
    return {"all": [found]} if isinstance(found, str) else found


def spelt_test(test: Test) -> str:
    """A test as text."""
    match test:
        case Presence():
            return test.state
        case Only():
            return f"only {_joined(test.values)}"
        case Every():
            return f"all {_joined(test.values)}"
        case OneOf():
            found = " or ".join(_alternative(part) for part in test.alternatives)
            return f"not {found}" if test.negated else found
        case _:
            return "-"


def spelt_value(computed: Computed) -> str:
    """A computed value as text: ``years from client.birth_date to today``."""
    arguments = [argument.path.replace("[].", ".") for argument in computed.arguments]
    if computed.function == "sum":
        return f"sum of {' and '.join(arguments)}"
    return CALLS[computed.function].format(*arguments)


def spelt_literal(value: Literal_) -> str:
    """A value as text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


def _joined(values: tuple[Literal_, ...]) -> str:
    return " or ".join(spelt_literal(value) for value in values)


def _alternative(part: Alternative) -> str:
    match part:
        case Equals():
            return spelt_literal(part.value)
        case SameAs():
            return "today" if part.other.path == "today" else f"= {part.other.path}"
        case AtWork():
            if part.day is None:
                return "a working day"
            return f"within working hours on {part.day.path}"
        case Between():
            return _range(part)


def _range(part: Between) -> str:
    low, high = _bound(part.low), _bound(part.high)
    if part.low_open:
        return f"> {low}"
    return f"{low}..{'<' if part.high_open else ''}{high}"


def _bound(bound: Decimal | date | Subject | None) -> str:
    if bound is None:
        return ""
    return bound.path if isinstance(bound, Subject) else spelt_literal(bound)

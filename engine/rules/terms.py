"""Conditions as plain comparisons of whole numbers: all that the second engine is trusted with.

What a condition says becomes alternatives, each a conjunction of terms that compare one property
with one constant. Properties have short names made here, so nothing a person typed is ever a name,
and their values are whole numbers, so no text is compared by the engine (docs/decisions/0004).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

Operator = Literal["=", "!=", "<", "<=", ">", ">="]

OPPOSITE: Final[Mapping[Operator, Operator]] = MappingProxyType(
    {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
)
"""The operator that holds exactly where another does not, as long as the property is known."""


class Term(NamedTuple):
    """One comparison; false while the property is absent, whatever the operator."""

    name: str
    operator: Operator
    value: int


Conjunction = tuple[Term, ...]
Choices = tuple[Conjunction, ...]
"""Conjunctions of which one must hold; ``ALWAYS`` has an empty one, ``NEVER`` has none."""

ALWAYS: Final[Choices] = ((),)
NEVER: Final[Choices] = ()

MOST_CHOICES: Final = 1_000
"""Alternatives of one condition; they multiply where an *all* stands around several *any*."""

MOST_TERMS: Final = 200
"""Comparisons in one alternative; the engine refuses a fact of about 250 properties."""


class TooLarge(ValueError):
    """A condition has more alternatives than the second engine can be trusted with."""


def any_of(parts: Iterable[Choices]) -> Choices:
    """At least one of the parts."""
    return _distinct(one for part in parts for one in part)


def all_of(parts: Iterable[Choices]) -> Choices:
    """Every one of the parts."""
    found = ALWAYS
    for part in parts:
        joined = ({*left, *right} for left, right in product(found, part))
        found = _distinct(tuple(sorted(terms)) for terms in joined)
    return found


def only(name: str, operator: Operator, value: int) -> Choices:
    """A single comparison."""
    return ((Term(name, operator, value),),)


def _distinct(conjunctions: Iterable[Conjunction]) -> Choices:
    found: dict[Conjunction, None] = {}
    for one in conjunctions:
        found[one] = None
        if len(found) > MOST_CHOICES:
            raise TooLarge(f"a condition with more than {MOST_CHOICES} alternatives")
        if len(one) > MOST_TERMS:
            raise TooLarge(f"a condition with more than {MOST_TERMS} comparisons in a row")
    return tuple(found)

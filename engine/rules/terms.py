"""Conditions as plain comparisons of whole numbers: all that the second engine is trusted with.

A row becomes two lists of conjunctions, one for “certainly fits” and one for “certainly does not”;
where neither holds, the row is not known yet. Each term compares one property with one constant.
Properties have short names made here, so nothing a person typed is ever a name, and their values
are small integers, so no text is compared by the engine (why: docs/decisions/0004).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Literal

Operator = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """One comparison; false while the property is absent, whatever the operator."""

    name: str
    operator: Operator
    value: int


Conjunction = tuple[Term, ...]
Choices = tuple[Conjunction, ...]
"""Conjunctions of which one must hold; ``ALWAYS`` has an empty one, ``NEVER`` has none."""

ALWAYS: Choices = ((),)
NEVER: Choices = ()

MOST_CONJUNCTIONS = 400
"""The engine hangs beyond about 511 different conditions on one node; stay clear of it."""


class TooLarge(ValueError):
    """A condition has more alternatives than the second engine can be trusted with."""


def any_of(parts: Iterable[Choices]) -> Choices:
    """At least one of the parts."""
    return _bounded(tuple(dict.fromkeys(one for part in parts for one in part)))


def all_of(parts: Iterable[Choices]) -> Choices:
    """Every one of the parts."""
    found: Choices = ALWAYS
    for part in parts:
        joined = (tuple(sorted({*left, *right})) for left, right in product(found, part))
        found = _bounded(tuple(dict.fromkeys(joined)))
    return found


def only(name: str, operator: Operator, value: int) -> Choices:
    """A single comparison."""
    return ((Term(name, operator, value),),)


def _bounded(choices: Choices) -> Choices:
    if len(choices) > MOST_CONJUNCTIONS:
        raise TooLarge(f"{len(choices)} alternatives; at most {MOST_CONJUNCTIONS} can be judged")
    return choices

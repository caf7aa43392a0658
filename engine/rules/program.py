"""Rules as the second engine gets them: numbered conjunctions, and which of them decide a row."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from engine.base.dataclass import dataclass
from engine.base.values import BLANK, Absence
from engine.meaning.truth import (
    Truth,
    both,
    either,
    opposite,
)
from engine.rules.properties import Measure
from engine.rules.terms import Conjunction

Sides = tuple[frozenset[int], frozenset[int]]
"""Rules of which one shows that a row fits, and rules of which one shows that it does not."""


@dataclass(frozen=True, slots=True)
class Program:
    """One rule set. ``rows`` speak of ``rules`` by their place; properties are by name.

    ``name`` is a digest of the rules: equal rules have equal names, whatever programme they are of.
    """

    name: str
    rules: tuple[Conjunction, ...]
    rows: tuple[Sides, ...]
    measures: Mapping[str, Measure]
    over_rows: Mapping[str, RowQuestion]

    def truths(self, fired: Collection[int]) -> tuple[Truth, ...]:
        """What is known of each row. Raises ValueError where a row fits and does not fit."""
        return tuple(_truth(sides, fired) for sides in self.rows)


@dataclass(frozen=True, slots=True)
class RowQuestion:
    """``group: {any|all|none: …}`` as one property; ``program`` judges its condition in one row."""

    group: str
    quantifier: Literal["any", "all", "none"]
    program: Program

    def without_rows(self, absence: Absence) -> Truth:
        """What is known where there are no rows to speak of."""
        return None if absence is BLANK else self.quantifier == "none"

    def over(self, said: Sequence[Truth]) -> Truth:
        """What follows for the case from what is known of each row."""
        if self.quantifier == "all":
            return both(said) if said else False
        return either(said) if self.quantifier == "any" else opposite(either(said))


def _truth(sides: Sides, fired: Collection[int]) -> Truth:
    fits, differs = (not side.isdisjoint(fired) for side in sides)
    if fits and differs:
        raise ValueError("a row fits and does not fit")
    return True if fits else False if differs else None

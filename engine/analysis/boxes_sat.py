"""The same question about gaps, asked of a SAT solver; the only module that knows python-sat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from pysat.solvers import Cadical153


def gap(within: tuple[int, ...], rows: Sequence[tuple[int, ...]]) -> tuple[int, ...] | None:
    """A combination of classes in the box ``within`` that no row covers, or None.

    Boxes are one bitmask of classes per column, as in ``engine.analysis.boxes``.
    """
    names = _variables(within)
    with Cadical153(bootstrap_with=list(_exactly_one(names))) as solver:
        for row in rows:
            solver.add_clause(
                [
                    variable
                    for column, mask in zip(names, row, strict=True)
                    for number, variable in column.items()
                    if not mask >> number & 1
                ]
            )
        if not solver.solve():
            return None
        chosen = {literal for literal in solver.get_model() if literal > 0}
    return tuple(
        next(number for number, variable in column.items() if variable in chosen)
        for column in names
    )


def _variables(within: tuple[int, ...]) -> list[dict[int, int]]:
    """By column: class number → variable (from 1)."""
    names: list[dict[int, int]] = []
    following = 1
    for mask in within:
        numbers = [number for number in range(mask.bit_length()) if mask >> number & 1]
        names.append({number: following + place for place, number in enumerate(numbers)})
        following += len(numbers)
    return names


def _exactly_one(names: list[dict[int, int]]) -> Iterator[list[int]]:
    for column in names:
        yield list(column.values())
        for one, other in combinations(column.values(), 2):
            yield [-one, -other]

"""A rule set as a table: its columns, and what each of its rows takes of a column."""

from __future__ import annotations

from collections.abc import Iterator

from engine.base.dataclass import dataclass
from engine.definitions.model.conditions import (
    AllOf,
    Anything,
    Compare,
    Condition,
    Named,
    OneOf,
    Only,
    Presence,
    Test,
    compared,
)
from engine.definitions.model.rules import (
    RuleSet,
)


@dataclass(frozen=True, slots=True)
class ColumnTable:
    """``columns`` are paths; ``cells`` the tests of each row by path, those not there take all."""

    columns: tuple[str, ...]
    cells: tuple[dict[str, tuple[Test, ...]], ...]


def as_table(rules: RuleSet) -> ColumnTable | None:
    """The rule set as a table, or None where a row is more than tests that must all fit."""
    cells: list[dict[str, tuple[Test, ...]]] = []
    for row in rules.rows:
        tests = list(_tests(row.condition))
        if any(test is None for _, test in tests):
            return None
        cell: dict[str, tuple[Test, ...]] = {}
        for path, test in tests:
            if test is not None and not isinstance(test, Anything):
                cell[path] = (*cell.get(path, ()), test)
        cells.append(cell)
    columns = sorted({path for cell in cells for path in cell})
    return ColumnTable(tuple(columns), tuple(cells))


def _tests(condition: Condition) -> Iterator[tuple[str, Test | None]]:
    if isinstance(condition, Named):
        yield from _tests(condition.part)
    elif isinstance(condition, AllOf):
        for part in condition.parts:
            yield from _tests(part)
    elif isinstance(condition, Compare) and not any(compared(condition.test)):
        yield condition.subject.path, condition.test
    else:
        yield "", None


def can_fit(rules: RuleSet, number: int) -> bool:
    """Whether the tests of a row leave anything at all, as far as they are plain lists of codes."""
    found: dict[str, set[object] | None] = {}
    for path, test in _tests(rules.rows[number].condition):
        allowed = _codes(test)
        known = found.get(path)
        if allowed is not None:
            found[path] = allowed if known is None else known & allowed
    return all(codes is None or codes for codes in found.values())


def _codes(test: Test | None) -> set[object] | None:
    if isinstance(test, OneOf) and not test.negated:
        values = [getattr(one, "value", None) for one in test.alternatives]
        return None if None in values else set(values)
    if isinstance(test, Presence | Only):
        return None
    return None

"""The same programme in an order of its own, so that a proof does not depend on that of the files.

Only what has no meaning by its place is moved: forms, rule sets, rows of tables in which no row
comes before another, and the parts of conditions.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from engine.analysis.shape import shape
from engine.definitions.model.conditions import AllOf, AnyOf
from engine.definitions.model.programme import (
    Programme,
)
from engine.definitions.model.rules import (
    RuleRow,
    RuleSet,
)

Node = TypeVar("Node")


def in_fixed_order(programme: Programme) -> Programme:
    """The programme with forms, rule sets, rows and parts of conditions in a fixed order."""
    steady = _steady(programme)
    return replace(
        steady,
        forms=tuple(sorted(steady.forms, key=lambda form: form.name)),
        rules=tuple(_sorted_rows(rules) for rules in sorted(steady.rules, key=lambda r: r.name)),
        conditions=tuple(sorted(steady.conditions, key=lambda one: one.name)),
    )


def _sorted_rows(rules: RuleSet) -> RuleSet:
    if rules.hit == "first":
        return rules
    return replace(rules, rows=tuple(sorted(rules.rows, key=_row_key)))


def _row_key(row: RuleRow) -> tuple[str, str, str]:
    given = sorted((fact, sorted(codes)) for fact, codes in row.gives.items())
    return shape(row.condition), str(given), f"{row.valid_from} {row.valid_to}"


def _steady(node: Node) -> Node:
    """The same tree with the parts of every condition sorted."""
    if isinstance(node, tuple):
        return _same_or(node, tuple(_steady(part) for part in node))  # type: ignore[return-value]
    if isinstance(node, AllOf | AnyOf):
        parts = sorted((_steady(part) for part in node.parts), key=shape)
        return replace(node, parts=tuple(parts))
    if is_dataclass(node) and not isinstance(node, type):
        changed: dict[str, Any] = {}
        for item in fields(node):
            old = getattr(node, item.name)
            new = _steady(old)
            if new is not old:
                changed[item.name] = new
        return replace(node, **changed) if changed else node
    return node


def _same_or(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    return old if all(a is b for a, b in zip(old, new, strict=True)) else new

"""Whether two definitions mean the same: the same model, wherever and in whatever words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final

from engine.analysis.shape import shape
from engine.definitions.model.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Named,
    Negation,
    OverRows,
)
from engine.definitions.model.forms import (
    Check,
    Computed,
    Distinct,
)
from engine.definitions.model.programme import (
    Definitions,
)
from engine.definitions.model.rules import (
    RuleSet,
)

CONDITIONS: Final = (AllOf, AnyOf, Compare, Named, Negation, OverRows)
"""Compared by their shape, without places and spelling."""


def are_same(one: Definitions, other: Definitions) -> bool:
    """Whether no case can be treated differently by the two."""
    return bool(whole(one) == whole(other))


def whole(definitions: Definitions) -> Any:
    """All that can make a difference to a case; equal for definitions that are the same."""
    return outline(definitions.programmes), outline(definitions.lists)


def outline(value: Any) -> Any:
    """A value of the model without what cannot make a difference."""
    kind: Any = type(value)
    if isinstance(value, str):
        return value
    if isinstance(value, CONDITIONS):
        return shape(value)
    if isinstance(value, RuleSet):
        return _rules(value)
    if (names := _compared(kind)) is not None:
        return (kind.__name__, *[outline(getattr(value, name)) for name in names])
    if isinstance(value, Mapping):
        return tuple((key, outline(each)) for key, each in value.items())
    if isinstance(value, tuple | list):
        found = [outline(each) for each in value]
        is_of_checks = bool(value) and isinstance(value[0], Check | Distinct)
        return tuple(dict.fromkeys(found)) if is_of_checks else tuple(found)
    return value


@cache
def _compared(kind: type) -> tuple[str, ...] | None:
    """Attributes of a class of the model that can make a difference; None of other values."""
    if not is_dataclass(kind):
        return None
    left_out = {"span", "text"} if issubclass(kind, Computed) else {"span", "number"}
    return tuple(item.name for item in fields(kind) if item.name not in left_out)


def _rules(rules: RuleSet) -> Any:
    """Rows of a collecting table may stand in any order, and twice."""
    rows: Any = tuple(outline(row) for row in rules.rows)
    if rules.hit == "collect":
        rows = frozenset(rows)
    others = (item.name for item in fields(rules) if item.name not in ("rows", "span"))
    return (rows, *(outline(getattr(rules, name)) for name in others))

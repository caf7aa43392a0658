"""A condition without the places it was written at: for comparing and for ordering."""

from __future__ import annotations

from engine.definitions.model.conditions import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Named,
    Negation,
    OverRows,
)


def shape(condition: Condition | None) -> str:
    """Equal for conditions that are written alike, whatever their order and their place."""
    match condition:
        case None:
            return ""
        case Compare():
            row = "." if condition.subject.in_row else ""
            return f"{row}{condition.subject.path}: {condition.test!r}"
        case Named():
            return shape(condition.part)
        case Negation():
            return f"not({shape(condition.part)})"
        case OverRows():
            return f"{condition.group} {condition.quantifier}({shape(condition.part)})"
        case AllOf() | AnyOf():
            word = "all" if isinstance(condition, AllOf) else "any"
            return f"{word}({', '.join(sorted(shape(part) for part in condition.parts))})"

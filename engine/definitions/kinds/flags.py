"""Kinds whose answer is yes or no."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from engine.base.values import Value
from engine.definitions.model.forms import (
    Field,
)

YES = frozenset({"yes", "true", "on", "1"})
NO = frozenset({"no", "false", "off", "0"})
WORDS: Mapping[str, bool] = MappingProxyType({"yes": True, "no": False})
"""The words that a page posts."""


def flag(text: str) -> bool | None:
    """What a text says, or None."""
    word = text.strip().lower()
    return True if word in YES else False if word in NO else None


def literal(text: str) -> bool:
    """``yes`` or ``no`` of a test."""
    if text not in ("yes", "no"):
        message = f"{text!r} is neither yes nor no"
        raise ValueError(message)
    return text == "yes"


def texts(value: Value) -> tuple[str, ...]:
    """The flag as a browser posts it."""
    return (("yes" if value else "no"),) if isinstance(value, bool) else ()


def json_schema(_field: Field) -> Mapping[str, Any]:
    """A boolean."""
    return {"type": "boolean"}

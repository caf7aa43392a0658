"""Rows of rules that the second engine cannot judge, found before a case meets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.base.errors import Fault
from engine.definitions.model.programme import (
    Programme,
)
from engine.rules.properties import NotExpressible
from engine.rules.terms import TooLarge
from engine.rules.translation import translated

CODE = "A906"


def untranslatable(programmes: Iterable[Programme]) -> Iterator[Fault]:
    """A warning for every such row."""
    for programme in programmes:
        for rules in programme.rules:
            for row in rules.rows:
                try:
                    translated([row.condition])
                except (TooLarge, NotExpressible) as why:
                    message = f"the second engine cannot judge this row: {why}."
                    yield Fault(row.span, CODE, message, severity="warning")

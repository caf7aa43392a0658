"""How items and steps are named in addresses of pages."""

from __future__ import annotations

from typing import Final

BETWEEN: Final = ":"
"""Between an item and the unit it is for."""


def place_of(item: str, unit: str) -> str:
    """An item for a unit, as ``questionnaire:client``."""
    return f"{item}{BETWEEN}{unit}" if unit else item


def item_at(place: str) -> tuple[str, str]:
    """Item and unit of an address."""
    item, _, unit = place.partition(BETWEEN)
    return item, unit


def step_address(name: str) -> str:
    """The name of a step without blanks, as ``applicant-agrees``."""
    return name.replace(" ", "-")

"""What the machine asks about answers: pages, scenarios and proofs each give it a world."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from engine.definitions.model.conditions import Condition
from engine.definitions.model.items import Item
from engine.definitions.model.route import Stage
from engine.meaning.picture import ItemState, Picture
from engine.meaning.route import Route
from engine.meaning.truth import Truth


class World(Protocol):
    """The answers of one case, as far as its life depends on them."""

    @property
    def route(self) -> Route: ...

    def needed(self, stage: Stage, picture: Picture, /) -> Truth:
        """Whether the case takes this stage: its ``when`` holds and the rule names it."""
        ...

    def units(self, item: Item, picture: Picture, /) -> tuple[str, ...] | None:
        """The persons, values or rows an item is for, in their order; None while not known."""
        ...

    def holds(
        self, condition: Condition, picture: Picture, item: Item | None = None, unit: str = "", /
    ) -> Truth:
        """Whether a condition is true of the case, or in the scope of an item's unit."""
        ...

    def is_met(self, picture: Picture, state: ItemState, at: datetime, /) -> bool:
        """Whether a moment is around the time that was agreed for an item."""
        ...

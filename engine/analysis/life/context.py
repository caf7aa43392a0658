"""A cluster alone: the machine is asked about its items only, and all around it stands still."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from engine.analysis.life.layouts import Layout, Seats
from engine.analysis.life.world import CaseWorld
from engine.base.dataclass import dataclass
from engine.base.values import Span, Text
from engine.definitions.model.conditions import Condition
from engine.definitions.model.items import Item
from engine.definitions.model.route import Stage
from engine.meaning.picture import Instance, ItemState, Key, Picture
from engine.meaning.route import Route
from engine.meaning.truth import Truth

CLOSED: Final = Stage(" closed", Text(""), (), Span(""))
"""A stage that is never passed: it stands before what is not reached, and keeps a case from
being complete."""


def narrowed(route: Route, items: tuple[Item, ...], reached: frozenset[str]) -> Route:
    """The route with these items only, before whose stages nothing is open if they are reached.

    Nothing is decided or complete in it: what decisions close is judged where clusters meet.
    """
    flow = replace(
        route.flow,
        items=items,
        stages=(CLOSED, *route.flow.stages),
    )
    before: dict[str, tuple[Stage, ...]] = {
        stage.name: () if stage.name in reached else (CLOSED,) for stage in route.flow.stages
    }
    return replace(route, flow=flow, before=MappingProxyType(before), decisions=())


@dataclass(frozen=True, slots=True, eq=False)
class ContextWorld:
    """The world of a case narrowed to a cluster, of whose stages some are ``reached``."""

    case: CaseWorld = field(repr=False)
    route: Route = field(repr=False)

    def needed(self, stage: Stage, picture: Picture) -> Truth:
        return None if stage is CLOSED else self.case.needed(stage, picture)

    def units(self, item: Item, picture: Picture) -> tuple[str, ...] | None:
        return self.case.units(item, picture)

    def holds(
        self, condition: Condition, picture: Picture, item: Item | None = None, unit: str = ""
    ) -> Truth:
        return self.case.holds(condition, picture, item, unit)

    def is_met(self, picture: Picture, state: ItemState, at: datetime) -> bool:
        return self.case.is_met(picture, state, at)


@dataclass(frozen=True, slots=True, eq=False)
class ProofContext:
    """Everything around a cluster that its items can tell.

    ``asked`` is what its conditions ask of other items, ``reached`` those of its stages before
    which nothing is open. ``around`` are instances of other items with which it is so, in a case
    that has this world and these ``seats`` for the cluster.
    """

    asked: tuple[object, ...]
    reached: frozenset[str]
    world: ContextWorld = field(repr=False)
    seats: Seats = field(repr=False)
    around: Mapping[Key, Instance] = field(repr=False)

    def picture(self, layout: Layout) -> Picture:
        """The picture of a layout of the cluster amid all others."""
        return Picture(MappingProxyType({**self.around, **self.seats.instances(layout)}))

"""A flow with its order looked up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from engine.base.dataclass import dataclass
from engine.definitions.model.items import Item
from engine.definitions.model.route import Flow, Stage


@dataclass(frozen=True, slots=True)
class Route:
    """A flow with its order looked up: made once and shared.

    ``before`` names the stages that must be passed before a stage is reached; ``place`` is the
    number of its block, equal for stages that stand together. ``groups`` are, by item, those whose
    rows its steps add.
    """

    flow: Flow
    items: Mapping[str, Item]
    stage_of: Mapping[str, Stage]
    before: Mapping[str, tuple[Stage, ...]]
    place: Mapping[str, int]
    decisions: tuple[Item, ...]
    groups: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, flow: Flow) -> Route:
        """The route of a flow."""
        items = {item.name: item for item in flow.items}
        place = _places(flow.stages)
        return cls(
            flow=flow,
            items=MappingProxyType(items),
            stage_of=MappingProxyType(
                {item: stage for stage in flow.stages for item in stage.items}
            ),
            before=MappingProxyType(
                {stage.name: _before(stage, flow.stages, place) for stage in flow.stages}
            ),
            place=MappingProxyType(place),
            decisions=tuple(item for item in flow.items if item.decision),
            groups=MappingProxyType({item.name: tuple(_groups(item)) for item in flow.items}),
        )


def _groups(item: Item) -> Iterator[str]:
    added = (step.adds_to for step in item.steps if step.adds_to)
    return iter(dict.fromkeys(added))


def _places(stages: tuple[Stage, ...]) -> dict[str, int]:
    places: dict[str, int] = {}
    together = ""
    for stage in stages:
        is_beside = bool(stage.together) and stage.together == together
        last = max(places.values(), default=-1)
        places[stage.name] = last if is_beside else last + 1
        together = stage.together
    return places


def _before(stage: Stage, stages: tuple[Stage, ...], place: Mapping[str, int]) -> tuple[Stage, ...]:
    after = place.get(stage.opens_after)
    limit = place[stage.name] if after is None else after + 1
    return tuple(each for each in stages if place[each.name] < limit and each is not stage)

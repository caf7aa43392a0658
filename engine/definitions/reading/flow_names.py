"""The names that the parts of a flow speak of: who acts, items, stages, forms, persons."""

from __future__ import annotations

from collections.abc import Mapping

from engine.base.dataclass import dataclass
from engine.definitions.model.items import APPLICANT, NOBODY, THE_PERSON, ActorKind
from engine.definitions.reading.item_drafts import ItemDraft
from engine.definitions.reading.item_names import EachSource
from engine.definitions.reading.names import CASE, NameScope


@dataclass(frozen=True, slots=True)
class FlowNames:
    """``providers`` maps to their ports, ``sources`` to what an item is taken for."""

    roles: tuple[str, ...]
    providers: Mapping[str, str]
    items: Mapping[str, ItemDraft]
    sources: Mapping[str, EachSource]
    stages: tuple[str, ...]
    ends: tuple[str, ...]
    forms: tuple[str, ...]
    persons: tuple[str, ...]

    def actor(self, key: str) -> tuple[str, ActorKind] | None:
        """Who acts in the step of this name: the longest name that it begins with."""
        kinds: dict[str, ActorKind] = {
            **dict.fromkeys(self.providers, "provider"),
            **dict.fromkeys(self.roles, "role"),
            APPLICANT: "applicant",
            THE_PERSON: "person",
        }
        fitting = [name for name in kinds if key.startswith(f"{name} ")]
        name = max(fitting, key=len, default="")
        return (name, kinds[name]) if name else None

    @property
    def waited_for(self) -> tuple[str, ...]:
        """Everybody whose turn it can be."""
        return (*self.roles, *self.providers, APPLICANT, THE_PERSON, NOBODY)

    def is_several(self, item: str) -> bool:
        """Whether an item is taken for each."""
        return item in self.sources

    def is_for_persons(self, item: str) -> bool:
        """Whether an item is taken for each person."""
        source = self.sources.get(item)
        return source is not None and (source.kind == "persons" or not source.name)

    def scope(self, item: str) -> NameScope:
        """Where the conditions of an item stand."""
        return NameScope(group=item) if item in self.sources else CASE

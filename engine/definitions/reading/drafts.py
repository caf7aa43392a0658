"""Forms as they were read, before names have a meaning: conditions are still nodes."""

from __future__ import annotations

from engine.base.dataclass import dataclass
from engine.base.values import Span, Text
from engine.definitions.reading.map_reader import MapReader
from engine.definitions.reading.names import NameScope
from engine.definitions.reading.yaml_nodes import Node, Scalar


@dataclass(frozen=True, slots=True)
class FieldDraft:
    """A question: what was written about it, and where it stands."""

    path: str
    name: str
    kind: str
    caption: Text
    span: Span
    entries: MapReader
    place: NameScope


@dataclass(frozen=True, slots=True)
class ValueDraft:
    """A computed value."""

    path: str
    name: str
    text: Scalar
    span: Span
    place: NameScope


@dataclass(frozen=True, slots=True)
class NodeAt:
    """Something that is read later, with the place its names are looked up at."""

    node: Node
    place: NameScope


@dataclass(frozen=True, slots=True)
class GroupDraft:
    path: str
    span: Span
    entries: MapReader
    place: NameScope
    items: tuple[FieldDraft, ...]
    values: tuple[ValueDraft, ...]
    checks: tuple[NodeAt, ...]


ItemDraft = FieldDraft | GroupDraft


@dataclass(frozen=True, slots=True)
class SectionDraft:
    span: Span
    entries: MapReader
    items: tuple[ItemDraft, ...]


@dataclass(frozen=True, slots=True)
class FormDraft:
    name: str
    span: Span
    entries: MapReader
    sections: tuple[SectionDraft, ...]
    values: tuple[ValueDraft, ...]
    checks: tuple[NodeAt, ...]

    def groups(self) -> tuple[GroupDraft, ...]:
        """The repeating groups of all sections."""
        return tuple(
            item
            for section in self.sections
            for item in section.items
            if isinstance(item, GroupDraft)
        )

    def fields(self) -> tuple[FieldDraft, ...]:
        """The questions of all sections that stand in no group."""
        return tuple(
            item
            for section in self.sections
            for item in section.items
            if isinstance(item, FieldDraft)
        )

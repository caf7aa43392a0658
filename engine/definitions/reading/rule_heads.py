"""What rule files give, read before any of their rows."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, get_args

from engine.base.dataclass import dataclass
from engine.base.values import NOTHING, Span, Text
from engine.definitions.faults import Faults
from engine.definitions.model.rules import (
    HitPolicy,
    Output,
)
from engine.definitions.reading.lists import check_code
from engine.definitions.reading.map_reader import MapReader, caption
from engine.definitions.reading.yaml_nodes import Node, Scalar, Seq

HITS: Final[Mapping[str, HitPolicy]] = {hit: hit for hit in get_args(HitPolicy)}

Codes = Mapping[str, Text | None]
"""Codes with their captions, where they have one here."""


@dataclass(frozen=True, slots=True)
class RulesDraft:
    """A rule file of which the heading has been read: what it gives is known."""

    name: str
    reader: MapReader
    hit: HitPolicy
    outputs: tuple[Output, ...]
    spans: Mapping[str, Span]


class RuleHeads:
    """Reads what rule files give; ``sources`` are the words and lists that name sets of codes."""

    def __init__(self, sources: Mapping[str, Codes], faults: Faults) -> None:
        self.sources = sources
        self.faults = faults

    def draft(self, name: str, reader: MapReader) -> RulesDraft:
        """The heading of a rule file."""
        reader.text("rules", required=True)
        hit = HITS[reader.one_of("hit", tuple(HITS), "first")]
        entries = reader.members("gives", required=True)
        outputs = tuple(
            Output(entry.key.text, *self._codes(entry.key.text, entry.value)) for entry in entries
        )
        spans = {entry.key.text: entry.key.span for entry in entries}
        return RulesDraft(name, reader, hit, outputs, spans)

    def _codes(self, name: str, node: Node) -> tuple[tuple[str, ...], Mapping[str, Text]]:
        if isinstance(node, Scalar):
            source = node.text.strip()
            if source not in self.sources:
                self.faults.unknown("A204", node, "list", self.sources)
            codes = self.sources.get(source, {})
            return tuple(codes), MappingProxyType({c: text for c, text in codes.items() if text})
        if isinstance(node, Seq):
            words = [item for item in node.items if isinstance(item, Scalar)]
            if len(words) < len(node.items) or not words:
                self.faults.add("A103", node.span, f"“{name}” must give a list of words.")
            for each in words:
                check_code(each.text, each.span, self.faults)
            return tuple(each.text for each in words), NOTHING
        captions = {}
        for entry in node.entries:
            check_code(entry.key.text, entry.key.span, self.faults)
            if isinstance(entry.value, Scalar) and entry.value.text.strip():
                captions[entry.key.text] = caption(entry.value)
            else:
                self.faults.add("A105", entry.value.span, f"“{entry.key.text}” has no caption.")
        return tuple(captions), MappingProxyType(captions)

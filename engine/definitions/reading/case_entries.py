"""What stands under ``case``, before names have a meaning."""

from __future__ import annotations

from engine.definitions.grammar.flow import CASE
from engine.definitions.reading.map_reader import MapReader
from engine.definitions.reading.yaml_nodes import Map, YamlEntry


def case_entries(flow: MapReader) -> tuple[YamlEntry, ...]:
    """What stands under ``case``; nothing is reported."""
    entry = flow.entries.get("case")
    return entry.value.entries if entry and isinstance(entry.value, Map) else ()


def case_steps(flow: MapReader) -> tuple[YamlEntry, ...]:
    """The entries under ``case`` that are no words of it: its steps."""
    return tuple(entry for entry in case_entries(flow) if entry.key.text not in CASE.known)


def end_names(flow: MapReader) -> tuple[str, ...]:
    """The names of the ends."""
    node = next((e.value for e in case_entries(flow) if e.key.text == "ends"), None)
    return tuple(entry.key.text for entry in node.entries) if isinstance(node, Map) else ()

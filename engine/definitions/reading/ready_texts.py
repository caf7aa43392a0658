"""Texts that staff put into messages."""

from __future__ import annotations

from engine.base.values import Text
from engine.definitions.faults import Faults
from engine.definitions.model.route import ReadyText
from engine.definitions.reading.map_reader import MapReader, caption, text_context
from engine.definitions.reading.yaml_nodes import Scalar


def ready_texts(flow: MapReader, faults: Faults) -> tuple[ReadyText, ...]:
    """All of them, by their names."""
    found = []
    for entry in flow.members("ready texts"):
        node, span = entry.value, entry.key.span
        if not isinstance(node, Scalar) or not node.text.strip():
            message = f"ready text “{entry.key.text}” is not a text."
            faults.add("A104", span, message, "Write it after the colon.")
            continue
        named = Text(entry.key.text, text_context(span.file), span)
        found.append(ReadyText(entry.key.text, named, caption(node), span))
    return tuple(found)

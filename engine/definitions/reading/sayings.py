"""Messages of questions and checks: a text alone, or a text with its code."""

from __future__ import annotations

from engine.definitions.faults import Faults
from engine.definitions.model.forms import (
    Saying,
)
from engine.definitions.reading.map_reader import MapReader, caption
from engine.definitions.reading.yaml_nodes import Map, Scalar


def read_saying(reader: MapReader, key: str, code: str, faults: Faults) -> Saying | None:
    """``key: text`` or ``key: {say: text, code: E-49}``; ``code`` is the one otherwise."""
    node = reader.node(key)
    if not isinstance(node, Map):
        found = reader.scalar(key)
        return None if found is None else Saying(caption(found), code)
    inner = MapReader(node.entries, node.span, f"“{key}”", faults)
    said = Saying(inner.needed_caption("say"), inner.text("code", code))
    inner.close()
    return said


def read_else(reader: MapReader, code: str, *, required: bool = False) -> Saying | None:
    """``else: text`` with ``code:`` beside it."""
    found: Scalar | None = reader.scalar("else", required=required)
    own = reader.text("code", code)
    return None if found is None else Saying(caption(found), own)

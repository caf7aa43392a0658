"""Notices: what is told to whom, over which channels, when something happens."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from engine.base.values import Text
from engine.definitions.faults import Faults
from engine.definitions.model.flow import (
    DocumentType,
    Notice,
    Stage,
)
from engine.definitions.reading.map_reader import MapReader, as_map
from engine.definitions.reading.yaml_nodes import Scalar, YamlEntry

CHANNELS: Final = ("cabinet", "email", "sms")
PLACEHOLDER_TYPES: Final = ("text", "number", "date", "time", "datetime", "money", "link")
PLACEHOLDER: Final = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
BUILT_IN_EVENTS: Final = (
    "registration email code",
    "registration phone code",
    "password code",
    "temporary password",
    "message from the bank",
    "identification code",
    "submitted",
)


def events(
    stages: tuple[Stage, ...], documents: tuple[DocumentType, ...], ends: tuple[str, ...]
) -> tuple[str, ...]:
    """Everything that a notice may wait for."""
    found = list(BUILT_IN_EVENTS)
    for stage in stages:
        found.append(f"{stage.name} starts")
        found += [f"{stage.name} {outcome.name}" for outcome in stage.outcomes]
    for document in documents:
        found += [f"{document.name} becomes {state.name}" for state in document.states]
    return (*found, *(f"ends {end}" for end in ends))


def read_notice(
    entry: YamlEntry, known_events: tuple[str, ...], receivers: tuple[str, ...], faults: Faults
) -> Notice | None:
    """One notice."""
    reader = as_map(entry.value, f"notice “{entry.key.text}”", faults)
    if reader is None:
        return None
    placeholders = _placeholders(reader, faults)
    found = Notice(
        entry.key.text,
        _known(reader.scalar("on", required=True), known_events, "A217", "event", faults),
        _known(reader.scalar("to", required=True), receivers, "A212", "receiver", faults),
        _channels(reader, faults),
        reader.needed_caption("text"),
        entry.key.span,
        MappingProxyType(placeholders),
        reader.caption("subject"),
    )
    reader.close()
    for text in (found.text, found.subject):
        if text is not None:
            _declared(text, placeholders, faults)
    return found


def _known(
    scalar: Scalar | None, known: tuple[str, ...], code: str, what: str, faults: Faults
) -> str:
    if scalar is None:
        return ""
    name = scalar.text.strip()
    if name not in known:
        faults.unknown(code, scalar, what, known)
    return name


def _channels(reader: MapReader, faults: Faults) -> tuple[str, ...]:
    words = reader.words("channels")
    if not words:
        message = f"{reader.what} names no channel."
        faults.add("A102", reader.span, message, f"Write channels: [{', '.join(CHANNELS)}].")
    return tuple(_known(each, CHANNELS, "A106", "channel", faults) for each in words)


def _placeholders(reader: MapReader, faults: Faults) -> dict[str, str]:
    found = {}
    for entry in reader.members("placeholders"):
        value = entry.value
        if isinstance(value, Scalar):
            found[entry.key.text] = _known(
                value, PLACEHOLDER_TYPES, "A106", "placeholder type", faults
            )
    return found


def _declared(text: Text, placeholders: dict[str, str], faults: Faults) -> None:
    for name in PLACEHOLDER.findall(text.source):
        if name not in placeholders:
            message = f"the placeholder {{{name}}} is not declared."
            faults.add("A701", text.span, message, f"Add it to placeholders: {{{name}: text}}.")

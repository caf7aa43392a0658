"""JSON Schemas of the definition files, for editors: completion, hover texts, and a first check.

``write`` puts them into a folder, from where a YAML language server reads them. ``mismatches``
holds a file that was read against its schema.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from engine.definitions.editor.flow import bank, flow, rules, scenarios
from engine.definitions.editor.form import block, choice_list, form
from engine.definitions.editor.mismatch import Mismatch, held_against
from engine.definitions.editor.shapes import Schema
from engine.definitions.reading.yaml_nodes import Node

__all__ = ["FILES", "SCHEMAS", "Mismatch", "mismatches", "settings", "write"]

SCHEMAS: Final[Mapping[str, Callable[[], Schema]]] = MappingProxyType(
    {
        "banks": bank,
        "lists": choice_list,
        "blocks": block,
        "forms": form,
        "rules": rules,
        "flows": flow,
        "scenarios": scenarios,
    }
)
"""By the folder that the files stand in."""

FILES: Final[Mapping[str, str]] = MappingProxyType(
    {room: f"{room}.schema.json" for room in SCHEMAS}
)


def write(folder: Path) -> tuple[Path, ...]:
    """Write every schema into ``folder``; gives the files. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for room, make in SCHEMAS.items():
        file = folder / FILES[room]
        file.write_text(json.dumps(make(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        written.append(file)
    return tuple(written)


def settings(schemas: str, definitions: str) -> dict[str, object]:
    """Settings of an editor with a YAML language server; both folders as the editor sees them."""
    return {
        "yaml.schemas": {
            f"{schemas}/{file}": f"{definitions}/{room}/**/*.yaml" for room, file in FILES.items()
        }
    }


def mismatches(room: str, node: Node) -> tuple[Mismatch, ...]:
    """Where a file of ``room`` does not fit its published schema, in line order."""
    return held_against(SCHEMAS[room], node)

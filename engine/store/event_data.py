"""What events hold, as text: typed JSON, sealed whole, for comments and reasons are personal too.

Beside the types of answers there are maps (``{"map": {…}}``), plain lists, whole numbers and null.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from engine.base.values import NOTHING
from engine.store.columns import canonical
from engine.store.typed_json import READERS, plain
from engine.store.vault import Vault


def sealed(data: Mapping[str, Any], vault: Vault, place: str) -> str:
    """The text to store; empty where there is nothing."""
    return vault.seal(canonical(_encoded(data)), place) if data else ""


def unsealed(text: str, vault: Vault, place: str) -> Mapping[str, Any]:
    """The data again. Raises ``SealBroken`` or ``NoKey``."""
    found: Mapping[str, Any] = _decoded(json.loads(vault.unseal(text, place))) if text else NOTHING
    return found


def _encoded(value: Any) -> Any:
    if value is None or isinstance(value, int):  # yes and no among them
        return value
    if isinstance(value, Mapping):
        return {"map": {name: _encoded(inner) for name, inner in value.items()}}
    if isinstance(value, list):
        return [_encoded(inner) for inner in value]
    return plain(value)


def _decoded(value: Any) -> Any:
    if isinstance(value, list):
        return [_decoded(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    ((kind, inner),) = value.items()
    if kind == "map":
        return MappingProxyType({name: _decoded(each) for name, each in inner.items()})
    if kind == "rows":
        return tuple({name: _decoded(each) for name, each in row.items()} for row in inner)
    return READERS[kind](inner)

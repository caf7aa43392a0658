"""Files that are only named, as in a file of answers for the command line; never from a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from engine.base.values import StoredFile

UNKNOWN_SIZE = -1
"""The size of a file of which only the name is given."""


def files_named(path: str, raw: Mapping[str, Sequence[str]]) -> tuple[StoredFile, ...]:
    """``path: [a.pdf]`` or rows with ``name`` and ``size`` under ``path.0``, ``path.1``, …"""
    found = [_named(name, UNKNOWN_SIZE) for name in raw.get(path, ()) if name.strip()]
    for number in count():
        name = "".join(raw.get(f"{path}.{number}.name", ()))
        if not name:
            return tuple(found)
        size = "".join(raw.get(f"{path}.{number}.size", ()))
        plain = size.isascii() and size.isdecimal() and len(size) < 20
        found.append(_named(name, int(size) if plain else UNKNOWN_SIZE))
    return tuple(found)


def _named(name: str, size: int) -> StoredFile:
    return StoredFile(id=name, name=name, size=size, sha256="", media_type="")

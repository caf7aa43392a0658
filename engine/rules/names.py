"""Property names that the second engine can tell apart: it compares only a 32-bit hash of them."""

from __future__ import annotations

from collections.abc import Iterable

from engine.rules.properties import NotExpressible


def fnv_1a(name: str) -> int:
    """The 32-bit FNV-1a hash of a name, as the engine computes it."""
    found = 2_166_136_261
    for byte in name.encode():
        found = ((found ^ byte) * 16_777_619) & 0xFFFF_FFFF
    return found


def distinct_hashes(names: Iterable[str]) -> None:
    """Raise NotExpressible if two names would be taken for one."""
    seen: dict[int, str] = {}
    for name in names:
        other = seen.setdefault(fnv_1a(name), name)
        if other != name:
            raise NotExpressible(f"the names {other} and {name} cannot be told apart")

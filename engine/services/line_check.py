"""Bytes that a browser fetches to measure its line: never alike, so that nothing shortens them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import timedelta
from hashlib import shake_256
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.ports import Clock
from engine.services.spending import Spending
from engine.store.store import Store

PIECE: Final = 65_536
PIECES: Final = 96
"""Six megabytes: half a second of a fast line."""
LONGEST: Final = timedelta(seconds=8)
"""A slow line is known long before all of it is there."""


@dataclass(frozen=True, slots=True)
class LineCheck:
    """Everything it needs is given to it."""

    store: Store = field(repr=False)
    clock: Clock

    def begin(self, who: str) -> Iterator[bytes]:
        """The bytes, for an account or an address. Raises TooOften."""
        begun = self.clock.now()
        with self.store.write() as unit:
            Spending("line", who).take(unit, begun)
        return self._pieces()

    def _pieces(self) -> Iterator[bytes]:
        begun = self.clock.now()
        for number in range(PIECES):
            if self.clock.now() - begun > LONGEST:
                return
            yield shake_256(number.to_bytes(2, "big")).digest(PIECE)

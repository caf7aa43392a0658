"""Work that is done for the time it takes, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from engine.store.store import Unit


@contextmanager
def kept_if(unit: Unit, is_meant: bool) -> Iterator[None]:
    """What is written meanwhile is kept only if it is meant: the time tells nothing of that.

    Not for what adds to the ledger.
    """
    point = unit.connection.begin_nested()
    yield
    if is_meant:
        point.commit()
    else:
        point.rollback()

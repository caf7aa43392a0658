"""Books entries of statements that came in a file with many of them."""

from __future__ import annotations

import structlog

from engine.jobs.bench import Bench

log = structlog.get_logger()


def book(bench: Bench, programme: str) -> None:
    """Look at every entry of a programme that nobody has looked at."""
    if bench.book is not None:
        log.info("entries of statements booked", count=bench.book(programme))

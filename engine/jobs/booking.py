"""Reads files of statements that were uploaded, and books the entries that came in them."""

from __future__ import annotations

import structlog

from engine.jobs.bench import Bench

log = structlog.get_logger()


def read(bench: Bench, file: str) -> None:
    """Read a file that waits."""
    if bench.statements is not None:
        log.info("statements read", file=file, outcome=bench.statements.read(file))


def book(bench: Bench, programme: str) -> None:
    """Look at every entry of a programme that nobody has looked at."""
    if bench.statements is not None:
        log.info("entries of statements booked", count=bench.statements.book(programme))

"""Asks outside parties about what was begun there: when they call, and when they do not."""

from __future__ import annotations

from typing import Final

import structlog

from engine.jobs.bench import Bench

ASK_DUE: Final = "ask providers"
AT_ONCE: Final = 100
"""Sessions that one unit takes up; the next unit takes up the others."""

log = structlog.get_logger()


def ask(bench: Bench, id: str) -> None:
    """Begin one session, or ask how it stands."""
    if bench.providers is not None:
        log.info("provider asked", reference=id, answer=bench.providers.ask(id))


def ask_due(bench: Bench, subject: str) -> None:
    """Queue a job for every session that is to be asked about now."""
    del subject
    while bench.providers is not None and bench.providers.due(AT_ONCE) == AT_ONCE:
        continue

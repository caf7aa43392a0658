"""Every job there is, by its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from engine.base.ports import ASK, BOOK, DELIVER, READ
from engine.jobs.asking import ASK_DUE, ask, ask_due
from engine.jobs.bench import Bench
from engine.jobs.booking import book, read
from engine.jobs.deliver import deliver
from engine.jobs.purge import purge
from engine.jobs.timers import RING, SWEEP, TICK, ring, sweep, tick

PURGE: Final = "purge"

JOBS: Final[dict[str, Callable[[Bench, str], None]]] = {
    ASK: ask,
    ASK_DUE: ask_due,
    BOOK: book,
    READ: read,
    DELIVER: deliver,
    PURGE: purge,
    TICK: tick,
    RING: ring,
    SWEEP: sweep,
}
"""A job is given the id it is about. It may run again, so it looks before it acts."""

TIMES: Final[dict[str, str]] = {
    PURGE: "*/10 * * * *",
    TICK: "* * * * *",
    ASK_DUE: "* * * * *",
    SWEEP: "5 0 * * *",  # once a day, for what a condition says of today
}
"""Jobs that run by the clock (cron, UTC)."""

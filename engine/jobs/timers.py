"""Rings the timers of cases: every minute those whose moment has come, each in a job of its own.

A timer is a row that was written with the event it counts from, and goes with the commit of what it
brings about; so a job that was killed rings again, and one that had rung finds nothing to do.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import structlog

from engine.base.errors import NotFound
from engine.base.ports import Job
from engine.jobs.bench import Bench

TICK: Final = "timers"
RING: Final = "ring"
SWEEP: Final = "sweep"

AT_ONCE: Final = 200
"""Timers that one unit takes up; the next unit takes up the others."""

PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 360))
"""Before a timer is looked at again with which nothing could be done, the last again and again."""

log = structlog.get_logger()


def tick(bench: Bench, subject: str) -> None:
    """Queue a job for every timer whose moment has come."""
    del subject
    while _queue_some(bench) == AT_ONCE:
        continue


def ring(bench: Bench, id: str) -> None:
    """Tell the case of one timer that its moment has come."""
    now = bench.clock.now()
    with bench.store.read() as view:
        timer = view.timers.find(id)
    if timer is None or timer.due_at > now or bench.case_clock is None:
        return
    try:
        happened = bench.case_clock.ring(timer)
    except NotFound:
        with bench.store.write() as unit:
            unit.timers.remove(id)
        return
    log.info("timer rang", case=timer.case, step=timer.step, happened=happened)


def sweep(bench: Bench, subject: str) -> None:
    """Set what cases wait for and what is missing."""
    del subject
    if bench.case_clock is not None:
        missing = bench.case_clock.sweep()
        if missing:
            log.warning("timers were missing", timers=missing)


def _queue_some(bench: Bench) -> int:
    now = bench.clock.now()
    with bench.store.read() as view:
        if not view.timers.come(now, 1):
            return 0
    with bench.store.write() as unit:
        timers = unit.timers.come(now, AT_ONCE)
        for timer in timers:
            pause = PAUSES[min(timer.tries, len(PAUSES) - 1)]
            unit.timers.look_again(timer.id, now + pause)
            unit.enqueue(Job(f"{RING}.{timer.id}.{now.timestamp():.0f}", RING, timer.id))
    return len(timers)

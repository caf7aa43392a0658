"""Deletes what has run out."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import structlog

from engine.jobs.bench import Bench

CODES_COUNT_FOR: Final = timedelta(hours=2)
"""Codes are kept longer than they are valid, for their number in an hour is limited."""

SEARCHES_LAST: Final = timedelta(days=1)

log = structlog.get_logger()


def purge(bench: Bench, subject: str) -> None:
    """What ended, was used up or never confirmed, and ended jobs; what failed is queued again."""
    del subject
    now = bench.clock.now()
    with bench.store.write() as unit:
        gone = {
            "registrations": unit.registrations.purge(now),
            "codes": unit.codes.purge(now - CODES_COUNT_FOR),
            "recoveries": unit.recoveries.purge(now - CODES_COUNT_FOR),
            "contact changes": unit.contact_changes.purge(now),
            "factors": unit.factors.purge(now - timedelta(days=1)),
            "sessions": unit.sessions.purge(now - bench.keep_for),
            "limits": unit.throttles.purge(now - timedelta(days=1)),
            "messages": unit.outbox.purge(now - bench.keep_for),
            "links": unit.links.purge(now - bench.keep_for),
            "calls": unit.provider_sessions.purge(now - bench.keep_for),
            "searches": unit.searches.purge(now - SEARCHES_LAST),
        }
    if bench.renew is not None:
        gone["jobs that failed"] = bench.renew(bench.store)
    if bench.sweep is not None:
        gone["files"] = bench.sweep(now)
    if bench.forget is not None:
        gone["jobs"] = bench.forget(now - bench.keep_for)
    if any(gone.values()):
        log.info("purged", **gone)

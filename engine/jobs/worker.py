"""The receiving end of the queue: runs jobs, also those that a killed process left behind."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from engine.base.ports import Job
from engine.jobs.bench import Bench
from engine.jobs.jobs import JOBS, TIMES
from engine.jobs.queue import (
    APPLICATION,
    QUEUE,
    WORKFLOW,
    serializer,
)
from engine.jobs.sqlite_engine import sqlite_engine
from engine.jobs.timers import SWEEP
from engine.store.connect import driver_url

if TYPE_CHECKING:
    from dbos import DBOSConfig

AT_ONCE: Final = 4
POLL_SECONDS: Final = 0.5
# Jobs look before they act, so a newer program may finish what an older one began.
VERSION: Final = "1"


class Worker:
    """Runs jobs in threads of this process; there is at most one in a process.

    ``name`` tells apart processes that share a database: whoever starts under a name again takes
    up what that name left unfinished.
    """

    def __init__(self, url: str, bench: Bench, name: str = "local") -> None:
        self._url = url
        self._engine = sqlite_engine(url)
        self._bench = bench
        self._name = name

    def start(self) -> None:
        """Begin; returns at once."""
        from dbos import DBOS  # noqa: PLC0415 - most commands build a product and run no jobs

        bench = self._bench
        DBOS(config=self._config())

        @DBOS.workflow(name=WORKFLOW)
        def perform(kind: str, subject: str) -> None:
            JOBS[kind](bench, subject)

        @DBOS.workflow(name=f"{WORKFLOW} by the clock")
        def perform_on_time(moment: datetime, kind: str) -> None:
            del moment
            JOBS[kind](bench, "")

        DBOS.launch()
        DBOS.register_queue(QUEUE, worker_concurrency=AT_ONCE, polling_interval_sec=POLL_SECONDS)
        DBOS.apply_schedules(
            [
                {
                    "schedule_name": kind,
                    "workflow_fn": perform_on_time,
                    "schedule": when,
                    "context": kind,
                }
                for kind, when in TIMES.items()
            ]
        )
        if bench.case_clock is not None:
            now = bench.clock.now()
            with bench.store.write() as unit:
                unit.enqueue(Job(f"{SWEEP}.{self._name}.{now.timestamp()}", SWEEP))

    def stop(self, wait: int = 5) -> None:
        """End; jobs under way may finish within ``wait`` seconds, the rest is taken up later."""
        from dbos import DBOS  # noqa: PLC0415 - as above

        DBOS.destroy(workflow_completion_timeout_sec=wait, destroy_registry=True)
        if self._engine is not None:
            self._engine.dispose()

    def _config(self) -> DBOSConfig:
        return {
            "name": APPLICATION,
            "system_database_url": driver_url(self._url),
            "system_database_engine": self._engine,
            "application_version": VERSION,
            "executor_id": self._name,
            "serializer": serializer(),
            "log_level": "WARNING",
            "scheduler_polling_interval_sec": 10.0,
            "run_migrations": True,
        }

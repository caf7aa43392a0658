"""Jobs are queued in the transaction of the rows they belong to.

DBOS keeps its tables in the same database as the store (in PostgreSQL in a schema of their own), so
its client can write a job through the store's own connection.
"""

from __future__ import annotations

import logging
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from engine.base.ports import Job
from engine.store.connect import driver_url
from engine.store.store import Store

if TYPE_CHECKING:
    from dbos import DBOSClient, DBOSPortableJSONSerializer, EnqueueOptions, WorkflowStatus

APPLICATION: Final = "anketa"
QUEUE: Final = "anketa"
WORKFLOW: Final = "perform"
AGAIN: Final = "~"
"""Between the id of a job and how often it was queued again."""

MOST_TIMES: Final = 50
AT_ONCE: Final = 500
"""Ended jobs that are deleted in one transaction."""


class DurableQueue:
    """The sending end; it runs nothing, so that any process may have one."""

    def __init__(self, url: str) -> None:
        self._url = url

    def enqueue(self, transaction: object, job: Job) -> None:
        """Queue ``job`` through the store's connection; the same id is queued once."""
        if not isinstance(transaction, Connection):
            message = "Jobs are queued through the connection of the store."
            raise TypeError(message)
        options: EnqueueOptions = {
            "workflow_name": WORKFLOW,
            "queue_name": QUEUE,
            "workflow_id": job.id,
        }
        if job.delay > 0:
            options["delay_seconds"] = job.delay
        self._client.enqueue_in_transaction(transaction, options, job.kind, job.subject)

    def renew(self, store: Store) -> int:
        """Queue jobs again that failed, as where the database could not be written; how many.

        A job looks before it acts, so one that had done everything finds nothing to do.
        """
        failed = self._client.list_workflows(status="ERROR", limit=AT_ONCE, load_output=False)
        again = {one.workflow_id: job for one in failed if (job := _again(one)) is not None}
        if again:
            with store.write() as unit:
                for job in again.values():
                    self.enqueue(unit.connection, job)
            self._client.delete_workflows(list(again))
        return len(again)

    def forget(self, before: datetime) -> int:
        """Delete what is remembered of jobs that ended before; how many."""
        gone = 0
        while ended := self._client.list_workflows(
            status=["SUCCESS", "ERROR", "CANCELLED"],
            completed_before=before.isoformat(),
            limit=AT_ONCE,
            load_input=False,
            load_output=False,
        ):
            self._client.delete_workflows([job.workflow_id for job in ended])
            gone += len(ended)
        return gone

    def close(self) -> None:
        """Close its connections."""
        if "_client" in vars(self):
            self._client.destroy()

    @cached_property
    def _client(self) -> DBOSClient:
        from dbos import DBOSClient  # noqa: PLC0415 - with the first job

        return DBOSClient(
            system_database_url=driver_url(self._url),
            application_name=APPLICATION,
            serializer=serializer(),
            lazy=True,
        )


def serializer() -> DBOSPortableJSONSerializer:
    """Plain JSON: what a queue holds can be read, and reading it can run nothing."""
    from dbos import DBOSPortableJSONSerializer  # noqa: PLC0415

    return DBOSPortableJSONSerializer()


def _again(failed: WorkflowStatus) -> Job | None:
    """The same job under the next id; None for one that fails for ever, and for the clock's."""
    first, _, count = failed.workflow_id.partition(AGAIN)
    times = int(count or 0)
    if failed.name != WORKFLOW or not failed.input or times >= MOST_TIMES:
        return None
    return Job(f"{first}{AGAIN}{times + 1}", *failed.input["args"])


def upgrade(url: str) -> None:
    """Bring the tables of the queue up to date; part of ``db upgrade``."""
    from dbos import DBOS  # noqa: PLC0415

    logging.getLogger("dbos").setLevel(logging.WARNING)
    DBOS.migrate(driver_url(url))

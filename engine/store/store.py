"""The store: one transaction for writing, one snapshot for reading.

>>> with store.write() as unit:                     # doctest: +SKIP
...     unit.cases.add(case)
...     unit.audit.append(action)
...     unit.enqueue(job)
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import field
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from engine.base.dataclass import dataclass
from engine.base.ports import DELIVER, Job, JobQueue
from engine.base.records import Message
from engine.store.accounts import Accounts
from engine.store.answers import AnswersOfCases
from engine.store.audit import Audit
from engine.store.bundles import Bundles
from engine.store.cards import Cards
from engine.store.case_events import CaseEvents
from engine.store.case_files import CaseFiles
from engine.store.case_keys import CaseKeys
from engine.store.cases import Cases
from engine.store.codes import Codes
from engine.store.connect import SqlEngines, connect
from engine.store.consents import Consents
from engine.store.contact_changes import ContactChanges
from engine.store.control import ControlRows
from engine.store.errors import StoreBusy, StoreUnavailable
from engine.store.factors import Factors
from engine.store.ledger import Ledger, LedgerWriting
from engine.store.links import Links
from engine.store.outbox import Outbox
from engine.store.presence import PresenceRows
from engine.store.provider_sessions import ProviderSessions
from engine.store.queue_rows import QueueRows
from engine.store.reads import ReadRows
from engine.store.receipts import Receipts
from engine.store.recoveries import Recoveries
from engine.store.registrations import Registrations
from engine.store.searches import Searches
from engine.store.sessions import Sessions
from engine.store.staff import Staff
from engine.store.staff_texts import StaffTexts
from engine.store.submissions import Submissions
from engine.store.throttles import Budget, Throttles
from engine.store.timers import Timers
from engine.store.vault import Vault

log = structlog.get_logger()

CODE_TRIES: Final = 5
LOCK_SECONDS: Final = 1.5


@dataclass(frozen=True, slots=True)
class View:
    """All repositories over one consistent snapshot; the database refuses to write here."""

    connection: Connection
    vault: Vault
    known_keys: dict[str, str] = field(default_factory=dict, repr=False)
    written: LedgerWriting | None = None
    """What this transaction adds to the ledger; none where nothing is written."""

    @property
    def keys(self) -> CaseKeys:
        return CaseKeys(self.connection, self.vault, self.known_keys)

    @property
    def accounts(self) -> Accounts:
        return Accounts(self.connection, self.vault, self.written)

    @property
    def registrations(self) -> Registrations:
        return Registrations(self.connection, self.vault)

    @property
    def codes(self) -> Codes:
        return Codes(self.connection, CODE_TRIES)

    @property
    def recoveries(self) -> Recoveries:
        return Recoveries(self.connection, self.vault)

    @property
    def sessions(self) -> Sessions:
        return Sessions(self.connection)

    @property
    def contact_changes(self) -> ContactChanges:
        return ContactChanges(self.connection, self.vault)

    @property
    def factors(self) -> Factors:
        return Factors(self.connection, self.vault)

    @property
    def throttles(self) -> Throttles:
        return Throttles(self.connection, self.vault)

    @property
    def bundles(self) -> Bundles:
        return Bundles(self.connection, self.written)

    @property
    def cases(self) -> Cases:
        return Cases(self.connection, self.keys, self.written)

    @property
    def answers(self) -> AnswersOfCases:
        return AnswersOfCases(self.connection, self.keys)

    @property
    def files(self) -> CaseFiles:
        return CaseFiles(self.connection, self.written)

    @property
    def audit(self) -> Audit:
        return Audit(self.connection, self.written)

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.connection, self.vault)

    @property
    def outbox(self) -> Outbox:
        return Outbox(self.connection, self.vault)

    @property
    def consents(self) -> Consents:
        return Consents(self.connection, self.written)

    @property
    def submissions(self) -> Submissions:
        return Submissions(self.connection, self.keys, self.written)

    @property
    def case_events(self) -> CaseEvents:
        return CaseEvents(self.connection, self.keys)

    @property
    def receipts(self) -> Receipts:
        return Receipts(self.connection)

    @property
    def reads(self) -> ReadRows:
        return ReadRows(self.connection, self.vault, self.written)

    @property
    def staff(self) -> Staff:
        return Staff(self.connection, self.vault, self.written)

    @property
    def staff_texts(self) -> StaffTexts:
        return StaffTexts(self.connection, self.vault)

    @property
    def queue_rows(self) -> QueueRows:
        return QueueRows(self.connection, self.vault)

    @property
    def control(self) -> ControlRows:
        return ControlRows(self.connection)

    @property
    def presence(self) -> PresenceRows:
        return PresenceRows(self.connection)

    @property
    def searches(self) -> Searches:
        return Searches(self.connection, self.vault)

    @property
    def timers(self) -> Timers:
        return Timers(self.connection)

    @property
    def links(self) -> Links:
        return Links(self.connection, self.vault)

    @property
    def provider_sessions(self) -> ProviderSessions:
        return ProviderSessions(self.connection, self.vault)

    @property
    def cards(self) -> Cards:
        return Cards(self.connection, self.vault)


@dataclass(frozen=True, slots=True)
class Unit(View):
    """All repositories in one transaction: everything in it is stored, or nothing."""

    queue: JobQueue | None = None

    def enqueue(self, job: Job) -> None:
        """Queue work that exists exactly if this unit is committed."""
        if self.queue is None:
            message = "This store was opened without a job queue."
            raise RuntimeError(message)
        self.queue.enqueue(self.connection, job)

    def post(self, message: Message, delay: float = 0.0) -> None:
        """Put a message into the outbox, and queue its delivery; nothing if it is there."""
        if self.outbox.add(message):
            self.enqueue(Job(message.id, DELIVER, message.id, delay))


class Store:
    """The database behind a URL, as ``sqlite:///…`` or ``postgresql://…``."""

    def __init__(self, engines: SqlEngines, vault: Vault, queue: JobQueue | None = None) -> None:
        self._engines = engines
        self._vault = vault
        self._queue = queue
        # Threads of one process queue fairly here; SQLite's own lock is won by chance.
        self._turn = threading.Lock()

    @classmethod
    def open(cls, url: str, vault: Vault, queue: JobQueue | None = None) -> Store:
        """A store; the schema must be up to date (``engine.store.schema.upgrade``)."""
        return cls(connect(url), vault, queue)

    @contextmanager
    def write(self) -> Iterator[Unit]:
        """One transaction; committed at the end, rolled back by any exception.

        Keep it short: no mail, no file, no hashing of passwords inside. Raises
        ``StoreUnavailable``, or ``StoreBusy`` where waiting longer might help.
        """
        with self._in_turn(), _failures_are_told(), self._engines.writing.begin() as connection:
            written = LedgerWriting(connection, self._vault)
            yield Unit(connection, self._vault, queue=self._queue, written=written)
            written.flush()

    @contextmanager
    def read(self) -> Iterator[View]:
        """One consistent snapshot. Raises ``StoreUnavailable``."""
        with _failures_are_told(), self._engines.reading.begin() as connection:
            yield View(connection, self._vault)

    def probe(self, now: datetime) -> None:
        """Write something, to see whether that goes. Raises ``StoreUnavailable``."""
        with self.write() as unit:
            unit.throttles.take("probe", PROBES, now)

    def close(self) -> None:
        """Close all connections."""
        self._engines.dispose()

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if not self._engines.is_sqlite:
            yield
            return
        if not self._turn.acquire(timeout=LOCK_SECONDS):
            raise StoreBusy(BUSY)
        try:
            yield
        finally:
            self._turn.release()


BUSY: Final = "The store is busy; try again in a moment."
PROBES: Final = Budget(1_000, timedelta(seconds=1))
"""More than anybody asks for: each one writes."""

UNREACHABLE: Final = "The database cannot be read or written at the moment."
UNAVAILABLE: Final = (OperationalError, InterfaceError, InternalError)
"""No connection, no space, no right to write, no answer."""


@contextmanager
def _failures_are_told() -> Iterator[None]:
    try:
        yield
    except PoolTimeout:
        raise StoreBusy(BUSY) from None
    except DBAPIError as error:
        if "database is locked" in str(error.orig):
            raise StoreBusy(BUSY) from None
        if error.connection_invalidated or isinstance(error, UNAVAILABLE):
            log.warning(
                "database unavailable", kind=type(error.orig).__name__, told=str(error.orig)
            )
            raise StoreUnavailable(UNREACHABLE) from None
        raise

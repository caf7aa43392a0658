"""What jobs work with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from engine.base.dataclass import dataclass
from engine.base.ports import CaseClock, Clock, FileStore, ProviderAsking, StatementReading
from engine.messages.channels import Post
from engine.store.store import Store


@dataclass(frozen=True, slots=True)
class Bench:
    """Store, clock, post and the clock of cases.

    ``shows_outbox`` keeps what was sent readable, for demonstrations.
    """

    store: Store
    clock: Clock
    post: Post
    shows_outbox: bool = False
    keep_for: timedelta = timedelta(days=30)
    """How long what has run out is kept before it is purged, where nothing else is said."""
    files: FileStore | None = None
    """Where files lie that go with mails."""
    providers: ProviderAsking | None = None
    case_clock: CaseClock | None = None
    """None where no cases are kept: then no timer rings."""
    sweep: Callable[[datetime], int] | None = None
    """Deletes files that nothing refers to."""
    renew: Callable[[Store], int] | None = None
    """Queues jobs again that failed; how many."""
    forget: Callable[[datetime], int] | None = None
    """Deletes what the queue remembers of jobs that ended before."""
    statements: StatementReading | None = None

"""A store whose queue is real, on either database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.jobs import queue
from engine.jobs.queue import DurableQueue
from engine.store.store import Store
from tests.stores import opened


@pytest.fixture(params=["sqlite", "migrated_postgres"], ids=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """The URL of a database with the tables of the queue."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    queue.upgrade(found)
    return found


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store that can queue."""
    sending = DurableQueue(url)
    with opened(url, sending) as store:
        yield store
    sending.close()

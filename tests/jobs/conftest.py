"""A store whose queue is real, on either database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.jobs.queue import DurableQueue
from engine.store.store import Store
from tests.stores import opened, with_tables


@pytest.fixture(params=["sqlite", "migrated_postgres"], ids=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """The URL of a database with the tables of the queue."""
    return with_tables(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store that can queue."""
    sending = DurableQueue(url)
    with opened(url, sending) as store:
        yield store
    sending.close()

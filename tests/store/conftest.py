"""Every test of the store runs on a real SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.store.store import Store
from tests.stores import opened


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """The URL of a database of either kind, empty where no store is asked for."""
    is_copied = request.param == "postgres" and "store" in request.fixturenames
    found: str = request.getfixturevalue(f"{'migrated_' * is_copied}{request.param}_url")
    return found


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store with tables and nothing in them."""
    with opened(url) as store:
        yield store

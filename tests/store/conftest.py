"""Every test of the store runs on a real SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.store.store import Store
from tests.stores import opened


@pytest.fixture(params=["sqlite", "migrated_postgres"], ids=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """The URL of a database of either kind, in which a store can be opened."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture(params=["sqlite", "postgres"])
def bare_url(request: pytest.FixtureRequest) -> str:
    """The URL of a database of either kind without tables."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store with tables and nothing in them."""
    with opened(url) as store:
        yield store

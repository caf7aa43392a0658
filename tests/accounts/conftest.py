"""A front desk with a real store, a clock that stands still, and messages that can be read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.accounts.front import Front
from tests.stores import Tray, opened


@pytest.fixture
def front(sqlite_url: str) -> Iterator[Front]:
    """The desk on SQLite."""
    with opened(sqlite_url, Tray()) as store:
        yield Front.at(store)


@pytest.fixture(params=["sqlite", "migrated_postgres"], ids=["sqlite", "postgres"])
def either_front(request: pytest.FixtureRequest) -> Iterator[Front]:
    """The desk on either database."""
    with opened(request.getfixturevalue(f"{request.param}_url"), Tray()) as store:
        yield Front.at(store)

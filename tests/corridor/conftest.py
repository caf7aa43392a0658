"""The whole product behind its pages, on a real database, with a clock that a test moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.bootstrap import Product
from tests.corridor.people import build
from tests.fakes import FixedClock


@pytest.fixture(params=["sqlite", "postgresql"])
def product(request: pytest.FixtureRequest, tmp_path: Path, clock: FixedClock) -> Iterator[Product]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    made = build(tmp_path, clock, DATABASE_URL=url)
    yield made
    made.close()


@pytest.fixture
def on_sqlite(tmp_path: Path, clock: FixedClock) -> Iterator[Product]:
    made = build(tmp_path, clock)
    yield made
    made.close()

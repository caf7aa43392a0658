"""The whole product behind its pages, on real databases; one for all tests of a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from engine.bootstrap import Product
from tests.corridor.club_people import Staff, build_club, staffed
from tests.corridor.people import build
from tests.fakes import FixedClock

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Riga"))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def product(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Product]:
    on_server = request.param == "postgresql"
    url = request.getfixturevalue("shared_postgres_url") if on_server else ""
    made = build(tmp_path_factory.mktemp("data"), FixedClock(NOON), DATABASE_URL=url)
    yield made
    made.close()


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    made = build(tmp_path_factory.mktemp("data"), FixedClock(NOON))
    yield made
    made.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def club(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Product]:
    """A club whose flow is written in items."""
    on_server = request.param == "postgresql"
    url = request.getfixturevalue("shared_postgres_url") if on_server else ""
    made = build_club(tmp_path_factory.mktemp("club"), FixedClock(NOON), DATABASE_URL=url)
    yield made
    made.close()


@pytest.fixture(scope="module")
def staff(club: Product) -> Staff:
    """Those who decide in the club."""
    return staffed(club)

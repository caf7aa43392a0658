"""The bank's product behind its pages, on Sunday 22 November 2026, 12:00 in Riga."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.bootstrap import Product
from tests.corridor.people import build
from tests.fakes import FixedClock
from tests.journeys.serving import Applicant, register
from web.app import create_app

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Riga"))


@pytest.fixture(scope="session")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    built = build(tmp_path_factory.mktemp("bank"), FixedClock(NOON))
    yield built
    built.close()


@pytest.fixture(scope="session")
def app(bank: Product) -> Flask:
    return create_app(bank)


@pytest.fixture
def time(bank: Product) -> Iterator[FixedClock]:
    """The product's clock, for tests in which time passes; it is noon again afterwards."""
    assert isinstance(bank.clock, FixedClock)
    yield bank.clock
    bank.clock.moment = NOON


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """A browser that nobody has used yet."""
    return app.test_client()


@pytest.fixture
def natural(bank: Product, app: Flask) -> Applicant:
    """A natural person, citizen of Latvia, who has just registered."""
    return register(bank, app, "natural", "lv")


@pytest.fixture
def company(bank: Product, app: Flask) -> Applicant:
    """Somebody who has just registered for a company of Latvia."""
    return register(bank, app, "legal", "lv")

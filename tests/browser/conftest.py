"""The product behind a real server, for real browsers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from engine.bootstrap import Product
from tests.journeys.rehearsing import WorkingHours, rehearsing
from tests.journeys.serving import build, served
from web.app import create_app


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    built = build(tmp_path_factory.mktemp("browser"))
    yield built
    built.close()


@pytest.fixture(scope="module")
def app(product: Product) -> Flask:
    return create_app(product)


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    """Where the application listens."""
    with served(app) as found:
        yield found


@pytest.fixture(scope="module")
def clock() -> WorkingHours:
    return WorkingHours()


@pytest.fixture(scope="module")
def at_work(
    tmp_path_factory: pytest.TempPathFactory, clock: WorkingHours
) -> Iterator[tuple[Product, str]]:
    """The product with its providers for rehearsals, while the bank works, and its address."""
    with rehearsing(tmp_path_factory.mktemp("at work"), clock) as found:
        yield found

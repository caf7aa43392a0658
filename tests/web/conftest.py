"""One product for all pages of a test process: building it costs more than a thousand requests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.bootstrap import Product
from tests.journeys.serving import Applicant, build, register
from web.app import create_app


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product of a demonstration, with the definitions of the repository."""
    built = build(tmp_path_factory.mktemp("web"))
    yield built
    built.close()


@pytest.fixture(scope="session")
def app(product: Product) -> Flask:
    return create_app(product)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody has used yet."""
    return app.test_client()


@pytest.fixture(scope="session")
def natural(product: Product, app: Flask) -> Applicant:
    """A natural person before anything is filled in; tests only read."""
    return register(product, app, "natural")


@pytest.fixture
def person(product: Product, app: Flask) -> Applicant:
    """A natural person of one's own."""
    return register(product, app, "natural")


@pytest.fixture
def company(product: Product, app: Flask) -> Applicant:
    """A legal person of one's own."""
    return register(product, app, "legal")

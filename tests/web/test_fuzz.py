"""Whatever is sent, the answer is a page and never an error of ours.

``FUZZ_REQUESTS=60000`` sends that many requests instead of the few of every run.
"""

from __future__ import annotations

import os

import pytest
from flask import Flask

from engine.bootstrap import Product
from tests.journeys.serving import build, register
from tests.web.requests_at_random import World, send
from web.app import create_app

LONG = int(os.environ.get("FUZZ_REQUESTS", "0"))
COUNT = LONG or 200
CHUNK = 50
LEAKS = ("Traceback", 'File "/', "werkzeug.", "sqlalchemy.", "jinja2.")
pytestmark = pytest.mark.timeout(36_000 if LONG else 1_200)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A product of its own: these requests leave it full of rubbish."""
    product: Product = build(tmp_path_factory.mktemp("fuzz"))
    app: Flask = create_app(product)
    owners = [register(product, app, "natural"), register(product, app, "legal")]
    sent = register(product, app, "natural")
    ready = product.library.today("magnetiq")
    names = [*ready.everything.fields, *ready.everything.groups, "representatives.0.full_name"]
    return World(app, [*owners, sent], app.test_client(), names)


@pytest.mark.parametrize("start", range(0, COUNT, CHUNK))
def test_every_request_has_an_answer(world: World, start: int) -> None:
    wrong = {}
    for seed in range(start, min(start + CHUNK, COUNT)):
        response = send(world, seed)
        told = response.get_data(as_text=True) if response.is_json or response.mimetype else ""
        if response.status_code >= 500 or any(leak in told for leak in LEAKS):
            wrong[seed] = f"{response.request.method} {response.request.path} {response.status}"
    assert wrong == {}

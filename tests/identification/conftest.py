"""A provider on loopback, and a client that speaks with it over real connections."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from engine.identification.demo_provider.keys import rehearsal_settings
from engine.identification.demo_provider.provider import DemoProvider
from engine.identification.port import PersonAsked
from engine.identification.sumsub import Sumsub
from tests.fakes import FixedClock

REFERENCE = "0f8fad5b-d9cb-469f-a165-70867728950e"


@pytest.fixture
def asked(httpserver: HTTPServer) -> PersonAsked:
    """Somebody to be identified; every test may begin with them."""
    return PersonAsked(
        REFERENCE, "lv", "anna@example.org", "+37120000000", "Anna Marija Bērziņa",
        date(1990, 1, 15), httpserver.url_for("/back"),
    )  # fmt: skip


@pytest.fixture
def provider(tmp_path: Path, clock: FixedClock, httpserver: HTTPServer) -> DemoProvider:
    """A provider that does not listen yet."""
    httpserver.expect_request("/callback").respond_with_data("", status=204)
    httpserver.expect_request("/back").respond_with_data("welcome back")
    return DemoProvider(tmp_path, httpserver.url_for("/callback"), clock)


@pytest.fixture
def address(provider: DemoProvider) -> Iterator[str]:
    """Where the provider listens."""
    address, stop = provider.serve(0)
    yield address
    stop()


@pytest.fixture
def sumsub(address: str, clock: FixedClock) -> Sumsub:
    """The client of the provider."""
    return Sumsub(rehearsal_settings(address), clock)

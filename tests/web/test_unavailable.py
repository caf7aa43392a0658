"""When the database cannot write, people read, and what they typed is given back to them."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from engine.bootstrap import Product
from engine.services.databases import database_file
from tests.journeys.serving import Applicant, build, register, soup
from web.app import create_app

Trouble = Callable[[Product], AbstractContextManager[None]]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A product whose database may be spoilt."""
    built = build(tmp_path_factory.mktemp("unavailable"))
    yield built
    built.close()


@pytest.fixture(scope="module")
def person(own: Product) -> Applicant:
    return register(own, create_app(own), "natural")


@contextmanager
def locked(product: Product) -> Iterator[None]:
    """Another program writes and does not end."""
    other = sqlite3.connect(str(place(product)), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def full(_product: Product) -> Iterator[None]:
    """The disk takes nothing more."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


@contextmanager
def read_only(product: Product) -> Iterator[None]:
    """The disk was mounted for reading only."""
    with told_to(product.store._engines.writing, "PRAGMA query_only=1"):
        yield


@contextmanager
def told_to(engine: Engine, pragma: str) -> Iterator[None]:
    def tell(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(pragma)

    engine.dispose()
    event.listen(engine, "connect", tell)
    try:
        yield
    finally:
        event.remove(engine, "connect", tell)
        engine.dispose()


@contextmanager
def gone(product: Product) -> Iterator[None]:
    """The file is no database any more."""
    engines, file = product.store._engines, place(product)
    engines.dispose()
    parts = [file, *file.parent.glob(f"{file.name}-*")]
    for part in parts:
        part.rename(part.with_name(f"away-{part.name}"))
    file.mkdir()
    try:
        yield
    finally:
        engines.dispose()
        file.rmdir()
        for part in parts:
            part.with_name(f"away-{part.name}").rename(part)


def place(product: Product) -> Path:
    file = database_file(product.settings)
    assert file is not None
    return file


def health(app: Flask) -> int:
    return app.test_client().get("/healthz").status_code


TROUBLES: list[Trouble] = [locked, full, read_only]


@pytest.mark.parametrize("trouble", TROUBLES, ids=range(3))
def test_pages_are_read_and_what_is_typed_is_given_back(
    own: Product, person: Applicant, trouble: Trouble
) -> None:
    app, typed = person.client.application, f"Anna Bērziņa {TROUBLES.index(trouble) * 'x'}-Kept"
    with trouble(own):
        assert person.client.get(person.address).status_code == 200
        answer = person.press("save", {"client.full_name": typed})
        assert answer.status_code == 503
        page = soup(answer)
        assert typed in page.get_text()
        again = page.select_one("form[action] [name='client.full_name']")
        assert again is not None
        assert again["value"] == typed
        assert health(app) == 503
    sent = {
        str(one["name"]): str(one["value"]) for one in page.select("main form input[type=hidden]")
    }
    form = page.select_one("main form")
    assert form is not None
    assert person.client.post(str(form["action"]), data=sent).status_code == 303
    assert typed in str(person.sheet())
    assert health(app) == 200


def test_without_a_database_every_page_says_so(own: Product, person: Applicant) -> None:
    app = person.client.application
    with gone(own):
        for address in (person.address, "/lv/magnetiq/login"):
            answer = person.client.get(address)
            assert answer.status_code in (200, 503)
        assert person.client.get(person.address).status_code == 503
        assert health(app) == 503
    assert person.client.get(person.address).status_code == 200


def test_a_password_is_never_given_back(own: Product) -> None:
    client = create_app(own).test_client()
    page = soup(client.get("/en/magnetiq/login"))
    token = str(page.select("input[name=csrf_token]")[-1]["value"])
    with locked(own):
        answer = client.post(
            "/en/magnetiq/login",
            data={
                "csrf_token": token, "_do": "continue",
                "login.identifier": "anna@example.org", "login.password": "Hidden-1",
            },
        )  # fmt: skip
    assert answer.status_code == 503
    assert "anna@example.org" in answer.get_data(as_text=True)
    assert "Hidden-1" not in answer.get_data(as_text=True)

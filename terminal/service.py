"""``serve`` and ``db``: running the product and looking after it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from engine.base.system import RandomIds, SystemClock
from engine.bootstrap import Product, build
from engine.demo.outside import connected
from engine.demo.people import people
from engine.demo.story_clock import StoryClock
from engine.rules.durable import installed
from engine.services.databases import migrate
from engine.services.opened import prepared
from engine.store.files import LocalFiles
from engine.store.rotation import reseal
from engine.store.schema import check as check_schema
from engine.store.store import Store
from engine.store.vault import Vault
from terminal.environment import has_own_secrets, settings_of
from terminal.output import say, told
from web.app import create_app
from web.server import run

Command = TypeVar("Command", bound=Callable[..., Any])

DATA = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the database and the files.",
)
DEMO = click.option("--demo", is_flag=True, help="A demonstration: nothing leaves this machine.")


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--definitions",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the definitions.",
)
@DATA
@DEMO
@told
def serve(host: str, port: int, definitions: Path | None, data: Path | None, *, demo: bool) -> None:
    """Serve the product until it is stopped with Ctrl+C."""
    settings = settings_of(data, demo=demo)
    address = f"http://{'localhost' if host in ('0.0.0.0', '::') else host}:{port}"  # noqa: S104
    if not os.environ.get("ANKETA_BASE_URL"):
        settings = replace(settings, base_url=address)
    if definitions is not None:
        settings = replace(settings, definitions=definitions)
    stop, clock = _nothing, None
    if settings.demo:
        clock = StoryClock(SystemClock())
        settings, stop = connected(settings, f"http://127.0.0.1:{port}", port + 1, clock)
    product = build(settings, clock)
    app = create_app(product)
    _greet(product, address)
    try:
        run(app, product, host, port)
    finally:
        stop()


def _nothing() -> None:
    """Nothing was started that must be stopped."""


@click.group("db")
def db() -> None:
    """The database."""


@db.command("upgrade")
@DATA
@DEMO
@told
def upgrade(data: Path | None, *, demo: bool) -> None:
    """Bring the database to the schema of this version; data are kept."""
    say(f"schema {migrate(settings_of(data, demo=demo))}")


@db.command("reseal")
@DATA
@DEMO
@told
def reseal_answers(data: Path | None, *, demo: bool) -> None:
    """Seal the keys of cases, contacts and cards again with the first of the keys."""
    with store_of(data, demo=demo) as store:
        say(f"{reseal(store)} sealed again")


@contextmanager
def store_of(data: Path | None, *, demo: bool) -> Iterator[Store]:
    """The store behind the settings, for an operator."""
    settings = prepared(settings_of(data, demo=demo or has_own_secrets(data)))
    check_schema(settings.database)
    vault = Vault(settings.answers_keys, settings.secret_key.encode())
    store = Store.open(settings.database, vault)
    try:
        yield store
    finally:
        store.close()


def files_of(data: Path | None, *, demo: bool) -> LocalFiles:
    """The files behind the settings, for an operator."""
    settings = settings_of(data, demo=demo or has_own_secrets(data))
    return LocalFiles(settings.data / "files", RandomIds())


def _greet(product: Product, address: str) -> None:
    say(f"Anketa serves {', '.join(product.programmes)} at {address}/")
    if product.outbox is not None:
        lang = next((one.languages[0] for one in product.programmes.values()), "en")
        say(f"Mails and short messages of the demonstration: {address}/{lang}/outbox")
        told = ""
        for one in people(product, lambda words: say(words, "yellow")):
            programme = product.programmes[one.programme]
            bank, spoken = programme.bank, programme.languages[0]
            site = product.settings.bank_hosts.get(bank.name, address)
            if bank.name != told:
                say(f"{bank.title.source}, at {site}/{spoken}/{one.programme}/")
            told = bank.name
            where = f"{site}/{spoken}/{'staff' if one.is_staff else one.programme}/login"
            say(f"Log in as {one.email} with {one.password} at {where} ({one.about})")
    if not installed():
        say("engines: single – install a C compiler and run `make setup` for the second opinion.")
    say("Stop with Ctrl+C.")

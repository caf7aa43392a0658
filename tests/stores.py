"""A store with something in it, for the tests that need one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier

from engine.base.ports import Job, JobQueue
from engine.base.records import Account, Bundle, StoredCase
from engine.jobs import queue
from engine.services.databases import database_file, migrate
from engine.settings.settings import Settings
from engine.store.schema import upgrade
from engine.store.store import Store
from engine.store.vault import Vault

NOON = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
VAULT = Vault({"first": b"1" * 32}, b"s" * 32)


@dataclass
class CountingIds:
    """Ids in order, so that a test can name them."""

    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def new(self) -> str:
        return f"{next(self.numbers):022d}"


@dataclass
class Tray:
    """A queue that only remembers what was put in."""

    jobs: list[Job] = field(default_factory=list)

    def enqueue(self, _transaction: object, job: Job) -> None:
        self.jobs.append(job)


@cache
def _migrated() -> bytes:
    """An SQLite file with all tables, made once: migrating takes longer than most tests."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "template.sqlite3")
        upgrade(f"sqlite:///{file}")
        queue.upgrade(f"sqlite:///{file}")
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return file.read_bytes()


def with_tables(url: str) -> str:
    """The URL; an SQLite file that does not exist yet is made, with all tables."""
    file = Path(url.removeprefix("sqlite:///"))
    if url.startswith("sqlite") and not file.exists():
        file.write_bytes(_migrated())
    return url


@contextmanager
def opened(url: str, sending: JobQueue | None = None, vault: Vault = VAULT) -> Iterator[Store]:
    """A store on a new SQLite file, or on a database that has all tables already."""
    store = Store.open(with_tables(url), vault, sending)
    yield store
    store.close()


def account(id: str = "anna", **changes: str) -> Account:
    values = {"email": f"{id}@example.org", "phone": "+37120000000", "language": "lv"}
    return Account(id=id, password="hash", created_at=NOON, bank="bank", **{**values, **changes})


def with_case(store: Store, id: str = "case") -> StoredCase:
    """A stored case, with the account and bundle it needs."""
    case = StoredCase(id, "programme", "bundle", "anna", "lv", "in_preparation", NOON, NOON)
    with store.write() as unit:
        unit.bundles.keep(Bundle("bundle", {"flow.yaml": "programme: x"}, NOON))
        if unit.accounts.find("anna") is None:
            unit.accounts.add(account())
        unit.cases.add(case)
    return case


def at_once(threads: int, work: Callable[[int], object]) -> list[object]:
    """Run ``work`` in threads that start together."""
    barrier = Barrier(threads)

    def run(number: int) -> object:
        barrier.wait()
        return work(number)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, range(threads)))


def migrated(settings: Settings) -> None:
    """A database that is up to date; one in a new file is a copy, for migrating takes longer."""
    file = database_file(settings)
    if file is None or file.exists():
        migrate(settings)
        return
    known = _new_databases.get(file.name)
    if known is None:
        migrate(settings)
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        _new_databases[file.name] = file.read_bytes()
        return
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_bytes(known)


_new_databases: dict[str, bytes] = {}
"""Databases with all tables and nothing in them, by the names of their files."""

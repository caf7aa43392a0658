"""Database engines. The same code speaks to SQLite and PostgreSQL; only this module knows which.

SQLite: WAL and ``synchronous=FULL``, so that a commit is on the medium before it is acknowledged.
Writers begin with ``BEGIN IMMEDIATE`` (a deferred one may lose the race for the lock after it has
read, and then nothing can be retried); readers stay deferred and wait for nobody. Error messages
never show parameters: they are people's data.
"""

from __future__ import annotations

import time
from sqlite3 import sqlite_version_info
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url

from engine.base.dataclass import dataclass

BUSY_SECONDS: Final = 1.5
POOL_SECONDS: Final = 2.0
POOL_SIZE: Final = 16
SUBSECOND_CLOCK_SINCE: Final = (3, 42, 0)


@dataclass(frozen=True, slots=True)
class SqlEngines:
    """One engine for writing, one whose connections refuse to write."""

    writing: Engine
    reading: Engine

    @property
    def is_sqlite(self) -> bool:
        """Whether it is SQLite."""
        return self.writing.dialect.name == "sqlite"

    def dispose(self) -> None:
        """Close all connections."""
        self.reading.dispose()
        self.writing.dispose()


def driver_url(url: str) -> str:
    """``url`` with the driver we ship: ``postgresql://`` and ``postgres://`` become psycopg 3."""
    scheme, colon, rest = url.partition("://")
    names = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}
    return f"{names.get(scheme, scheme)}{colon}{rest}"


def connect(url: str) -> SqlEngines:
    """Engines for ``url``; nothing is connected yet."""
    if make_url(url).get_backend_name() == "sqlite":
        return SqlEngines(_sqlite(url, "BEGIN IMMEDIATE"), _sqlite(url, "BEGIN"))
    writing = create_engine(
        driver_url(url),
        pool_size=POOL_SIZE,
        pool_timeout=POOL_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": 2},
    )
    reading = writing.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return SqlEngines(writing, reading)


def add_subsecond_clock(connection: Any) -> None:
    """Give SQLite before 3.42 the function ``unixepoch('subsec')``.

    DBOS, whose rows are written through these connections, relies on it from Python 3.12 on, where
    it takes the SQLite that many systems ship for newer than it is.
    """
    if sqlite_version_info < SUBSECOND_CLOCK_SINCE:
        connection.create_function("unixepoch", 1, lambda _modifier: round(time.time(), 3))


def _sqlite(url: str, begin: str) -> Engine:
    engine = create_engine(
        url,
        pool_size=POOL_SIZE,
        pool_timeout=POOL_SECONDS,
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    only_reads = begin == "BEGIN"

    def configure(connection: Any, _record: Any) -> None:
        # SQLAlchemy's events below begin transactions; pysqlite must not do so on its own.
        connection.isolation_level = None
        add_subsecond_clock(connection)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"PRAGMA query_only={int(only_reads)}")

    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", configure)
    event.listen(engine, "begin", start)
    return engine

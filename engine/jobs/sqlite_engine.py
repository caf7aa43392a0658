"""The database engine that DBOS uses on SQLite."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Engine, create_engine, event, make_url

from engine.store.connect import add_subsecond_clock

BUSY_MILLISECONDS: Final = 30_000


def sqlite_engine(url: str) -> Engine | None:
    """An engine like the one DBOS would make itself, with a clock that older SQLite lacks.

    None for other databases, where DBOS makes its own.
    """
    if make_url(url).get_backend_name() != "sqlite":
        return None
    engine = create_engine(url, pool_size=10, max_overflow=0, hide_parameters=True)

    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = "IMMEDIATE"
        add_subsecond_clock(connection)
        connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        connection.execute("PRAGMA foreign_keys=ON")

    event.listen(engine, "connect", configure)
    return engine

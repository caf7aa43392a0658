"""The schema of the database: bringing it up to date, and telling whether it is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from engine.store.connect import connect
from engine.store.errors import StoreBehind

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def upgrade(url: str) -> str:
    """Run all migrations that are missing, in one transaction; the revision reached."""
    engines = connect(url)
    try:
        with engines.writing.begin() as connection:
            command.upgrade(_config(connection), "head")
            return _revision(connection)
    finally:
        engines.dispose()


def check(url: str) -> str:
    """The revision of the database. Raises ``StoreBehind`` if it is not the newest."""
    engines = connect(url)
    try:
        with engines.writing.connect() as connection:
            found = _revision(connection)
    finally:
        engines.dispose()
    newest = ScriptDirectory.from_config(_config(None)).get_current_head()
    if found != newest:
        message = f"The database has schema {found or 'none'}, not {newest}: run `db upgrade`."
        raise StoreBehind(message)
    return found


def _revision(connection: Connection) -> str:
    return MigrationContext.configure(connection).get_current_revision() or ""


def _config(connection: Connection | None) -> Config:
    config = Config()
    # A percent sign in the path would be read as an interpolation.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config

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
from engine.store.errors import StoreBehind, StoreForeign

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def upgrade(url: str) -> str:
    """Run all migrations that are missing, in one transaction; the revision reached.

    Raises ``StoreForeign``.
    """
    engines = connect(url)
    try:
        with engines.writing.begin() as connection:
            _known(_revision(connection))
            command.upgrade(_config(connection), "head")
            return _revision(connection)
    finally:
        engines.dispose()


def check(url: str) -> str:
    """The revision of the database, the newest. Raises ``StoreBehind`` and ``StoreForeign``."""
    engines = connect(url)
    try:
        with engines.writing.connect() as connection:
            found = _revision(connection)
    finally:
        engines.dispose()
    newest = _known(found).get_current_head()
    if found != newest:
        message = f"The database has schema {found or 'none'}, not {newest}: run `db upgrade`."
        raise StoreBehind(message)
    return found


def _known(revision: str) -> ScriptDirectory:
    """All migrations, of which ``revision`` is one, unless there is none yet."""
    scripts = ScriptDirectory.from_config(_config(None))
    if revision and revision not in {script.revision for script in scripts.walk_revisions()}:
        raise StoreForeign(
            f"The database has schema {revision}, which this program does not know: begin anew "
            "with an empty ANKETA_DATA, or with an empty database in DATABASE_URL."
        )
    return scripts


def _revision(connection: Connection) -> str:
    return MigrationContext.configure(connection).get_current_revision() or ""


def _config(connection: Connection | None) -> Config:
    config = Config()
    # A percent sign in the path would be read as an interpolation.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config

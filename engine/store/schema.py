"""The schema of the database: bringing it up to date, and telling whether it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, text

from engine.store.connect import connect
from engine.store.errors import StoreBehind, StoreForeign

NEWEST: Final = "1005"
"""The last of the migrations. Who finds it in the database has nothing to do with the others."""

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def upgrade(url: str) -> str:
    """Run all migrations that are missing, in one transaction; the revision reached.

    Raises ``StoreForeign``.
    """
    engines = connect(url)
    try:
        with engines.writing.begin() as connection:
            _known(_revision(connection))
            from alembic import command  # noqa: PLC0415 - `serve` brings nothing up to date

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
    if found != NEWEST:
        _known(found)
        message = f"The database has schema {found or 'none'}, not {NEWEST}: run `db upgrade`."
        raise StoreBehind(message)
    return found


def _known(revision: str) -> None:
    """That a revision is one of the migrations, or there is none yet. Raises ``StoreForeign``."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    scripts = ScriptDirectory.from_config(_config(None))
    if revision and revision not in {script.revision for script in scripts.walk_revisions()}:
        raise StoreForeign(
            f"The database has schema {revision}, which this program does not know: begin anew "
            "with an empty ANKETA_DATA, or with an empty database in DATABASE_URL."
        )


def _revision(connection: Connection) -> str:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def _config(connection: Connection | None) -> Config:
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    # A percent sign in the path would be read as an interpolation.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config

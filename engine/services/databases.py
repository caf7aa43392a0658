"""The database behind the settings: where it is, and how it is brought up to date."""

from __future__ import annotations

from pathlib import Path

from engine.jobs.queue import upgrade as upgrade_queue
from engine.settings.settings import Settings
from engine.store.schema import upgrade


def migrate(settings: Settings) -> str:
    """Bring the database up to date; the schema reached."""
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = database_file(settings)
    if file is not None:  # what SQLite puts beside it has the same mode
        file.touch(mode=0o600)
        file.chmod(0o600)
    reached = upgrade(settings.database)
    upgrade_queue(settings.database)
    return reached


def database_file(settings: Settings) -> Path | None:
    """The file of the database; None where a server keeps it."""
    scheme, _, path = settings.database.partition(":///")
    return Path(path.partition("?")[0]) if scheme.startswith("sqlite") and path else None

"""Secrets that a demonstration makes for itself, once, and keeps beside its data."""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import replace
from pathlib import Path
from tempfile import mkstemp
from typing import Final

from engine.settings.parsers import KEY_BYTES
from engine.settings.settings import Settings

FILE_NAME: Final = "secrets.json"


def with_own_secrets(settings: Settings) -> Settings:
    """Settings whose empty secrets are those of the data folder; they are made there if missing.

    The folder is made too; file and folder are for their owner only.
    """
    if settings.secret_key and settings.answers_keys:
        return settings
    own = _read_or_make(settings.data / FILE_NAME)
    keys = settings.answers_keys or {"own": base64.b64decode(own["answers_key"])}
    return replace(settings, secret_key=settings.secret_key or own["secret_key"], answers_keys=keys)


def _read_or_make(file: Path) -> dict[str, str]:
    if not file.exists():
        _make(file)
    kept: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return kept


def _make(file: Path) -> None:
    """Write beside and link into place: who starts at the same time agrees on one whole file."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = {
        "secret_key": secrets.token_urlsafe(KEY_BYTES),
        "answers_key": base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii"),
    }
    # Readable for its owner only, from the first byte on.
    descriptor, draft = mkstemp(dir=file.parent, prefix=f"{file.name}.")
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        json.dump(made, stream)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()

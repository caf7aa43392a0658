"""Whether the bytes of files are those that came in, by the digests of their rows."""

from __future__ import annotations

import hashlib
from typing import Final

from engine.base.ports import FileStore
from engine.store.errors import NotStored
from engine.store.store import View

CHUNK: Final = 1 << 20


def unfit_file(view: View, files: FileStore) -> tuple[str, str]:
    """The first file whose bytes do not fit, and why; empty where all do.

    Every byte is read, a piece at a time.
    """
    for file in view.files.every():
        try:
            digest = _digest(files, file.id)
        except NotStored:
            return f"file {file.id}", "its bytes are gone"
        if digest != file.sha256:
            return f"file {file.id}", "its bytes were altered"
    return "", ""


def _digest(files: FileStore, id: str) -> str:
    found = hashlib.sha256()
    with files.open(id) as stream:
        while piece := stream.read(CHUNK):
            found.update(piece)
    return found.hexdigest()

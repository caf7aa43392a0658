"""Files on the local disk. A file is there whole or not at all, also after a power cut."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from engine.base.dataclass import dataclass
from engine.base.ports import Ids, Kept
from engine.store.errors import FileTooLarge, NotStored

ID: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")
INCOMING: Final = "incoming"


@dataclass(frozen=True, slots=True)
class LocalFiles:
    """The file store below one folder; ids are names of files, names of applicants never are."""

    folder: Path
    ids: Ids

    def keep(self, chunks: Iterable[bytes], limit: int, id: str = "") -> Kept:
        """Stream to a temporary file, bring it to the medium, then give it its name.

        Raises ``FileTooLarge`` as soon as there are more than ``limit`` bytes. Whatever goes wrong,
        nothing is left behind.
        """
        id = id or self.ids.new()
        incoming, final = self.folder / INCOMING / id, self._path(id)
        for parent in (incoming.parent, final.parent):
            parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            size, digest = _write(incoming, chunks, limit)
            incoming.rename(final)
        except BaseException:
            incoming.unlink(missing_ok=True)
            raise
        _sync_folder(final.parent)
        _sync_folder(self.folder)
        return Kept(id, size, digest)

    def open(self, id: str) -> AbstractContextManager[BinaryIO]:
        """The bytes for reading. Raises ``NotStored``."""
        try:
            return self._path(id).open("rb")
        except FileNotFoundError:
            raise NotStored("file") from None

    def remove(self, id: str) -> None:
        """Delete; a file that is not there is no error."""
        self._path(id).unlink(missing_ok=True)
        (self.folder / INCOMING / id).unlink(missing_ok=True)

    def stored(self, before: datetime) -> frozenset[str]:
        """Ids of the files that came before, for finding those that nothing refers to.

        One that was still on its way in when its process was killed is among them.
        """
        places = ("[0-9a-f][0-9a-f][0-9a-f]/*", f"{INCOMING}/*")
        found = (file for place in places for file in self.folder.glob(place))
        return frozenset(file.name for file in found if file.stat().st_mtime < before.timestamp())

    def free(self) -> int:
        """Bytes that the disk has left."""
        return shutil.disk_usage(self.folder if self.folder.exists() else "/").free

    def _path(self, id: str) -> Path:
        if not ID.fullmatch(id):
            raise NotStored("file")
        # 4096 folders, so that none of them grows slow; named by hash, for ids differ in case.
        part = hashlib.sha256(id.encode("ascii")).hexdigest()[:3]
        return self.folder / part / id


def _write(path: Path, chunks: Iterable[bytes], limit: int) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise FileTooLarge(limit)
            digest.update(chunk)
            stream.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())
    return size, digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

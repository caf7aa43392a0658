"""All documents that are to be signed in one file: as an archive, or ready to be signed."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import field
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, Final, Literal
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.ports import FileStore
from engine.base.values import StoredFile
from engine.case.number import number
from engine.services.case_loading import LoadedCase
from engine.services.overview_parts import is_to_sign, shown_files
from engine.services.signed_intake import documents_at
from engine.signatures.containers import MIME
from engine.signatures.due import one_name_each
from engine.signatures.packing import manifest

Kind = Literal["zip", "asice"]
KINDS: Final[tuple[Kind, ...]] = ("zip", "asice")


@dataclass(frozen=True, slots=True)
class Together:
    """Documents in one file; whoever takes it closes it."""

    name: str
    file: IO[bytes] = field(repr=False)


def together(case: LoadedCase, files: FileStore, path: str, kind: str) -> Together:
    """The documents of a question that are shown to the applicant. Raises NotFound."""
    found, shown = documents_at(case.state, path), shown_files(case)
    is_shown = bool(found) and all(one.id in shown for one in found)
    if kind not in KINDS or not is_shown or not is_to_sign(case.ready, path):
        raise NotFound
    made = TemporaryFile()  # noqa: SIM115 - closed by whoever hands it out
    _write(made, _named(found), files, case.now, is_container=kind == "asice")
    made.seek(0)
    return Together(f"{number(case.case)}.{kind}", made)


def _named(found: tuple[StoredFile, ...]) -> tuple[tuple[str, StoredFile], ...]:
    return tuple(zip(one_name_each(one.name for one in found), found, strict=True))


def _write(
    made: IO[bytes],
    documents: Iterable[tuple[str, StoredFile]],
    files: FileStore,
    at: datetime,
    *,
    is_container: bool,
) -> None:
    when = (at.year, at.month, at.day, at.hour, at.minute, at.second)
    known = tuple(documents)
    with ZipFile(made, "w", ZIP_STORED) as archive:
        if is_container:
            archive.writestr(ZipInfo("mimetype", when), MIME)
        for name, one in known:
            with files.open(one.id) as stream, archive.open(ZipInfo(name, when), "w") as part:
                shutil.copyfileobj(stream, part)
        if is_container:
            told = manifest({name: one.media_type for name, one in known})
            archive.writestr(ZipInfo("META-INF/manifest.xml", when), told)

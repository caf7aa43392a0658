"""Files are taken in: judged by name, size and content, and stored whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from engine.base.dataclass import dataclass
from engine.base.ports import FileStore, Kept
from engine.base.values import Problem, StoredFile
from engine.definitions.kinds.file import (
    DEFAULT_UPLOAD,
    MEGABYTE,
    extension,
    file_problems,
)
from engine.definitions.kinds.sentences import (
    FILE_DIFFERS,
    FILE_NOT_SAFE,
    FILE_TOO_LARGE,
    FORMAT_NOT_ACCEPTED,
    problem,
)
from engine.definitions.model.forms import (
    Field,
    Upload,
)
from engine.documents.content import judge_content
from engine.store.errors import FileTooLarge

LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class FileTaking:
    """Takes in the files of one question at ``path``, its input name."""

    files: FileStore
    question: Field
    path: str

    def refused(self, name: str, known: Iterable[StoredFile]) -> Problem | None:
        """What can be refused before a byte is read; ``known`` are the files that are there."""
        limits = self.question.upload or DEFAULT_UPLOAD
        if extension(name) not in limits.accept:
            return _not_accepted(self.path, limits)
        waiting = StoredFile("", name, 1, "", "")
        found = file_problems((*known, waiting), self.question, self.path)
        return found[0] if found else None

    def taken(self, name: str, chunks: Iterable[bytes]) -> StoredFile | Problem:
        """The file, stored; or why it is not, and then nothing is left of it."""
        limits = self.question.upload or DEFAULT_UPLOAD
        try:
            kept = self.files.keep(chunks, limits.max_size)
        except FileTooLarge:
            size = f"{limits.max_size / MEGABYTE:g}"
            return problem(self.path, FILE_TOO_LARGE, megabytes=size)
        found = self._judged(kept, name)
        if not isinstance(found, StoredFile):
            self.files.remove(kept.id)
        return found

    def _judged(self, kept: Kept, name: str) -> StoredFile | Problem:
        facts = StoredFile(kept.id, name, kept.size, kept.sha256, "")
        if found := file_problems((facts,), self.question, self.path):
            return found[0]
        with self.files.open(kept.id) as stream:
            verdict, media_type = judge_content(extension(name), stream)
        if verdict == "differs":
            return problem(self.path, FILE_DIFFERS, kind=extension(name))
        if verdict == "unsafe":
            return problem(self.path, FILE_NOT_SAFE)
        return replace(facts, media_type=media_type)


def shown_name(name: str) -> str:
    """A file name fit to be shown: its last part, without control and direction marks."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(letter for letter in last if letter.isprintable()).strip()
    if len(plain) <= LONGEST_NAME:
        return plain
    stem, _, ending = plain.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"[:LONGEST_NAME]


def _not_accepted(path: str, limits: Upload) -> Problem:
    return problem(path, FORMAT_NOT_ACCEPTED, accepted=", ".join(limits.accept))

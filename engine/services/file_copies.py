"""Files of an earlier case in one that was added to it: the same bytes, kept once more.

Each case has its own copy, so that erasing one leaves the other whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO, Final

from engine.base.dataclass import dataclass
from engine.base.records import CaseFile
from engine.base.values import Answers, StoredFile
from engine.services.case_loading import LoadedCase
from engine.services.file_space import FileSpace
from engine.store.errors import NotStored

_CHUNK: Final = 1 << 18


@dataclass(frozen=True, slots=True)
class FileCopies:
    """Everything it needs is given to it."""

    space: FileSpace

    def of(
        self, case: LoadedCase, sent: Iterable[Answers], to: str, now: datetime
    ) -> tuple[CaseFile, ...]:
        """Copies of what was sent, for the case ``to``; none where there is no room for all.

        Whoever does not come to store them calls ``drop``.
        """
        named = [(path, file) for answers in sent for path, file in _files(answers)]
        size = sum(file.size for _, file in named)
        if not named or self.space.refused(case, named[0][0], size) is not None:
            return ()
        found: list[CaseFile] = []
        try:
            for path, file in named:
                found += self._copied(path, file, to, now)
        except BaseException:
            self.drop(found)
            raise
        return tuple(found)

    def drop(self, copies: Iterable[CaseFile]) -> None:
        """The bytes are not needed after all."""
        for copy in copies:
            self.space.files.remove(copy.id)

    def _copied(self, path: str, file: StoredFile, to: str, now: datetime) -> Iterator[CaseFile]:
        files = self.space.files
        try:
            with files.open(file.id) as stream:
                kept = files.keep(_chunks(stream), file.size)
        except NotStored:  # erased since; it is asked for anew
            return
        yield CaseFile(
            kept.id, to, path, file.name, kept.size, kept.sha256, file.media_type, now, draft=""
        )


def _files(answers: Answers) -> Iterator[tuple[str, StoredFile]]:
    for path, answer in answers.items():
        for one in answer if isinstance(answer, tuple) else ():
            if isinstance(one, StoredFile):
                yield path, one


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk

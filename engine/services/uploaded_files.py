"""Files of a case that were sent, as they are looked at: a page as a picture, the text, all of it.

Whoever takes the original leaves a line in the history, written before a byte of it is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import BinaryIO

from engine.base.dataclass import dataclass
from engine.base.errors import NotFound
from engine.base.ports import FileStore
from engine.base.records import CaseFile
from engine.base.values import NOTHING, Answers, StoredFile
from engine.case.sending import PAPERS
from engine.documents.preview import Look, look, picture, text_of
from engine.services.case_loading import LoadedCase
from engine.services.case_outcomes import action
from engine.store.errors import NotStored
from engine.store.store import Store


@dataclass(frozen=True, slots=True)
class FileLook:
    """A file and what can be shown of a page of it: ``look`` is None where it cannot be drawn."""

    file: CaseFile
    look: Look | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class UploadedFiles:
    """Answers about files of a case that was loaded as its reader sees it."""

    store: Store
    files: FileStore

    def page(self, case: LoadedCase, file_id: str, page: int) -> FileLook:
        """What stands on a page, from 1. Raises NotFound."""
        file = self._found(case, file_id)
        with self.files.open(file.id) as stream:
            if file.media_type == "text/plain":
                return FileLook(file, None, text_of(stream))
            return FileLook(file, look(file.media_type, stream, page))

    def picture(self, case: LoadedCase, file_id: str, page: int, width: int) -> bytes | None:
        """A page as PNG; None where it cannot be drawn. Raises NotFound."""
        file = self._found(case, file_id)
        with self.files.open(file.id) as stream:
            return picture(file.media_type, stream, page, width)

    def original(
        self, case: LoadedCase, file_id: str
    ) -> tuple[CaseFile, AbstractContextManager[BinaryIO]]:
        """The file itself. Raises NotFound."""
        file = self._found(case, file_id)
        with self.store.write() as unit:
            unit.audit.append(action(case, "file downloaded", file.path, detail={"file": file.id}))
        return file, self.files.open(file.id)

    def sent(
        self, case: LoadedCase, file_id: str
    ) -> tuple[CaseFile, AbstractContextManager[BinaryIO]]:
        """A file of any version, for the applicant who sent it. Raises NotFound."""
        file = self._found(case, file_id)
        return file, self.files.open(file.id)

    def _found(self, case: LoadedCase, file_id: str) -> CaseFile:
        """A file that was sent: what is a draft is its writer's alone. Raises NotFound."""
        with self.store.read() as view:
            try:
                file = view.files.one(file_id, case.case.id)
            except NotStored:
                raise NotFound from None
            sent = view.submissions.of_case(case.case.id)
        asked = (event.data.get("set", NOTHING) for event in case.events)
        papers = ({PAPERS: event.data.get(PAPERS, ())} for event in case.events)
        known = case.state.picture.number
        given = (*(version.answers for version in sent if version.number <= known), *asked, *papers)
        if any(file.id in _ids(answers) for answers in given):
            return file
        raise NotFound


def _ids(answers: Answers) -> Iterator[str]:
    for answer in answers.values():
        files = answer if isinstance(answer, tuple) else ()
        yield from (one.id for one in files if isinstance(one, StoredFile))

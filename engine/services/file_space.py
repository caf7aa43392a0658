"""Room for files: how much an applicant may keep, what the disk must keep free, what nobody needs.

A file that was taken out of a draft is deleted at once unless something that was sent in holds it.
Bytes that nothing refers to, as after a killed process, are swept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from engine.base.dataclass import dataclass
from engine.base.ports import FileStore
from engine.base.records import StoredCase
from engine.base.values import Problem, StoredFile
from engine.definitions.kinds.file import MEGABYTE
from engine.definitions.kinds.sentences import NO_SPACE, QUOTA_USED, problem
from engine.services.case_loading import LoadedCase
from engine.store.store import Store, View

UNDER_WAY: Final = timedelta(hours=1)
"""A file may be stored for so long before anything refers to it: it is being judged."""


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Bytes that stay free on the disk, and that the files of a case and an account may take."""

    free: int
    of_case: int
    of_account: int


@dataclass(frozen=True, slots=True)
class FileSpace:
    """Everything it needs is given to it."""

    store: Store
    files: FileStore
    limits: FileLimits

    def refused(self, case: LoadedCase, path: str, size: int = 0) -> Problem | None:
        """Why there is no room for a file of ``size`` more bytes, or None."""
        if self.files.free() - size < self.limits.free:
            return problem(path, NO_SPACE)
        with self.store.read() as view:
            most = outgrown(view, case.case, self.limits, size)
        return None if most is None else too_much(path, most)

    def release(self, case_id: str, file_id: str) -> None:
        """Delete a file that was taken out of its draft, unless something sent in holds it."""
        with self.store.write() as unit:
            if file_id in frozen_files(unit, case_id) or not unit.files.forget(file_id, case_id):
                return
        self.files.remove(file_id)

    def sweep(self, now: datetime) -> int:
        """Delete bytes that nothing refers to; how many files."""
        stored = self.files.stored(now - UNDER_WAY)  # before the rows: a file comes before its row
        with self.store.read() as view:
            lost = view.files.unknown(stored)
        for file in lost:
            self.files.remove(file)
        return len(lost)


def outgrown(view: View, case: StoredCase, limits: FileLimits, size: int = 0) -> int | None:
    """The limit that the files of a case or its account would pass with ``size`` more bytes."""
    own = view.files.bytes_of_case(case.id) + size
    every = view.files.bytes_of_account(case.account) + size
    pairs = ((own, limits.of_case), (every, limits.of_account))
    return next((most for used, most in pairs if used > most), None)


def too_much(path: str, most: int) -> Problem:
    """That the files together take more than ``most`` bytes."""
    return problem(path, QUOTA_USED, megabytes=most // MEGABYTE)


def frozen_files(view: View, case_id: str) -> frozenset[str]:
    """Ids of the files that something sent in holds."""
    sent = (submission.answers for submission in view.submissions.of_case(case_id))
    done = (event.data for event in view.case_events.of_case(case_id))
    return frozenset(file.id for each in (*sent, *done) for file in _files_in(each.values()))


def _files_in(values: Iterable[Any]) -> Iterator[StoredFile]:
    for value in values:
        if isinstance(value, StoredFile):
            yield value
        elif isinstance(value, tuple | list):
            yield from _files_in(value)
        elif hasattr(value, "values"):
            yield from _files_in(value.values())

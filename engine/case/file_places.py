"""The files of a draft as answers to its questions; files never stand in repeating groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from engine.base.records import CaseFile
from engine.base.values import Answer, Answers, StoredFile
from engine.forms.outline import Outline


def with_files(outline: Outline, answers: Answers, files: Iterable[CaseFile]) -> dict[str, Answer]:
    """The answers to the outlined forms with the files that were added to their questions."""
    found: dict[str, Answer] = dict(answers)
    found.update(files_by_path(each for each in files if each.path in outline.fields))
    return found


def files_by_path(files: Iterable[CaseFile]) -> Mapping[str, tuple[StoredFile, ...]]:
    """Files by the question that they answer, in the order in which they came."""
    found: dict[str, list[StoredFile]] = defaultdict(list)
    for file in files:
        found[file.path].append(stored_file(file))
    return {path: tuple(stored) for path, stored in found.items()}


def stored_file(file: CaseFile) -> StoredFile:
    """A file of a case as a value."""
    return StoredFile(file.id, file.name, file.size, file.sha256, file.media_type)

"""Which question a stored file answers: in a group by the id of its row, so that it moves with it.

Pages name rows by their numbers (``owners.0.passport``). A file of a row that is stored is kept
under the id of the row (``owners.r0a1b2c3d4e5f.passport``); that of a row which is not stored yet
under its number, until the row is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from engine.base.records import CaseFile
from engine.base.values import Answers, StoredFile
from engine.forms.outline import Outline, Place, input_name
from engine.meaning.picture import ROW_ID


def with_files(outline: Outline, answers: Answers, files: Iterable[CaseFile]) -> dict[str, Any]:
    """The answers to the outlined forms with the files that were added to their questions."""
    joined: dict[str, Any] = dict(answers)
    for name, stored in files_by_name(outline, answers, files).items():
        place = outline.place(name)
        if place is None:
            continue
        if place.row is None:
            joined[place.field.path] = stored
            continue
        rows = list(joined.get(place.field.group, ()))
        if place.row < len(rows):
            rows[place.row] = {**rows[place.row], place.field.name: stored}
            joined[place.field.group] = tuple(rows)
    return joined


def files_by_name(
    outline: Outline, answers: Answers, files: Iterable[CaseFile]
) -> dict[str, tuple[StoredFile, ...]]:
    """Files by the input name that their question has now."""
    found: dict[str, list[StoredFile]] = defaultdict(list)
    for file in files:
        place = place_of(outline, file.path, answers)
        if place is not None:
            found[input_name(place.field, place.row)].append(as_answer(file))
    return {name: tuple(stored) for name, stored in found.items()}


def place_of(outline: Outline, path: str, answers: Answers) -> Place | None:
    """The question at a stored path, with the row as it stands now; None where it is gone."""
    place = outline.place(path)
    if place is not None:
        return place
    for group, members in outline.members.items():
        row_id, _, name = path.removeprefix(f"{group}.").partition(".")
        if path.startswith(f"{group}.") and name in members:
            numbers = (
                n for n, row in enumerate(_rows(answers, group)) if row.get(ROW_ID) == row_id
            )
            number = next(numbers, None)
            return None if number is None else Place(members[name], number)
    return None


def stored_path(place: Place, answers: Answers) -> str:
    """The path under which a file of a question is kept."""
    field = place.field
    rows = _rows(answers, field.group) if place.row is not None else ()
    if place.row is not None and place.row < len(rows) and ROW_ID in rows[place.row]:
        return f"{field.group}.{rows[place.row][ROW_ID]}.{field.name}"
    return input_name(field, place.row)


def settled_files(
    outline: Outline, answers: Answers, files: Iterable[CaseFile]
) -> Iterator[CaseFile]:
    """Files whose row has an id by now, as they are to be kept from now on."""
    for file in files:
        place = outline.place(file.path)
        if place is not None and (path := stored_path(place, answers)) != file.path:
            yield replace(file, path=path)


def as_answer(file: CaseFile) -> StoredFile:
    """A file as the answer that it is."""
    return StoredFile(file.id, file.name, file.size, file.sha256, file.media_type)


def _rows(answers: Answers, group: str) -> Any:
    rows = answers.get(group, ())
    return rows if isinstance(rows, tuple) else ()

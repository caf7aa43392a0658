"""What a browser or a file gives becomes answers, or problems with the text kept as it was typed.

Input names are answer paths: ``company.name``, ``owners.0.share``. A name without a value says that
the question (or the group) was on the page and was left blank; names that are missing say nothing,
so that a page of one form never touches the answers of another. ``owners.0.row`` only says that
there is such a row, ``owners.0.#`` which one it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date

from engine.base.dataclass import dataclass
from engine.base.values import (
    NOTHING,
    Absence,
    Answer,
    Answers,
    Problem,
)
from engine.definitions.kinds import FIELD_TYPES, ReadContext
from engine.definitions.model.conditions import Subject
from engine.definitions.model.forms import (
    Field,
    Group,
)
from engine.forms.named_files import files_named
from engine.forms.outline import Outline, input_name
from engine.forms.sentences import TOO_MANY_ROWS, UNKNOWN_NAME, problem
from engine.meaning.picture import ROW_ID
from engine.meaning.programme import ROW

CONTROLS = frozenset({"csrf_token"})
"""Inputs of a page that are no answers; so are all whose names begin with ``_``."""

MOST_UNKNOWN = 20
"""Unknown names that are reported one by one; whoever sends more has seen enough of them."""

LONGEST_NAME = 200

_ROW_ID = re.compile(r"r[0-9a-f]{12}")
"""Ids of rows as ``engine.forms.row_ids`` gives them; anything else is none."""

Raw = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """Answers as they were understood.

    ``posted`` are the paths of the questions and groups that were on the page. ``unread`` holds
    what could not be read, by input name, to be shown again; never a password. Rows are counted
    anew without gaps, in names of problems and of ``unread`` too.
    """

    answers: Answers = field(repr=False)
    problems: tuple[Problem, ...]
    unread: Mapping[str, tuple[str, ...]] = field(repr=False)
    posted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page is read with.

    ``known`` are the answers outside the page. ``blank_rows`` keeps rows that nobody has typed
    anything into, as a page in progress must; a submission leaves them out. With ``named_files`` a
    file question is answered by names and sizes, as in a file of answers; a page never may.
    """

    today: date
    known: Answers = field(default_factory=lambda: NOTHING, repr=False)
    blank_rows: bool = True
    named_files: bool = False


def read(outline: Outline, raw: Raw, around: Surroundings) -> Reading:
    """Read everything that was given. Never raises, whatever it is."""
    page = _Page(outline, raw, around)
    page.questions()
    for path, group in outline.groups.items():
        page.group(path, group)
    page.unknown()
    ranked = sorted(page.problems, key=lambda each: outline.rank(each.path))
    return Reading(page.answers, tuple(ranked), page.unread, frozenset(page.posted))


def merged(known: Answers, reading: Reading) -> Answers:
    """``known`` with what was on the page replaced; what was left blank there is blank now."""
    kept = {path: answer for path, answer in known.items() if path not in reading.posted}
    return {**kept, **reading.answers}


def completed(outline: Outline, answers: Answers) -> Answers:
    """The answers as they are sent in: a group that may be empty and was left empty has no rows."""
    empty = (path for path, group in outline.groups.items() if group.minimum == 0)
    return {**dict.fromkeys(empty, ()), **answers}


class _Page:
    """One post while it is read."""

    def __init__(self, outline: Outline, raw: Raw, around: Surroundings) -> None:
        self.outline, self.raw, self.around = outline, raw, around
        self.answers: dict[str, Answer] = {}
        self.problems: list[Problem] = []
        self.unread: dict[str, tuple[str, ...]] = {}
        self.posted: set[str] = set()
        self.rows: dict[str, dict[int, dict[str, str]]] = {}
        self.strange: list[str] = []
        for name in raw:
            if name not in CONTROLS and not name.startswith("_"):
                self._sort(name)

    def _sort(self, name: str) -> None:
        outline = self.outline
        if name in outline.fields or name in outline.groups:
            return
        found = outline.row_input(name)
        if found is not None:
            group, row, last = found
            names = self.rows.setdefault(group, {}).setdefault(row, {})
            if last != ROW:
                names[last] = name
        elif not self._is_file_part(name):
            self.strange.append(name)

    def _is_file_part(self, name: str) -> bool:
        stem = name.rsplit(".", 2)[0]
        place = self.outline.place(stem) if self.around.named_files else None
        return place is not None and FIELD_TYPES[place.field.kind].value == "files"

    def questions(self) -> None:
        """Read the questions outside groups, those first that others need."""
        for question in self.outline.needed_first[""]:
            name = question.path
            if FIELD_TYPES[question.kind].value == "files":
                self._files(question, None, self.answers)
            elif name in self.raw:
                self.posted.add(name)
                self._answer(question, name, name, self.answers)

    def group(self, path: str, group: Group) -> None:
        """Read the rows of a group in their order."""
        if path not in self.rows and path not in self.raw:
            return
        self.posted.add(path)
        given = self.rows.get(path, {})
        numbers = [number for number in sorted(given) if self._counts(group, given[number])]
        if len(numbers) > group.maximum:
            self.problems.append(problem(path, TOO_MANY_ROWS, max=group.maximum))
        rows = [
            self._row(group, number, given[before])
            for number, before in enumerate(numbers[: group.maximum])
        ]
        if rows:
            self.answers[path] = tuple(rows)

    def _counts(self, group: Group, names: Mapping[str, str]) -> bool:
        return self.around.blank_rows or any(
            question.name in names and is_typed(question, self.raw[names[question.name]])
            for question in group.items
        )

    def _row(self, group: Group, number: int, names: Mapping[str, str]) -> Mapping[str, Answer]:
        row: dict[str, Answer] = {}
        if (row_id := self._row_id(names)) is not None:
            row[ROW_ID] = row_id
        for question in self.outline.needed_first[group.path]:
            shown = input_name(question, number)
            if FIELD_TYPES[question.kind].value == "files":
                self._files(question, number, row)
            elif question.name in names:
                self._answer(question, names[question.name], shown, row)
        return row

    def _row_id(self, names: Mapping[str, str]) -> str | None:
        given = self.raw[names[ROW_ID]] if ROW_ID in names else ()
        return given[0] if len(given) == 1 and _ROW_ID.fullmatch(given[0]) else None

    def _answer(self, question: Field, name: str, shown: str, into: dict[str, Answer]) -> None:
        raw = self.raw[name]
        sure = self.outline.sure[question.path](raw, self.around.today)
        if sure is not None:
            into[question.path if into is self.answers else question.name] = sure
            return
        kind = FIELD_TYPES[question.kind]
        context = ReadContext(shown, self.around.today, self._country(question, into))
        reading = kind.parse(raw, question, context)
        self.problems += reading.problems
        if not isinstance(reading.value, Absence):
            into[question.path if into is self.answers else question.name] = reading.value
        elif reading.problems and question.kind != "password":
            self.unread[shown] = tuple(raw)

    def _country(self, question: Field, row: Mapping[str, Answer]) -> str:
        country = question.country
        if not isinstance(country, Subject):
            return country
        beyond = self.answers.get(country.path, self.around.known.get(country.path, ""))
        found = row.get(country.path, "") if country.in_row else beyond
        return found if isinstance(found, str) else ""

    def _files(self, question: Field, row: int | None, into: dict[str, Answer]) -> None:
        name = input_name(question, row)
        if not self.around.named_files:
            return
        files = files_named(name, self.raw)
        if files:
            self.posted.add(question.path)
            into[question.path if row is None else question.name] = files

    def unknown(self) -> None:
        """Report names that mean no question."""
        for name in self.strange[:MOST_UNKNOWN]:
            shown = name[:LONGEST_NAME].encode("utf-8", "replace").decode()
            self.problems.append(problem(shown, UNKNOWN_NAME, name=shown))


def is_typed(question: Field, raw: Sequence[str]) -> bool:
    """Whether somebody gave this answer: more than blanks, an empty box, or what stood there."""
    texts = tuple(text for text in raw if text.strip())
    if question.kind == "tick":
        return texts not in ((), ("no",))
    before = question.default
    return bool(texts) and (before is None or texts != FIELD_TYPES[question.kind].texts(before))

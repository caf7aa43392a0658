"""A form as it was sent, answer by answer, beside the version before: what is new, what it was.

Rows are the same rows wherever they stand. What is not answered is told apart, so that a page can
fold it; what is not asked any more is kept with what it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Literal

from engine.base.dataclass import dataclass
from engine.base.values import StoredFile
from engine.forms.view import FieldView, FormView, GroupView, RowView, SectionView
from engine.forms.wording import Wording
from engine.meaning.picture import ROW_ID

RowChange = Literal["", "changed", "new", "gone"]
"""``new``: a row that was not there; ``gone``: a row, or a question that is not asked any more."""


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """One answer: ``key`` names it wherever its row stands, ``seen`` is the caption it was given
    under, ``before`` what it was."""

    key: str
    name: str
    kind: str
    caption: str
    seen: str
    shown: str = field(repr=False)
    files: tuple[StoredFile, ...] = field(repr=False)
    before: str = field(default="", repr=False)
    files_before: tuple[StoredFile, ...] = field(default=(), repr=False)
    change: RowChange = ""
    is_shortened: bool = False
    """Whether only the beginning is told."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is answered, and nothing was."""
        return not (self.shown or self.files or self.change)


@dataclass(frozen=True, slots=True)
class SentRow:
    """One row of a group."""

    key: str
    number: int
    title: str = field(repr=False)
    change: RowChange
    answers: tuple[SentAnswer, ...]


@dataclass(frozen=True, slots=True)
class SentGroup:
    """A group with its rows; ``each`` is what a row is called."""

    key: str
    caption: str
    seen: str
    each: str
    rows: tuple[SentRow, ...]


@dataclass(frozen=True, slots=True)
class SentSection:
    """A part of a form."""

    caption: str
    items: tuple[SentAnswer | SentGroup, ...]

    @property
    def answers(self) -> tuple[SentAnswer, ...]:
        """All of its answers, those of rows among them."""
        return tuple(_answers(self.items))


def compared(
    now: Sequence[FormView], was: Sequence[FormView] | None, seen: Wording
) -> tuple[SentSection, ...]:
    """The forms of a version; ``was`` are those of another, ``seen`` the words of who answered."""
    return tuple(_Comparison(was, seen).sections(now))


class _Comparison:
    def __init__(self, was: Sequence[FormView] | None, seen: Wording) -> None:
        self.seen, self.is_alone = seen, was is None
        items = [item for form in was or () for one in form.sections for item in one.items]
        self.fields = {item.path: item for item in items if isinstance(item, FieldView)}
        self.groups = {item.path: item for item in items if isinstance(item, GroupView)}
        self.places = {one.id: one for form in was or () for one in form.sections}

    def sections(self, now: Sequence[FormView]) -> Iterator[SentSection]:
        there = {item.path for form in now for one in form.sections for item in one.items}
        for form in now:
            for section in form.sections:
                items = [*self._items(section), *self._gone(section.id, there)]
                if items:
                    yield SentSection(section.caption or form.title, tuple(items))

    def _items(self, section: SectionView) -> Iterator[SentAnswer | SentGroup]:
        for item in section.items:
            if isinstance(item, GroupView):
                yield self._group(item, self.groups.get(item.path))
            elif item.widget not in ("note", "password"):
                seen = self.seen.fields[item.path].caption
                yield self._answer(item.path, seen, item, self.fields.get(item.path))

    def _gone(self, section: str, there: set[str]) -> Iterator[SentAnswer]:
        """What was answered and is not asked any more."""
        before = self.places.get(section)
        for item in before.items if before else ():
            if isinstance(item, FieldView) and item.path not in there and _is_answered(item):
                yield _gone_answer(item.path, self.seen.fields[item.path].caption, item)

    def _answer(self, key: str, seen: str, item: FieldView, was: FieldView | None) -> SentAnswer:
        is_changed = not self.is_alone and (
            _is_answered(item) if was is None else _content(item) != _content(was)
        )
        return SentAnswer(
            key=key,
            name=item.path,
            kind=item.kind,
            caption=item.caption,
            seen=seen,
            shown="" if item.files else item.shown,
            files=item.files,
            before=was.shown if was and is_changed and not was.files else "",
            files_before=was.files if was and is_changed else (),
            change="changed" if is_changed else "",
        )

    def _group(self, group: GroupView, was: GroupView | None) -> SentGroup:
        before = {_key(group, row): row for row in (was.rows if was else ())}
        rows = [self._row(group, row, before) for row in group.rows]
        here = {row.key for row in rows}
        rows += [self._gone_row(group, key, row) for key, row in before.items() if key not in here]
        words = self.seen.groups[group.path]
        return SentGroup(group.path, group.caption, words.caption, group.each, tuple(rows))

    def _row(self, group: GroupView, row: RowView, before: Mapping[str, RowView]) -> SentRow:
        key = _key(group, row)
        was, is_new = before.get(key), not self.is_alone and key not in before
        own = {_own(group, one): one for one in was.items} if was else {}
        answers = []
        for item in row.items:
            if item.widget == "note":
                continue
            name = _own(group, item)
            seen = self.seen.fields[f"{group.path}[].{name}"].caption
            other = item if is_new else own.get(name)
            answers.append(self._answer(f"{key}.{name}", seen, item, other))
        change: RowChange = "new" if is_new else ""
        return SentRow(key, row.number, row.title, change, tuple(answers))

    def _gone_row(self, group: GroupView, key: str, row: RowView) -> SentRow:
        answers = []
        for item in row.items:
            name = _own(group, item)
            seen = self.seen.fields[f"{group.path}[].{name}"].caption
            if _is_answered(item):
                answers.append(_gone_answer(f"{key}.{name}", seen, item))
        return SentRow(key, row.number, row.title, "gone", tuple(answers))


def _gone_answer(key: str, seen: str, was: FieldView) -> SentAnswer:
    before = "" if was.files else was.shown
    return SentAnswer(key, was.path, was.kind, was.caption, seen, "", (), before, was.files, "gone")


def _key(group: GroupView, row: RowView) -> str:
    """The row by its id, or by its place where it was given none."""
    own = next((value for name, value in row.kept if name.endswith(f".{ROW_ID}")), "")
    return f"{group.path}.{own or row.number - 1}"


def _own(group: GroupView, item: FieldView) -> str:
    """The name of a question in its row."""
    return item.path.removeprefix(f"{group.path}.").partition(".")[2]


def _content(item: FieldView) -> object:
    return frozenset(file.sha256 for file in item.files) if item.files else item.shown


def _is_answered(item: FieldView) -> bool:
    return bool(item.files or item.shown)


def _answers(items: Iterable[SentAnswer | SentGroup]) -> Iterator[SentAnswer]:
    for item in items:
        if isinstance(item, SentAnswer):
            yield item
        else:
            yield from (answer for row in item.rows for answer in row.answers)

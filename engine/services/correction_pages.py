"""The page of a form that came back: the answers to be corrected, numbered, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from engine.base.dataclass import dataclass
from engine.forms.compared import SentAnswer, SentSection, compared
from engine.forms.openings import answer_at, name_of
from engine.forms.outline import Outline
from engine.forms.view import FieldView, FormView, GroupView, RowView
from engine.forms.wording import Wording
from engine.services.corrections import Corrected
from engine.services.document_views import CommentLine

ShownQuestion = FieldView | GroupView | RowView


@dataclass(frozen=True, slots=True)
class CorrectionPoint:
    """One answer to be corrected: ``items`` are filled in; none where it is not asked any more.

    ``title`` names it with its row, ``changed`` says that it is not what was sent.
    """

    number: int
    key: str
    id: str
    title: str
    comments: tuple[CommentLine, ...] = field(repr=False)
    items: tuple[ShownQuestion, ...] = field(repr=False)
    explained: str = field(repr=False)
    changed: bool


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """What is to be corrected, what is asked because of it, and what stays as it was sent."""

    points: tuple[CorrectionPoint, ...]
    opened: tuple[ShownQuestion, ...]
    sealed: tuple[SentSection, ...] = field(repr=False)
    sealed_count: int

    @property
    def done(self) -> int:
        """How many are changed or explained."""
        return sum(one.changed or bool(one.explained) for one in self.points)

    @property
    def keys(self) -> tuple[str, ...]:
        """The shape of the page besides its questions."""
        return tuple(one.path if isinstance(one, FieldView) else one.id for one in self.opened)


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """A correction with what is typed: the forms as they are now, and ``before`` as sent."""

    found: Corrected
    forms: Sequence[FormView]
    before: Sequence[FormView]
    comments: Mapping[str, tuple[CommentLine, ...]] = field(repr=False)
    explained: Mapping[str, str] = field(repr=False)
    wording: Wording = field(repr=False)

    def view(self) -> CorrectionView:
        """What the page shows."""
        sections = tuple(self._sealed())
        opened = tuple(
            item for key in self.found.opened for item in self._at(key) if not self._is_named(item)
        )
        return CorrectionView(
            points=tuple(self._points()),
            opened=tuple(dict.fromkeys(opened)),
            sealed=sections,
            sealed_count=sum(len(section.answers) for section in sections),
        )

    @property
    def _outline(self) -> Outline:
        return self.found.correction.page.outline

    def _points(self) -> Iterator[CorrectionPoint]:
        correction = self.found.correction
        for number, key in enumerate(correction.keys, start=1):
            items = tuple(self._at(key))
            was = answer_at(key, self._outline, correction.sent)
            yield CorrectionPoint(
                number=number,
                key=key,
                id=items[0].id if items else f"point-{number}",
                title=self._title(key, items),
                comments=self.comments.get(key, ()),
                items=items,
                explained=self.explained.get(key, ""),
                changed=not items or was != answer_at(key, self._outline, self.found.answers),
            )

    def _at(self, key: str) -> Iterator[ShownQuestion]:
        """What is filled in at a key, where it is asked."""
        name = name_of(key, self._outline, self.found.answers)
        for item in (item for form in self.forms for one in form.sections for item in one.items):
            if item.path == name:
                yield item
            elif isinstance(item, GroupView) and name.startswith(f"{item.path}."):
                yield from _in_rows(item, name)

    def _title(self, key: str, items: tuple[ShownQuestion, ...]) -> str:
        name = name_of(key, self._outline, self.found.answers)
        for form in (*self.forms, *self.before):
            for item in (item for section in form.sections for item in section.items):
                if item.path == name:
                    return item.caption
                if isinstance(item, GroupView) and name.startswith(f"{item.path}."):
                    return self._title_in_row(item, name, items)
        return key

    def _title_in_row(self, group: GroupView, name: str, items: tuple[ShownQuestion, ...]) -> str:
        index = name[len(group.path) + 1 :].partition(".")[0]
        row = next((one for one in group.rows if str(one.number - 1) == index), None)
        words = f"{group.each} {row.number if row else index}"
        if row and row.title:
            words = f"{words}, {row.title}"
        own = items[0] if items else None
        return f"{words}: {own.caption}" if isinstance(own, FieldView) else words

    def _is_named(self, item: ShownQuestion) -> bool:
        named = {one.id for key in self.found.correction.keys for one in self._at(key)}
        return item.id in named

    def _sealed(self) -> Iterator[SentSection]:
        openings = self.found.openings
        for section in compared(self.before, None, self.wording):
            items: list[SentAnswer] = [
                one for one in section.answers if not one.is_blank and not openings.covers(one.key)
            ]
            if items:
                yield SentSection(section.caption, tuple(items))


def _in_rows(group: GroupView, name: str) -> Iterator[ShownQuestion]:
    """The row of an input name, or the question of it that the name means."""
    index, _, question = name[len(group.path) + 1 :].partition(".")
    for row in group.rows:
        if str(row.number - 1) == index and question:
            yield from (one for one in row.items if one.path == name)
        elif str(row.number - 1) == index:
            yield row

"""From a case to the view of one form: what is asked now, what was typed, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from engine.base.dataclass import dataclass
from engine.base.values import (
    NOTHING,
    Answer,
    Problem,
    StoredFile,
    Text,
    Value,
)
from engine.definitions.kinds import FIELD_TYPES
from engine.definitions.model.conditions import Subject
from engine.definitions.model.forms import (
    Field,
    Form,
    Group,
    Section,
)
from engine.forms.copies import copies, row_title, taken
from engine.forms.first_rows import with_first_rows, with_spare_rows
from engine.forms.inputs import in_input, keyboard
from engine.forms.outline import input_name
from engine.forms.shown import shown
from engine.forms.spots import rows_of
from engine.forms.totals import totals
from engine.forms.view import (
    FieldView,
    FormView,
    GroupView,
    ProblemView,
    RowView,
    SectionView,
    TotalView,
)
from engine.forms.wording import Wording, html_id
from engine.forms.words import FieldWords, OptionView
from engine.meaning.picture import ROW_ID
from engine.meaning.situation import RowScope, Situation


@dataclass(frozen=True, slots=True)
class Typed:
    """What a page remembers besides answers.

    ``unread`` is what could not be read, by input name; ``problems`` are shown at their questions.
    ``fresh`` says that nobody has seen this form yet, so questions begin with their defaults.
    """

    unread: Mapping[str, Sequence[str]] = field(default_factory=lambda: NOTHING, repr=False)
    problems: tuple[Problem, ...] = ()
    fresh: bool = False


def form_view(case: Situation, form: Form, wording: Wording, typed: Typed = Typed()) -> FormView:
    """The form as it is to be shown; what is not asked for certain is left out."""
    return _Composer(with_first_rows(case, form), wording, typed).form(form)


def whole_view(case: Situation, form: Form, wording: Wording, typed: Typed = Typed()) -> FormView:
    """The form with every question that it may ever ask, and with blank rows to go on in."""
    return _Composer(with_spare_rows(case, form), wording, typed, whole=True).form(form)


class _Composer:
    def __init__(
        self, case: Situation, wording: Wording, typed: Typed, *, whole: bool = False
    ) -> None:
        self.case, self.wording, self.typed, self.whole = case, wording, typed, whole
        self.reader = wording.reader
        self.totals: dict[str, tuple[TotalView, ...]] = {}
        self.at: dict[str, list[Problem]] = {}
        for problem in typed.problems:
            self.at.setdefault(problem.path, []).append(problem)

    def form(self, form: Form) -> FormView:
        self.totals = totals(self.case, form, self.wording)
        sections = tuple(self.sections(form))
        told = [self.problem(each) for each in self.typed.problems if each.level != "staff"]
        return FormView(
            name=form.name,
            title=self.reader.text(form.title),
            hint=self.words(form.hint),
            sections=sections,
            problems=tuple(each for each in told if not each.target),
            summary=tuple(told),
        )

    def sections(self, form: Form) -> Iterator[SectionView]:
        for number, section in enumerate(form.sections):
            items = tuple(self.items(section))
            if items:
                yield SectionView(
                    id=html_id(f"{form.name}-{number + 1}"),
                    caption=self.words(section.caption),
                    hint=self.words(section.hint),
                    columns=section.columns,
                    page=section.page,
                    items=items,
                )

    def items(self, section: Section) -> Iterator[FieldView | GroupView]:
        for item in section.items:
            if self.whole or self.case.asked(item.path):
                yield self.group(item) if isinstance(item, Group) else self.question(item, None)

    def question(self, question: Field, row: RowScope | None) -> FieldView:
        words = self.wording.fields[question.path]
        name = input_name(question, None if row is None else row.index)
        given = self.given(question, row)
        return FieldView(
            words=words,
            path=name,
            id=html_id(name),
            row=None if row is None else row.index,
            required=bool(self.case.required(question.path, row)),
            raw=self.raw(question, name, given),
            shown=self.shown(question, given, row),
            options=self.options(question, words, row),
            problems=tuple(self.problem(each) for each in self.at.get(name, ())),
            keyboard=keyboard(question, self.country(question, row)),
            files=_files(given),
            take=taken(self.case, question, self.wording) if question.rows_of else None,
        )

    def country(self, question: Field, row: RowScope | None) -> str:
        """The country that an answer is judged by, as far as it is known."""
        country = question.country
        if not isinstance(country, Subject):
            return country
        found = (row or self.case).value(country)
        return found if isinstance(found, str) else ""

    def given(self, question: Field, row: RowScope | None) -> Answer | None:
        """What is stored, whether or not it counts."""
        if row is None:
            return self.case.answers.get(question.path)
        rows: Any = self.case.answers.get(row.group, ())
        found: Answer | None = rows[row.index].get(question.name)
        return found

    def raw(self, question: Field, name: str, given: Answer | None) -> tuple[str, ...]:
        if name in self.typed.unread:
            return tuple(self.typed.unread[name])
        if given is None and self.typed.fresh:
            given = question.default
        if given is None or question.kind == "password":
            return ()
        return in_input(given, question, self.reader)

    def shown(self, question: Field, given: Answer | None, row: RowScope | None) -> str:
        if given is None:
            return ""
        if question.rows_of:
            return next(
                (each.caption for each in self.row_options(question) if each.code == given), ""
            )
        value: Value = self.case.value(_subject(question), row)
        return shown(value, question, self.reader)

    def options(
        self, question: Field, words: FieldWords, row: RowScope | None
    ) -> tuple[OptionView, ...]:
        if question.rows_of:
            return tuple(self.row_options(question))
        if self.whole or not self.case.meaning.questions[question.path].options:
            return words.options
        offered = {option.code for option in self.case.offered(question.path, row)}
        if len(offered) == len(words.options):
            return words.options
        return tuple(option for option in words.options if option.code in offered)

    def row_options(self, question: Field) -> Iterator[OptionView]:
        group = self.case.meaning.questions[question.rows_of].item
        for row in rows_of(self.case, question.rows_of):
            if isinstance(group, Group):
                title = row_title(group, row, self.wording) or self.wording.groups[group.path].each
                yield OptionView(str(row.index + 1), f"{row.index + 1}. {title}")

    def group(self, group: Group) -> GroupView:
        words = self.wording.groups[group.path]
        rows = tuple(self.row(group, row) for row in rows_of(self.case, group.path))
        return GroupView(
            words=words,
            path=group.path,
            id=html_id(group.path),
            minimum=group.minimum,
            maximum=group.maximum,
            required=group.minimum > 0,
            may_add=len(rows) < group.maximum,
            rows=rows,
            copies=tuple(copies(self.case, group, self.wording)),
            totals=self.totals.get(group.path, ()),
            problems=tuple(self.problem(each) for each in self.at.get(group.path, ())),
        )

    def row(self, group: Group, row: RowScope) -> RowView:
        asked = [field for field in group.items if self.whole or self.case.asked(field.path, row)]
        return RowView(
            id=html_id(row.key),
            number=row.index + 1,
            title=row_title(group, row, self.wording),
            items=tuple(self.question(field, row) for field in asked),
            problems=tuple(self.problem(each) for each in self.at.get(row.key, ())),
            kept=(
                *self.identity(row),
                *self.kept((each for each in group.items if each not in asked), row),
            ),
            removable=row.index >= group.minimum or any(self.case.given_rows(group.path)),
        )

    def identity(self, row: RowScope) -> Iterator[tuple[str, str]]:
        """The id by which the row is known, so that it stays the same row wherever it stands."""
        given: Any = self.case.given_rows(row.group)[row.index].get(ROW_ID)
        if given:
            yield f"{row.key}.{ROW_ID}", given

    def kept(self, hidden: Iterable[Field], row: RowScope) -> Iterator[tuple[str, str]]:
        for question in hidden:
            given = self.given(question, row)
            if given is not None and FIELD_TYPES[question.kind].value != "files":
                name = input_name(question, row.index)
                yield from ((name, text) for text in FIELD_TYPES[question.kind].texts(given))

    def problem(self, problem: Problem) -> ProblemView:
        caption = self.caption(problem.path)
        return ProblemView(
            level=problem.level,
            code=problem.code,
            text=self.reader.text(problem.message, **problem.params),
            path=problem.path,
            target=html_id(problem.path) if caption else "",
            caption=caption,
        )

    def caption(self, name: str) -> str:
        """How the summary names a question, in whichever form it stands; empty for other names."""
        path, row = self.case.place(name)
        if path in self.wording.groups:
            return self.wording.groups[path].caption
        words = self.wording.fields.get(path)
        if words is None or row is None:
            return words.caption if words else ""
        return f"{self.wording.groups[row.group].each} {row.index + 1}: {words.caption}"

    def words(self, text: Text | None) -> str:
        return "" if text is None else self.reader.text(text)


def _subject(question: Field) -> Subject:
    return Subject(question.name, in_row=True) if question.group else Subject(question.path)


def _files(given: Answer | None) -> tuple[StoredFile, ...]:
    if not isinstance(given, tuple):
        return ()
    return tuple(part for part in given if isinstance(part, StoredFile))

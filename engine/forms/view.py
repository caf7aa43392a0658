"""What a page shows of a form: words in the reader's language and plain values, nothing to decide.

An empty text means that there is nothing to show. ``id`` is safe in HTML and the same at every
request, so that a link to a problem finds its question.
"""

from __future__ import annotations

from dataclasses import field

from markupsafe import Markup

from engine.base.dataclass import dataclass
from engine.base.values import Level, StoredFile
from engine.definitions.model.device_checks import DeviceCheck
from engine.forms.words import (
    FieldWords,
    GroupWords,
    OptionView,
    ReasonView,
    Requirement,
    TermsView,
)


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A problem in words. ``target`` is the id it links to, ``caption`` names the question."""

    level: Level
    code: str
    text: str
    path: str = ""
    target: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class CopyView:
    """A row that can be copied: into another group, or to the questions beside one that picked it.

    ``source`` is its name, ``owners.0``, or the question that picked it; ``caption`` stands on the
    button, ``title`` names the row.
    """

    source: str
    caption: str
    title: str


@dataclass(frozen=True, slots=True)
class TotalView:
    """What the rows above add up to, in words; empty while nothing is known."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """A question. ``path`` is the input name, ``raw`` what stands in the input, ``shown`` the
    answer in words for reading only, ``row`` the row it stands in, counted from 0.
    ``required`` is what holds now, ``requirement`` whether that may change. ``take`` is the picked
    row, for a question that picks one."""

    words: FieldWords = field(repr=False, compare=False)
    path: str
    id: str
    row: int | None
    required: bool
    raw: tuple[str, ...] = field(repr=False)
    shown: str = field(repr=False)
    options: tuple[OptionView, ...]
    problems: tuple[ProblemView, ...]
    keyboard: str
    files: tuple[StoredFile, ...]
    take: CopyView | None

    @property
    def kind(self) -> str:
        return self.words.kind

    @property
    def widget(self) -> str:
        return self.words.widget

    @property
    def caption(self) -> str:
        return self.words.caption

    @property
    def hint(self) -> str:
        return self.words.hint

    @property
    def requirement(self) -> Requirement:
        return self.words.requirement

    @property
    def why(self) -> tuple[ReasonView, ...]:
        return self.words.why

    @property
    def autocomplete(self) -> str:
        return self.words.autocomplete

    @property
    def width(self) -> str:
        return self.words.width

    @property
    def script(self) -> str:
        return self.words.script

    @property
    def terms(self) -> tuple[TermsView, ...]:
        return self.words.terms

    @property
    def device_checks(self) -> tuple[DeviceCheck, ...]:
        return self.words.device_checks

    @property
    def conditional(self) -> bool:
        """Whether other questions depend on it."""
        return self.words.conditional

    @property
    def sensitive(self) -> bool:
        return self.words.sensitive

    @property
    def in_row(self) -> bool:
        return self.row is not None

    @property
    def refused(self) -> bool:
        """Whether the answer cannot stay as it is."""
        return any(problem.level == "refuse" for problem in self.problems)

    @property
    def minimum(self) -> str:
        return self.words.limits.minimum

    @property
    def maximum(self) -> str:
        return self.words.limits.maximum

    @property
    def accept(self) -> tuple[str, ...]:
        return self.words.limits.accept

    @property
    def max_files(self) -> int:
        return self.words.limits.max_files

    @property
    def max_size(self) -> int:
        """Bytes of one file."""
        return self.words.limits.max_size

    def control(self, **attributes: object) -> Markup:
        """The input itself as HTML, made by its WTForms field; ``class_`` and such are added.

        It carries its name, id, value, limits, ``autocomplete``, ``inputmode`` and what a screen
        reader needs: hint (``ID-hint``), how a date is typed (``ID-format``) and problems
        (``ID-problems``) describe it.
        """
        formats = [f"{self.id}-format"] if self.kind == "date" else []
        hints = [f"{self.id}-hint"] if self.hint else []
        described = [*hints, *formats, f"{self.id}-problems"]
        given: dict[str, object] = {"id": self.id, "aria-describedby": " ".join(described)}
        if self.required:
            given["aria-required"] = "true"
        if self.refused:
            given["aria-invalid"] = "true"
        if self.autocomplete:
            given["autocomplete"] = self.autocomplete
        if self.keyboard:
            given["inputmode"] = self.keyboard
        choices = [(option.code, option.caption) for option in self.options]
        return self.words.control.html(self.path, self.raw, choices, given | attributes)


@dataclass(frozen=True, slots=True)
class RowView:
    """One row. ``kept`` is posted unseen: the id of the row, and answers to questions that are not
    asked now, so that they come back when the questions do. A blank row that must be there is not
    ``removable``."""

    id: str
    number: int
    title: str = field(repr=False)
    items: tuple[FieldView, ...]
    problems: tuple[ProblemView, ...]
    kept: tuple[tuple[str, str], ...] = field(repr=False)
    removable: bool = True


@dataclass(frozen=True, slots=True)
class GroupView:
    """A repeating group. ``each`` names a row, ``object_form`` does so as in “Add …”."""

    words: GroupWords = field(repr=False, compare=False)
    path: str
    id: str
    minimum: int
    maximum: int
    required: bool
    may_add: bool
    rows: tuple[RowView, ...]
    copies: tuple[CopyView, ...]
    totals: tuple[TotalView, ...]
    problems: tuple[ProblemView, ...]

    @property
    def caption(self) -> str:
        return self.words.caption

    @property
    def hint(self) -> str:
        return self.words.hint

    @property
    def each(self) -> str:
        return self.words.each

    @property
    def object_form(self) -> str:
        return self.words.object_form

    @property
    def why(self) -> tuple[ReasonView, ...]:
        return self.words.why

    @property
    def conditional(self) -> bool:
        return self.words.conditional

    @property
    def refused(self) -> bool:
        """Whether the number of rows cannot stay as it is."""
        return any(problem.level == "refuse" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class SectionView:
    """A part of a form with its own heading."""

    id: str
    caption: str
    hint: str
    columns: int
    page: str
    items: tuple[FieldView | GroupView, ...]

    @property
    def measures(self) -> tuple[str, ...]:
        """What is asked of the device and the line here, in the order of the questions."""
        found = (
            check.device
            for item in self.items
            if isinstance(item, FieldView)
            for check in item.device_checks
        )
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class FormView:
    """A form with only what is asked now.

    ``summary`` are all problems that applicants may see, in order, of every form that was judged;
    ``problems`` are those of them that stand at no question.
    """

    name: str
    title: str
    hint: str
    sections: tuple[SectionView, ...]
    problems: tuple[ProblemView, ...]
    summary: tuple[ProblemView, ...]

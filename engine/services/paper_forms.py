"""Forms of a case as PDF to be filled in: every question that may be asked, with what is answered.

Whoever fills it in sees no question come or go, so each says when it is to be answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from engine.base.dataclass import dataclass
from engine.bundles.library import Library
from engine.case.form_pages import FormPage
from engine.case.number import number
from engine.definitions.model.forms import Field, Group
from engine.documents.fillable.form import InputKind, PaperBlock, PaperForm, PaperInput, Stamp
from engine.forms.compose import Typed, whole_view
from engine.forms.openings import key_of
from engine.forms.outline import Outline
from engine.forms.shown import NO, YES
from engine.forms.view import FieldView, FormView, GroupView, RowView
from engine.language.marker import N_
from engine.meaning.words.captions import Captions
from engine.meaning.words.sentences import condition_in_words
from engine.meaning.words.units import item_title
from engine.services.addresses import place_of
from engine.services.case_loading import LoadedCase
from engine.services.corrections import Corrected, TypedPage, corrected
from engine.services.sent_sheets import NUMBER
from engine.services.sheets import PAGE_WORDS
from engine.services.supposing import draft_situation

HOW: Final = (
    N_(
        "Fill in this form on a computer or a phone, save it and upload it on the page from which "
        "you downloaded it. What you enter is read and checked as if it had been entered there."
    ),
    N_("Files are added on that page. A form that was printed or scanned cannot be read."),
)
ONLY_SOME: Final = N_("Only what the Bank asks you to correct can be changed here.")
ONLY_IF = N_("Only if: {condition}")
OPTIONAL, DEPENDS = N_("optional"), N_("if it applies")
DATE = N_("Day, month and year, for example 15.06.1985")
SEVERAL = N_("Several answers are possible")

MOST_SHOWN: Final = 6
"""Options of which one is chosen that all stand on the page; more become a list."""

MOST_TICKS: Final = 16
"""The same where several may be chosen."""

_WRITTEN: Final = frozenset({"text", "textarea", "email", "url"})
"""Widgets whose greatest length is one of letters."""


def paper_form(case: LoadedCase, page: FormPage, library: Library, lang: str) -> PaperForm:
    """The forms of an item as one document, with what is stored of them."""
    found = corrected(case, page, TypedPage(None))
    now = found.situation if found else draft_situation(case, page, case.answers(page))
    captions, wording = library.captions(case.ready, lang), library.wording(case.ready, lang)
    reader, stored = library.reader(lang, case.ready), case.draft(page.key)
    typed = Typed(stored.unread, fresh=stored.version == 0)
    forms = (one for one in page.outline.forms if one.when is None or now.holds(one.when) is True)
    views = [whole_view(now, form, wording, typed) for form in forms]
    return PaperForm(
        title=item_title(now, page.item, page.unit, captions),
        lang=lang,
        stamp=stamp_of(case, page),
        intro=tuple(map(reader.message, (*HOW, *((ONLY_SOME,) if found else ())))),
        facts=((reader.message(NUMBER), number(case.case)),),
        blocks=paper_blocks(views, page.outline, captions, found),
        issuer=reader.text(case.ready.programme.bank.title),
        page_words=reader.message(PAGE_WORDS),
    )


def paper_blocks(
    forms: Iterable[FormView],
    outline: Outline,
    captions: Captions,
    correction: Corrected | None = None,
) -> tuple[PaperBlock, ...]:
    """The questions of forms as inputs; a correction opens only what it is about."""
    writer = _Writer(outline, captions, correction)
    return tuple(
        block
        for form in forms
        for section in form.sections
        for block in writer.blocks(section.caption or form.title, section.items)
    )


def stamp_of(case: LoadedCase, page: FormPage) -> Stamp:
    """What tells the form from every other."""
    return Stamp(place_of(*page.place), case.case.id, case.ready.bundle)


@dataclass(frozen=True, slots=True)
class _Writer:
    outline: Outline
    captions: Captions
    correction: Corrected | None

    def word(self, source: str, **params: object) -> str:
        """A message of the code."""
        return self.captions.reader.message(source, **params)

    def blocks(
        self, heading: str, items: tuple[FieldView | GroupView, ...]
    ) -> Iterator[PaperBlock]:
        """The blocks of a section: its questions, and one for each row of its groups."""
        inputs: list[PaperInput] = []
        for item in items:
            if isinstance(item, FieldView):
                inputs += self.inputs(item)
                continue
            if inputs:
                yield PaperBlock(heading, tuple(inputs))
            yield from self.rows(item, "" if inputs else heading)
            inputs, heading = [], ""
        if inputs:
            yield PaperBlock(heading, tuple(inputs))

    def rows(self, group: GroupView, heading: str) -> Iterator[PaperBlock]:
        """One block for each row, blank ones among them."""
        named = dict.fromkeys(one for one in (heading, group.caption) if one)
        item = self.outline.groups[group.path]
        yield PaperBlock(" – ".join(named), (), ". ".join(filter(None, self.when(item))))
        for row in group.rows:
            yield self.row(group, row)

    def row(self, group: GroupView, row: RowView) -> PaperBlock:
        inputs = tuple(one for item in row.items for one in self.inputs(item))
        return PaperBlock(f"{group.each} {row.number}", inputs, level=2, hidden=row.kept)

    def inputs(self, shown: FieldView) -> Iterator[PaperInput]:
        """The question as an input; none where it is answered elsewhere."""
        kind = _kind(shown)
        place = self.outline.place(shown.path)
        if kind is None or place is None:
            return
        options = tuple((option.code, option.caption) for option in shown.options)
        if shown.widget == "yesno":
            options = (
                ("yes", self.word(YES)),
                ("no", self.word(NO)),
            )
        longest = shown.maximum if shown.widget in _WRITTEN else ""
        yield PaperInput(
            name=shown.path,
            kind=kind,
            caption=shown.caption,
            note=". ".join(filter(None, self.notes(shown, place.field))),
            values=tuple(shown.raw),
            options=options,
            longest=int(longest) if longest.isdecimal() else 0,
            required=shown.requirement == "always" and place.field.when is None,
            sealed=not self.is_open(shown.path),
        )

    def notes(self, shown: FieldView, question: Field) -> Iterator[str]:
        """What stands under the caption."""
        if shown.requirement != "always" and shown.widget != "checkbox":
            yield self.word(DEPENDS if shown.requirement == "depends" else OPTIONAL)
        yield from self.when(question)
        yield shown.hint.rstrip(".")
        if shown.kind == "date":
            yield self.word(DATE)
        if shown.widget == "choices":
            yield self.word(SEVERAL)

    def when(self, item: Field | Group) -> Iterator[str]:
        """When it is to be answered."""
        if item.when is not None:
            within = self.captions
            if isinstance(item, Field) and item.group:
                within = within.within(item.group)
            yield self.word(ONLY_IF, condition=condition_in_words(item.when, within))

    def is_open(self, name: str) -> bool:
        """Whether the answer may be changed."""
        found = self.correction
        if found is None:
            return True
        return found.openings.covers(key_of(name, self.outline, found.answers))


def _kind(shown: FieldView) -> InputKind | None:
    match shown.widget:
        case "file" | "password" | "note":
            return None
        case "textarea":
            return "lines"
        case "checkbox":
            return "tick"
        case "yesno":
            return "one of"
        case "choice":
            return _of_options(shown, MOST_SHOWN, "one of", "list")
        case "choices":
            return _of_options(shown, MOST_TICKS, "ticks", "some of")
        case _:
            return "line"


def _of_options(shown: FieldView, most: int, few: InputKind, many: InputKind) -> InputKind | None:
    if not shown.options:
        return None
    return few if len(shown.options) <= most else many

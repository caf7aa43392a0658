"""Forms as documents: what was sent in, or an empty form to fill in by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.documents.sheet import Sheet, SheetBlock, SheetLine
from engine.forms.view import FieldView, FormView, GroupView
from engine.language.marker import N_
from engine.language.reader import Reader

PAGE_WORDS = N_("Page {n} of {total}")
_MOST_CHOICES = 12
"""Choices that are printed beside a question of an empty form."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the forms: a title, facts by caption, and who issued the document."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    issuer: str = ""


def sheet(forms: Sequence[FormView], heading: Heading, reader: Reader, *, blank: bool) -> Sheet:
    """The forms as one document; ``blank`` leaves lines to write on where nothing is answered."""
    return Sheet(
        title=heading.title,
        lang=reader.lang,
        facts=tuple(SheetLine(caption, value) for caption, value in heading.facts),
        blocks=tuple(block for form in forms for block in _blocks(form, blank=blank)),
        issuer=heading.issuer,
        page_words=reader.message(PAGE_WORDS),
        blank=blank,
    )


def _blocks(form: FormView, *, blank: bool) -> Iterator[SheetBlock]:
    for section in form.sections:
        lines: list[SheetLine] = []
        heading = section.caption or form.title
        for item in section.items:
            if isinstance(item, FieldView):
                lines += _line(item, blank=blank)
            else:
                if lines:
                    yield SheetBlock(heading, tuple(lines))
                yield from _rows(item, "" if lines else heading, blank=blank)
                lines, heading = [], ""
        if lines:
            yield SheetBlock(heading, tuple(lines))


def _rows(group: GroupView, heading: str, *, blank: bool) -> Iterator[SheetBlock]:
    captions = dict.fromkeys(one for one in (heading, group.caption) if one)
    title = " – ".join(captions)
    if not group.rows:
        yield SheetBlock(title, (SheetLine(group.caption),))
        return
    yield SheetBlock(title, ())
    for row in group.rows:
        lines = tuple(line for item in row.items for line in _line(item, blank=blank))
        yield SheetBlock(f"{group.each} {row.number}", lines, level=2)


def _line(question: FieldView, *, blank: bool) -> list[SheetLine]:
    if question.widget in ("note", "password") or (blank and question.widget == "file"):
        return []
    choices = " / ".join(option.caption for option in question.options)
    note = choices if blank and len(question.options) <= _MOST_CHOICES else ""
    return [SheetLine(question.caption, question.shown, note)]

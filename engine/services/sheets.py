"""Forms as documents: what was sent in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.base.dataclass import dataclass
from engine.documents.sheet import Sheet, SheetBlock, SheetLine
from engine.forms.view import FieldView, FormView, GroupView
from engine.language.marker import N_
from engine.language.reader import Reader

PAGE_WORDS = N_("Page {n} of {total}")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the forms: a title, facts by caption, and who issued the document."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    issuer: str = ""


def sheet(
    forms: Sequence[FormView],
    heading: Heading,
    reader: Reader,
    after: tuple[SheetBlock, ...] = (),
) -> Sheet:
    """The forms as one document, and what stands after them."""
    return Sheet(
        title=heading.title,
        lang=reader.lang,
        facts=tuple(SheetLine(caption, value) for caption, value in heading.facts),
        blocks=(*(block for form in forms for block in _blocks(form)), *after),
        issuer=heading.issuer,
        page_words=reader.message(PAGE_WORDS),
    )


def _blocks(form: FormView) -> Iterator[SheetBlock]:
    for section in form.sections:
        lines: list[SheetLine] = []
        heading = section.caption or form.title
        for item in section.items:
            if isinstance(item, FieldView):
                lines += _line(item)
            else:
                if lines:
                    yield SheetBlock(heading, tuple(lines))
                yield from _rows(item, "" if lines else heading)
                lines, heading = [], ""
        if lines:
            yield SheetBlock(heading, tuple(lines))


def _rows(group: GroupView, heading: str) -> Iterator[SheetBlock]:
    captions = dict.fromkeys(one for one in (heading, group.caption) if one)
    title = " – ".join(captions)
    if not group.rows:
        yield SheetBlock(title, (SheetLine(group.caption),))
        return
    yield SheetBlock(title, ())
    for row in group.rows:
        lines = tuple(line for item in row.items for line in _line(item))
        yield SheetBlock(f"{group.each} {row.number}", lines, level=2)


def _line(question: FieldView) -> list[SheetLine]:
    if question.widget in ("note", "password"):
        return []
    return [SheetLine(question.caption, question.shown)]

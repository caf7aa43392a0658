"""The pages of a fillable form: captions on the left, room for the answers on the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from engine.documents.fillable.form import PaperBlock, PaperForm, PaperInput
from engine.documents.fillable.places import WidgetPlace
from engine.documents.pages import (
    CAPTION,
    GREY,
    HEADING,
    NOTE,
    ROW_HEADING,
    TINT,
    TITLE,
    VALUE,
    PageWriter,
)
from engine.documents.rows import CAPTION_WIDTH, PAD_X, PageRow, told_row, words
from engine.documents.sheet import SheetLine
from engine.documents.tags import FIELD, RULE, Tag, TaggedParagraph

LINE: Final = 16.0
"""Height of a line to write on, in points."""

LINES: Final = 64.0
BOX: Final = 11.0
_ROOM: Final = 20 * mm
"""What a heading takes: it is not left alone at the foot, its first question follows it."""

Record = Callable[[WidgetPlace], None]


class LaidOut:
    """The pages of a form without their fields, and where the fields belong."""

    def __init__(self, form: PaperForm) -> None:
        self.places = list[WidgetPlace]()
        pages = PageWriter(form.title, form.lang, form.issuer, form.page_words)
        self._document, self.width = pages.document, pages.width
        self.content: bytes = pages.written(self._story(form))

    def _story(self, form: PaperForm) -> list[Flowable]:
        story: list[Flowable] = [self._words(form.title, TITLE, "H1")]
        if form.facts:
            table = self._document.add("Table")
            facts = (SheetLine(*one) for one in form.facts)
            story += [told_row(one, table, self.width, tinted=True) for one in facts]
        story.append(Spacer(0, 3 * mm))
        story += [self._words(one, VALUE, "P") for one in form.intro]
        story.append(Spacer(0, 5 * mm))
        for block in form.blocks:
            story += self._block(block)
        return story

    def _block(self, block: PaperBlock) -> list[Flowable]:
        head = list[Flowable]()
        if block.heading:
            style, role = (HEADING, "H2") if block.level == 1 else (ROW_HEADING, "H3")
            head.append(self._words(block.heading, style, role))
        if block.note:
            head.append(self._words(block.note, NOTE, "P"))
        rows = [self._row(one) for one in block.inputs]
        first = rows[0].wrap(self.width, 0)[1] if rows else _ROOM
        end = [Spacer(0, 4 * mm)] if rows else []
        return [CondPageBreak(first + _ROOM), *head, *rows, *end]

    def _row(self, asked: PaperInput) -> PageRow:
        room = CAPTION_WIDTH - 2 * PAD_X
        left = [words(asked.caption, CAPTION, self._document.add("P"), room)]
        if asked.note:
            left.append(words(asked.note, NOTE, self._document.add("P"), room))
        return PageRow(left, self._answer(asked))

    def _answer(self, asked: PaperInput) -> list[Flowable]:
        record, tag = self.places.append, self._document
        match asked.kind:
            case "line" | "list":
                return [_Blank(asked, record, LINE, tag.add(FIELD))]
            case "lines" | "some of":
                return [_Blank(asked, record, LINES, tag.add(FIELD))]
            case "tick":
                return [_Tick(asked, record, ("", ""), tag)]
            case _:
                return [_Tick(asked, record, option, tag) for option in asked.options]

    def _words(self, text: str, style: ParagraphStyle, role: str) -> Flowable:
        return words(text, style, self._document.add(role), self.width)


class _Blank(Flowable):
    """Room for a field over the whole width."""

    def __init__(self, asked: PaperInput, record: Record, height: float, tag: Tag) -> None:
        super().__init__()
        self.asked, self.record, self.room, self.tag = asked, record, height, tag

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, self.room
        return width, self.room

    def draw(self) -> None:
        self.canv.setStrokeColor(RULE)
        self.canv.setFillColor(TINT)
        self.canv.rect(0, 0, self.width, self.height, stroke=1, fill=1)
        self.record(_place(self, (0, 0, self.width, self.height)))


class _Tick(Flowable):
    """A box to tick with its option beside it."""

    def __init__(
        self, asked: PaperInput, record: Record, option: tuple[str, str], tag: Tag
    ) -> None:
        super().__init__()
        self.asked, self.record, self.tag = asked, record, tag.add(FIELD)
        self.code, caption = option
        self.words = TaggedParagraph(caption, VALUE, tag.add("P"))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        _, needed = self.words.wrap(width - BOX - 6, height)
        self.width, self.height = width, max(needed, BOX + 2)
        return width, self.height

    def draw(self) -> None:
        low = self.height - BOX - 1
        self.canv.setStrokeColor(GREY)
        if self.asked.kind == "one of":
            self.canv.circle(BOX / 2, low + BOX / 2, BOX / 2)
        else:
            self.canv.rect(0, low, BOX, BOX)
        self.words.drawOn(self.canv, BOX + 6, self.height - self.words.height)
        self.record(_place(self, (0, low, BOX, BOX), self.code))


def _place(
    part: _Blank | _Tick, box: tuple[float, float, float, float], option: str = ""
) -> WidgetPlace:
    x, y, width, height = box
    left, low = part.canv.absolutePosition(x, y)
    around = (left, low, left + width, low + height)
    return WidgetPlace(part.asked, part.canv.getPageNumber() - 1, around, part.tag, option)

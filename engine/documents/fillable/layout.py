"""The pages of a fillable form: captions on the left, room for the answers on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer, Table, TableStyle

from engine.documents.fillable.form import PaperBlock, PaperForm, PaperInput
from engine.documents.fillable.places import WidgetPlace
from engine.documents.pages import (
    CAPTION,
    GREY,
    HEADING,
    LABEL_WIDTH,
    NOTE,
    ROW_HEADING,
    RULE,
    TINT,
    TITLE,
    VALUE,
    PageWriter,
)
from engine.documents.tags import Tag, TaggedParagraph

LINE: Final = 16.0
"""Height of a line to write on, in points."""

LINES: Final = 64.0
BOX: Final = 11.0
_ROOM: Final = 20 * mm
"""What a heading takes: it is not left alone at the foot, its first question follows it."""

Record = Callable[[WidgetPlace], None]


class LaidOut:
    """The pages of a form without their fields, where the fields belong, and what the parts are."""

    def __init__(self, form: PaperForm) -> None:
        self.places = list[WidgetPlace]()
        pages = PageWriter(form.title, form.lang, form.issuer, form.page_words)
        self.document = pages.document
        self.content: bytes = pages.laid_out(self._story(form, pages.width))

    def _story(self, form: PaperForm, width: float) -> list[Flowable]:
        tag = self.document
        story: list[Flowable] = [_words(form.title, TITLE, tag.add("H1"))]
        if form.facts:
            story.append(_table(_facts(form, tag.add("Table")), width, tinted=True))
        story += [Spacer(0, 3 * mm)]
        story += [_words(words, VALUE, tag.add("P")) for words in form.intro]
        story.append(Spacer(0, 5 * mm))
        for block in form.blocks:
            story += self._block(block, width)
        return story

    def _block(self, block: PaperBlock, width: float) -> list[Flowable]:
        style, role = (HEADING, "H2") if block.level == 1 else (ROW_HEADING, "H3")
        heading = [_words(block.heading, style, self.document.add(role))] if block.heading else []
        note = [_words(block.note, NOTE, self.document.add("P"))] if block.note else []
        rows = [
            [_caption(one, self.document), _answer(one, self.places.append, self.document)]
            for one in block.inputs
        ]
        first = _table(rows[:1], width).wrap(width, 0)[1] if rows else _ROOM
        parts: list[Flowable] = [CondPageBreak(first + _ROOM), *heading, *note]
        if rows:
            parts += [_table(rows, width), Spacer(0, 4 * mm)]
        return parts


def _facts(form: PaperForm, tag: Tag) -> list[list[Any]]:
    rows = [(tag.add("TR"), caption, value) for caption, value in form.facts]
    return [
        [_words(caption, CAPTION, row.add("TH")), _words(value, VALUE, row.add("TD"))]
        for row, caption, value in rows
    ]


def _words(words: str, style: ParagraphStyle, tag: Tag) -> TaggedParagraph:
    return TaggedParagraph(escape(words), style, tag)


def _table(rows: Sequence[list[Any]], width: float, *, tinted: bool = False) -> Table:
    table = Table(rows, colWidths=[LABEL_WIDTH, width - LABEL_WIDTH])
    look: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]
    table.setStyle(TableStyle(look + [("BACKGROUND", (0, 0), (-1, -1), TINT)] * tinted))
    return table


def _caption(asked: PaperInput, tag: Tag) -> list[Flowable]:
    parts: list[Flowable] = [_words(asked.caption, CAPTION, tag.add("P"))]
    if asked.note:
        parts.append(_words(asked.note, NOTE, tag.add("P")))
    return parts


def _answer(asked: PaperInput, record: Record, tag: Tag) -> list[Flowable]:
    match asked.kind:
        case "line" | "list":
            return [_Blank(asked, record, LINE, tag.add("Form"))]
        case "lines" | "some of":
            return [_Blank(asked, record, LINES, tag.add("Form"))]
        case "tick":
            return [_Tick(asked, record, ("", ""), tag)]
        case _:
            return [_Tick(asked, record, option, tag) for option in asked.options]


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
        self.asked, self.record, self.tag = asked, record, tag.add("Form")
        self.code, caption = option
        self.words = _words(caption, VALUE, tag.add("P"))

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

"""The pages of a fillable form: captions on the left, room for the answers on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table, TableStyle

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

LINE: Final = 16.0
"""Height of a line to write on, in points."""

LINES: Final = 64.0
BOX: Final = 11.0
_ROOM: Final = 20 * mm
"""What a heading takes: it is not left alone at the foot, its first question follows it."""

Record = Callable[[WidgetPlace], None]


def lay_out(form: PaperForm) -> tuple[bytes, tuple[WidgetPlace, ...]]:
    """The pages without their fields, and where the fields belong."""
    places = list[WidgetPlace]()
    pages = PageWriter(form.title, form.lang, form.issuer, form.page_words)
    written = pages.written(_story(form, pages.width, places.append))
    return written, tuple(places)


def _story(form: PaperForm, width: float, record: Record) -> list[Flowable]:
    story: list[Flowable] = [Paragraph(escape(form.title), TITLE)]
    facts = [[Paragraph(escape(one), CAPTION), Paragraph(escape(two), VALUE)]
             for one, two in form.facts]  # fmt: skip
    if facts:
        story.append(_table(facts, width, tinted=True))
    story += [Spacer(0, 3 * mm)]
    story += [Paragraph(escape(words), VALUE) for words in form.intro]
    story.append(Spacer(0, 5 * mm))
    for block in form.blocks:
        story += _block(block, width, record)
    return story


def _block(block: PaperBlock, width: float, record: Record) -> list[Flowable]:
    style = HEADING if block.level == 1 else ROW_HEADING
    rows = [[_caption(one), _answer(one, record)] for one in block.inputs]
    first = _table(rows[:1], width).wrap(width, 0)[1] if rows else _ROOM
    parts: list[Flowable] = [CondPageBreak(first + _ROOM)]
    if block.heading:
        parts.append(Paragraph(escape(block.heading), style))
    if block.note:
        parts.append(Paragraph(escape(block.note), NOTE))
    if rows:
        parts += [_table(rows, width), Spacer(0, 4 * mm)]
    return parts


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


def _caption(asked: PaperInput) -> list[Flowable]:
    parts: list[Flowable] = [Paragraph(escape(asked.caption), CAPTION)]
    if asked.note:
        parts.append(Paragraph(escape(asked.note), NOTE))
    return parts


def _answer(asked: PaperInput, record: Record) -> list[Flowable]:
    match asked.kind:
        case "line" | "list":
            return [_Blank(asked, record, LINE)]
        case "lines" | "some of":
            return [_Blank(asked, record, LINES)]
        case "tick":
            return [_Tick(asked, record, "", "")]
        case _:
            return [_Tick(asked, record, code, caption) for code, caption in asked.options]


class _Blank(Flowable):
    """Room for a field over the whole width."""

    def __init__(self, asked: PaperInput, record: Record, height: float) -> None:
        super().__init__()
        self.asked, self.record, self.room = asked, record, height

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, self.room
        return width, self.room

    def draw(self) -> None:
        self.canv.setStrokeColor(RULE)
        self.canv.setFillColor(TINT)
        self.canv.rect(0, 0, self.width, self.height, stroke=1, fill=1)
        self.record(_place(self, self.asked, (0, 0, self.width, self.height)))


class _Tick(Flowable):
    """A box to tick with its option beside it."""

    def __init__(self, asked: PaperInput, record: Record, code: str, caption: str) -> None:
        super().__init__()
        self.asked, self.record, self.code = asked, record, code
        self.words = Paragraph(escape(caption), VALUE)

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
        self.record(_place(self, self.asked, (0, low, BOX, BOX), self.code))


def _place(
    part: Flowable, asked: PaperInput, box: tuple[float, float, float, float], option: str = ""
) -> WidgetPlace:
    x, y, width, height = box
    left, low = part.canv.absolutePosition(x, y)
    return WidgetPlace(
        asked, part.canv.getPageNumber() - 1, (left, low, left + width, low + height), option
    )

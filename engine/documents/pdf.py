"""A sheet as PDF (A4): the same bytes for the same sheet, and text that can be read out."""

from __future__ import annotations

from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    Spacer,
    Table,
    TableStyle,
)

from engine.documents.pages import (
    CAPTION,
    HEADING,
    INK,
    LABEL_WIDTH,
    NOTE,
    ROW_HEADING,
    RULE,
    TINT,
    TITLE,
    VALUE,
    PageWriter,
)
from engine.documents.pieces import pieces
from engine.documents.sheet import Sheet, SheetBlock, SheetLine
from engine.documents.tags import Tag, TaggedParagraph

SQUARE: Final = 0.8 * mm
QUIET: Final = 4
"""Squares of white around a code that phones read."""
_NOTHING_GIVEN: Final = "–"
HIGHEST_ROW: Final = 40
"""Lines of a value that stand in one row of a table: a row is never parted by a page."""
NARROWEST: Final = 28
"""Signs of the broadest letter that fit beside a caption."""
ROWS_WITH_HEADING: Final = 2
"""Rows that a heading is never parted from; the rest of a block may go on overleaf."""


def write(sheet: Sheet) -> bytes:
    """The PDF of a sheet."""
    pages = PageWriter(sheet.title, sheet.lang, sheet.issuer, sheet.page_words)
    return pages.written(_story(sheet, pages.width, pages.document))


def _story(sheet: Sheet, width: float, document: Tag) -> list[Flowable]:
    story: list[Flowable] = [_words(sheet.title, TITLE, document.add("H1"))]
    if sheet.facts:
        story += [_facts(sheet, width, document.add("Table")), Spacer(0, 6 * mm)]
    for place, block in enumerate(sheet.blocks):
        story.append(CondPageBreak(_lead(sheet, place, width)))
        story += _block(block, width, document)
    if sheet.code is not None:
        caption = _words(sheet.code.caption, NOTE, document.add("P"))
        story.append(KeepTogether([Squares(sheet.code.rows), caption]))
    return story


class Squares(Flowable):
    """A code that phones read, with the quiet edge that they need."""

    def __init__(self, rows: tuple[tuple[bool, ...], ...]) -> None:
        super().__init__()
        self.rows = rows
        self.width = self.height = (len(rows) + 2 * QUIET) * SQUARE

    def draw(self) -> None:
        """Draw each run of dark squares as one bar."""
        canvas, lines = self.canv, len(self.rows)
        canvas.setFillColor(INK)
        for line, row in enumerate(self.rows):
            low = (lines - 1 - line + QUIET) * SQUARE
            place = 0
            for dark, run in groupby(row):
                length = len(list(run))
                if dark:
                    left = (place + QUIET) * SQUARE
                    canvas.rect(left, low, length * SQUARE, SQUARE, stroke=0, fill=1)
                place += length


def _lead(sheet: Sheet, place: int, width: float) -> float:
    """Room for the headings of a block and its first lines, which stay together on a page.

    A heading over rows has no lines: it stays with the heading and the first lines of the row.
    """
    block, nowhere = sheet.blocks[place], Tag("Document")
    room = sum(_height(part, width) for part in _headings(block, nowhere))
    if block.lines:
        rows = [row for line in block.lines[:ROWS_WITH_HEADING] for row in _rows(line, nowhere)]
        return room + _height(_table(rows[:ROWS_WITH_HEADING], width), width)
    return room + (_lead(sheet, place + 1, width) if place + 1 < len(sheet.blocks) else 0)


def _height(part: Flowable, width: float) -> float:
    return float(part.wrap(width, A4[1])[1]) + part.getSpaceAfter()


def _facts(sheet: Sheet, width: float, tag: Tag) -> Table:
    table = _lines(sheet.facts, width, tag)
    table.setStyle(TableStyle([("BACKGROUND", (0, 0), (-1, -1), TINT)]))
    return table


def _block(block: SheetBlock, width: float, document: Tag) -> list[Flowable]:
    parts = _headings(block, document)
    if block.lines:
        parts.append(_lines(block.lines, width, document.add("Table")))
        parts.append(Spacer(0, (6 if block.level == 1 else 3) * mm))
    return parts


def _headings(block: SheetBlock, document: Tag) -> list[Flowable]:
    parts: list[Flowable] = []
    if block.heading:
        style, role = (HEADING, "H2") if block.level == 1 else (ROW_HEADING, "H3")
        parts.append(_words(block.heading, style, document.add(role)))
    if block.note:
        parts.append(_words(block.note, NOTE, document.add("P")))
    return parts


def _lines(lines: tuple[SheetLine, ...], width: float, tag: Tag) -> Table:
    rows, last = list[list[object]](), list[int]()
    for line in lines:
        rows += _rows(line, tag.add("TR"))
        last.append(len(rows) - 1)
    table = _table(rows, width)
    table.setStyle(TableStyle([("LINEBELOW", (0, row), (-1, row), 0.4, RULE) for row in last]))
    return table


def _table(rows: list[list[object]], width: float) -> Table:
    table = Table(rows, colWidths=[LABEL_WIDTH, width - LABEL_WIDTH], repeatRows=0)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 3.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
                ("LEFTPADDING", (0, 0), (-1, -1), 4),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ]
        )
    )
    return table


def _rows(line: SheetLine, tag: Tag) -> list[list[object]]:
    """A line of the sheet as rows of a table; a value of pages goes on in further rows.

    For whoever has it read out it stays one row.
    """
    caption, cell = _words(line.caption, CAPTION, tag.add("TH")), tag.add("TD")
    parts = [
        [TaggedParagraph("<br/>".join(escape(each) for each in piece), VALUE, cell.add("P"))]
        for piece in pieces(line.value or _NOTHING_GIVEN, HIGHEST_ROW, NARROWEST)
    ]
    if line.note:
        parts[-1].append(_words(line.note, NOTE, cell.add("P")))
    captions = [caption, *([""] * (len(parts) - 1))]
    return [[caption, part] for caption, part in zip(captions, parts, strict=True)]


def _words(words: str, style: ParagraphStyle, tag: Tag) -> TaggedParagraph:
    return TaggedParagraph(escape(words), style, tag)
